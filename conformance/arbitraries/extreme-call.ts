import fc from 'fast-check';
import type { Operation } from '../../src/contract/api-description.ts';
import { jsonBodySchema } from '../../src/contract/json-body-schema.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { withValueAt } from '../../src/document/json-pointer.ts';
import { messageDocument } from '../../src/document/message-document.ts';
import { once } from '../../src/once.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { extremeCharactersMax } from '../settings/limits.ts';
import { extremePlaces } from './extreme-places.ts';
import type { GenerationContext } from './generation.ts';
import { permittedCall } from './ordinary-call.ts';
import { roundRobin } from './round-robin.ts';

/** Which extreme request is made: an ordinary one, in which one value is replaced. All of it can be made smaller, and stays extreme. */
export interface ExtremeCase {
  /** Which of the ordinary requests, the first of which is tried first. */
  readonly sample: number;
  /** Which value, and by what it is replaced. */
  readonly choice: number;
  /** How long a long value is. */
  readonly size: number;
  /** A text that takes the place of a known one, or null. */
  readonly text: string | null;
}

/** The extreme requests that an operation permits. */
export interface ExtremeCalls {
  readonly cases: fc.Arbitrary<ExtremeCase>;
  /** One case for everything that is known to be telling, the most telling of each place before the rest. */
  readonly telling: readonly ExtremeCase[];
  /** Notes what is unusual about a case, and returns its request. */
  of(which: ExtremeCase): { readonly what: string; readonly values: CallValues };
}

interface Variant {
  readonly what: string;
  readonly make: (size: number) => CallValues;
}

interface Variants {
  readonly known: readonly Variant[];
  readonly texts: readonly ((text: string) => CallValues)[];
}

/** Ordinary requests that are drawn for an operation; each has its own values for what stays ordinary. */
const samplesMax = 4;

/** As many as there may be for one operation; more than there are for any hand-written one. */
const choiceMax = 2_000;

const textMax = 40;

/** Any character but a lone surrogate. Of such, fast-check's own strings are made by going through all of Unicode first, which takes a second. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((codePoint) => String.fromCodePoint(codePoint));
const anyText = fc.array(anyCharacter, { maxLength: textMax }).map((characters) => characters.join(''));

const variantsOf = (operation: Operation, context: GenerationContext, values: CallValues): Variants => {
  const bodySchema = jsonBodySchema(operation);
  const inBody =
    bodySchema === null || values.body === undefined ? [] : extremePlaces(context, bodySchema, values.body);
  const body = inBody.map(({ pointer, extremes, takesText }) => {
    const at = (value: JsonValue): CallValues => ({ ...values, body: withValueAt(values.body, pointer, value) });
    return { where: pointer, extremes, takesText, at };
  });
  const query = operation.parameters.flatMap((parameter) => {
    if (parameter.in !== 'query' || parameter.values !== null || context.ownerValues.has(parameter.name)) return [];
    const key = parameterKey(parameter);
    const ordinary = values.parameters[key];
    if (ordinary === undefined || context.placeValues?.has(key)) return [];
    return extremePlaces(context, parameter.schema, ordinary).map(({ pointer, extremes, takesText }) => {
      const at = (value: JsonValue): CallValues => {
        const whole = withValueAt(ordinary, pointer, value) ?? ordinary;
        return { ...values, parameters: { ...values.parameters, [key]: whole } };
      };
      return { where: `${parameter.name}${pointer}`, extremes, takesText, at };
    });
  });
  const places = [...body, ...query];
  return {
    known: roundRobin(
      places.map(({ where, extremes, at }) =>
        extremes.map(({ what, make }) => ({ what: `${where}: ${what}`, make: (size: number) => at(make(size)) })),
      ),
    ),
    texts: places.filter(({ takesText }) => takesText).map(({ at }) => at),
  };
};

/** The extreme requests to an operation, or null where it takes nothing that could be extreme. */
export const extremeCalls = (operation: Operation, given: GenerationContext, seed: number): ExtremeCalls | null => {
  const context = { ...given, document: messageDocument(given.document, 'request') };
  const samples = fc.sample(permittedCall(operation, context), { seed, numRuns: samplesMax });
  // The others are asked for only by cases that are left to chance.
  const variants = samples.map((values) => once(() => variantsOf(operation, context, values)));
  const first = variants[0]?.();
  if (first === undefined || first.known.length === 0) return null;
  const size = extremeCharactersMax;
  return {
    cases: fc.record({
      sample: fc.nat(samplesMax - 1),
      choice: fc.nat(choiceMax),
      size: fc.nat(size),
      text: fc.option(anyText, { nil: null }),
    }),
    telling: first.known.map((_, choice) => ({ sample: 0, choice, size, text: null })),
    of({ sample, choice, size: length, text }) {
      const { known, texts } = variants[sample % variants.length]?.() ?? first;
      const at = text === null ? undefined : texts[choice % Math.max(1, texts.length)];
      if (text !== null && at !== undefined) return { what: 'any text', values: at(text) };
      const variant = known[choice % Math.max(1, known.length)] ?? first.known[0];
      return variant === undefined
        ? { what: 'nothing', values: samples[0] as CallValues }
        : { what: variant.what, values: variant.make(length) };
    },
  };
};
