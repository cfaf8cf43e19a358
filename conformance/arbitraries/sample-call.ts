import fc from 'fast-check';
import type { Operation } from '../../src/contract/api-description.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import type { CallValues } from '../requests/call.ts';
import { CannotGenerate } from './cannot-generate.ts';
import type { GenerationContext } from './generation.ts';
import { ordinaryCall } from './ordinary-call.ts';

/** A body whose switches (booleans) stand as in a documented example: what is off may refuse what it takes when it is on, and no document need say so. */
const withDocumentedFlags = (body: JsonValue, example: JsonValue | undefined): JsonValue => {
  if (typeof body === 'boolean' && typeof example === 'boolean') return example;
  if (!isObject(body) || !isObject(example)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, withDocumentedFlags(value, example[key])]),
  );
};

/** One ordinary request, or null where none can be made. */
export const sampleCall = (operation: Operation, context: GenerationContext, seed: number): CallValues | null => {
  try {
    return fc.sample(ordinaryCall(operation, context), { seed, numRuns: 1 })[0] ?? null;
  } catch (error) {
    if (error instanceof CannotGenerate) return null;
    throw error;
  }
};

/** One ordinary request that makes something as the documents show it, or null where none can be made. */
export const plainSample = (create: Operation, context: GenerationContext, seed: number): CallValues | null => {
  const sample = sampleCall(create, context, seed);
  if (sample?.body === undefined) return sample;
  const [example] = create.requestBody?.content.flatMap(({ examples }) => examples) ?? [];
  return { ...sample, body: withDocumentedFlags(sample.body, example?.value) };
};
