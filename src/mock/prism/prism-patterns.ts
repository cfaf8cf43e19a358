import type { JsonValue, OpenApiDocument } from '../../document/document.ts';
import { madeBy } from '../../schema/pattern-size.ts';
import { patternsIn } from '../../schema/patterns-in.ts';
import { withoutPatterns } from '../../schema/without-patterns.ts';
import { generatedCharactersMax } from '../settings/limits.ts';
import type { PrismOperation } from './prism-parts.ts';

/** Prism's generator repeats so often what has no end. */
const repeatedMost = (least: number): number => least + 100;

/** Makes what tells whether Prism would make texts of a pattern that are longer than anyone wants. */
const createIsEndless = (): ((pattern: string) => boolean) => {
  const known = new Map<string, boolean>();
  return (pattern) => {
    const isEndless = known.get(pattern) ?? madeBy(pattern, repeatedMost).longest > generatedCharactersMax;
    known.set(pattern, isEndless);
    return isEndless;
  };
};

const statesPatterns = (resource: PrismOperation): boolean => /"pattern(Properties)?"/.test(JSON.stringify(resource));

/** Takes out of what Prism generates from the patterns of which it would make texts without end. */
export const withoutEndless = (resources: readonly PrismOperation[]): readonly PrismOperation[] => {
  const isEndless = createIsEndless();
  return resources.map((resource) => {
    if (!statesPatterns(resource)) return resource;
    const whole = resource as unknown as OpenApiDocument;
    const leftOut = {
      pattern: isEndless,
      schema: (schema: JsonValue) => [...patternsIn(whole, schema)].some(isEndless),
    };
    const parts = ['responses', '__bundled__'].flatMap((name) => {
      const part = whole[name];
      return part === undefined ? [] : [[name, withoutPatterns(part, leftOut)] as const];
    });
    return { ...resource, ...Object.fromEntries(parts) };
  });
};
