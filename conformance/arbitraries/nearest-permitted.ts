import type { OpenApiDocument, Schema } from '../../src/document/document.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';

/** The whole number nearest to a wanted one that lies within the bounds of a schema. */
export const nearestPermitted = (document: OpenApiDocument, schema: Schema, wanted: number): number => {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = mergedSchema(document, schema);
  const numbers = (...bounds: readonly unknown[]): number[] => bounds.filter((bound) => typeof bound === 'number');
  const least = [
    ...numbers(minimum).map(Math.ceil),
    ...numbers(exclusiveMinimum).map((bound) => Math.floor(bound) + 1),
  ];
  const most = [...numbers(maximum).map(Math.floor), ...numbers(exclusiveMaximum).map((bound) => Math.ceil(bound) - 1)];
  return Math.max(Math.min(wanted, ...most), ...least);
};
