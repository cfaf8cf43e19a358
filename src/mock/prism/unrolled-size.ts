import type { Contract } from '../../clauses/contract.ts';
import { isObject, type JsonValue } from '../../document/document.ts';
import { referredValue } from '../../document/schema-view.ts';
import { UsageError } from '../../document/usage-error.ts';

/** Seventy times what the largest contract has that we know (some 6,500): Prism reads as many in a few seconds. */
const unrolledPartsMax = 500_000;

/**
 * Counts the objects and lists of a value as Prism reads it: with each reference to the document replaced by what it leads to, but where
 * that holds itself. Counts no further than `most`.
 */
export const unrolledSize = (document: JsonValue, root: JsonValue | undefined, most: number): number => {
  let count = 0;
  const around = new Set<JsonValue>();
  const walk = (value: JsonValue | undefined): void => {
    if (typeof value !== 'object' || value === null || count >= most || around.has(value)) return;
    count++;
    around.add(value);
    const referred = isObject(value) ? referredValue(document, value.$ref) : undefined;
    if (referred !== undefined) walk(referred);
    else for (const part of Object.values(value)) walk(part);
    around.delete(value);
  };
  walk(root);
  return count;
};

/** Throws a UsageError for a contract that Prism would read without end: a small document of which each part names another twice. */
export const checkReadable = ({ id, document }: Contract): void => {
  if (unrolledSize(document, document, unrolledPartsMax) < unrolledPartsMax) return;
  throw new UsageError(
    `${id} can't be mocked: with each $ref replaced by what it leads to, as Prism reads it, it has more than ${unrolledPartsMax} parts. Let its schemas refer to fewer others.`,
  );
};
