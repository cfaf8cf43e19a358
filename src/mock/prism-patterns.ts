import type { JsonValue, OpenApiDocument } from '../contract/document.ts';
import { madeBy } from '../contract/pattern-size.ts';
import { stepsFor } from '../contract/pattern-steps.ts';
import { patternsIn } from '../contract/patterns-in.ts';
import { withoutPatterns } from '../contract/without-patterns.ts';
import { bodyBytesDefault, generatedCharactersMax, patternStepsMax } from './limits.ts';
import type { PrismOperation, PrismParts } from './prism-parts.ts';
import { withoutLargeSchemas } from './prism-sizes.ts';

/** Remembers what was found out of each pattern. */
const onceEach = (find: (pattern: string) => boolean): ((pattern: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (pattern) => {
    const found = known.get(pattern) ?? find(pattern);
    known.set(pattern, found);
    return found;
  };
};

/** Prism's generator repeats so often what has no end. */
const repeatedMost = (least: number): number => least + 100;

/** Whether a pattern may take Prism long to test, on a text as long as any that comes. */
const isHazard = (): ((pattern: string) => boolean) =>
  onceEach((pattern) => stepsFor(pattern)(bodyBytesDefault) > patternStepsMax);

/** Whether Prism would make texts of a pattern that are longer than anyone wants. */
const isEndless = (): ((pattern: string) => boolean) =>
  onceEach((pattern) => madeBy(pattern, repeatedMost).longest > generatedCharactersMax);

/** The format that Prism's library judges by a pattern that takes long for long texts. */
const isSlowFormat = (format: string): boolean => format === 'url';

/** What means something in a regular expression: Prism puts the names of parameters and members into one as they are. */
const signs = /[*+?{}()|^$]/;

const hasSigns = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => (!key.startsWith('$') && signs.test(key)) || hasSigns(inner));

/** Leaves out the parameters of whose names Prism would make a regular expression that means something else. */
const withoutStrangeNames = (resource: PrismOperation): PrismOperation => {
  const { request } = resource;
  const query = request?.query?.filter(
    ({ name, style, schema }) => String(style) !== 'deepObject' || !(signs.test(name) || hasSigns(schema)),
  );
  return query === undefined ? resource : { ...resource, request: { ...request, query } };
};

const without = (
  resource: PrismOperation,
  isLeftOut: (pattern: string) => boolean,
  format: (format: string) => boolean = () => false,
): PrismOperation => {
  const whole = resource as unknown as OpenApiDocument;
  const leftOut = {
    pattern: isLeftOut,
    format,
    schema: (schema: JsonValue) => [...patternsIn(whole, schema)].some(isLeftOut),
  };
  const parts = ['request', 'responses', '__bundled__'].flatMap((name) => {
    const part = whole[name];
    return part === undefined ? [] : [[name, withoutPatterns(part, leftOut)] as const];
  });
  return { ...resource, ...Object.fromEntries(parts) };
};

const statesPatterns = (resource: PrismOperation): boolean =>
  /"(pattern(Properties)?|deepObject|format":"url)"/.test(JSON.stringify(resource));

/** The operations as Prism read them, by those that it judges requests by. */
const wholeOf = new WeakMap<PrismOperation, PrismOperation>();

/**
 * Takes out of what Prism judges by the patterns that it could take for ever to test, and the schemas that it could take for ever to compile; the mock judges by those itself. What Prism
 * generates from keeps all but those of which it would make texts without end.
 */
export const withoutHazards = (resources: readonly PrismOperation[]): readonly PrismOperation[] => {
  const [hazard, endless] = [isHazard(), isEndless()];
  return resources.map((resource) => {
    const light = withoutLargeSchemas(resource);
    const hasPatterns = statesPatterns(resource);
    if (!hasPatterns && light === resource) return resource;
    const judged = hasPatterns ? withoutStrangeNames(without(light, hazard, isSlowFormat)) : light;
    wholeOf.set(judged, hasPatterns ? without(resource, endless) : resource);
    return judged;
  });
};

/** Has Prism answer from the operation as it read it. */
export const answeringFromWhole =
  (mock: PrismParts['mock']): PrismParts['mock'] =>
  (options) =>
    mock({ ...options, resource: wholeOf.get(options.resource) ?? options.resource });
