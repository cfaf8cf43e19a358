import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import { pathOf } from '../requests/encode.ts';
import { decoded, isDropped, leadsElsewhere } from './misread.ts';
import { moreLiteral } from './more-literal.ts';

type PathValues = Readonly<Record<string, JsonValue>>;

/** What the owner of the target gave for parameters, by their names: whatever it is, it was meant. */
type OwnerValues = ReadonlyMap<string, readonly string[]>;

/** The same value with plain texts in it, but for those that are kept. */
const plain = (value: JsonValue, isKept: (text: string) => boolean): JsonValue => {
  if (Array.isArray(value)) return value.map((item: JsonValue) => plain(item, isKept));
  if (isObject(value))
    return Object.fromEntries(Object.values(value).map((one, index) => [`x${index}`, plain(one, isKept)]));
  return isKept(String(value)) ? value : 'x';
};

/** The path that a template makes of values with which no server could do anything but put them into their places. */
const plainPath = (
  operation: Pick<Operation, 'path' | 'parameters'>,
  values: PathValues,
  ownerValues: OwnerValues,
): string => {
  const entries = Object.entries(values).map(([key, value]) => {
    const given = ownerValues.get(key.slice('path '.length)) ?? [];
    return [key, plain(value, (text) => given.includes(text))] as const;
  });
  return pathOf(operation, Object.fromEntries(entries));
};

/** What gives a decoded path its structure: separators, what ends it, and characters that some parsers drop and others stop at. */
const structureOf = (path: string): string =>
  [...decoded(path)]
    .filter((character) => /[/\\?#;]/.test(character) || (isDropped(character) && character !== ' '))
    .join('');

/** Whether no segment is empty, or has spaces around it that a server may drop, where the same segment of a plain path isn't so. */
const hasWholeSegments = (sent: string, expected: string): boolean => {
  const wanted = decoded(expected).split('/');
  const isWhole = (segment: string): boolean => segment !== '' && !segment.startsWith(' ') && !segment.endsWith(' ');
  return decoded(sent)
    .split('/')
    .every((segment, index) => isWhole(segment) || segment === wanted[index]);
};

/**
 * Why a server or a proxy, which may decode a path before it reads it, may take the path of a write for another one, or null. Only what
 * comes from the contract or the target is held against a path: not the template, which `ownershipOf` judges, and not what the owner gave.
 */
const whyDecodedOtherwise = (
  operation: Pick<Operation, 'path' | 'parameters'>,
  values: PathValues,
  ownerValues: OwnerValues,
): string | null => {
  const path = pathOf(operation, values);
  const expected = plainPath(operation, values, ownerValues);
  const isSame = structureOf(path) === structureOf(expected) && hasWholeSegments(path, expected);
  const leadsUp = leadsElsewhere({ path }) && !leadsElsewhere(operation);
  return isSame && !leadsUp ? null : `a proxy that decodes ${path} could take it for another path`;
};

/** Why the path of a request is another operation's, or null. */
export const whyOthersPath = (
  contract: Contract,
  operation: Pick<Operation, 'path' | 'parameters'>,
  values: PathValues,
): string | null => {
  const path = pathOf(operation, values);
  const other = moreLiteral(contract, operation, path);
  return other === null ? null : `${path} is the path ${other} of the contract, not ${operation.path}`;
};

/** Why no write may go to a path, whatever stands there; or null. */
export const whyMisread = (
  contract: Contract,
  operation: Pick<Operation, 'path' | 'parameters'>,
  values: PathValues,
  ownerValues: OwnerValues,
): string | null => whyOthersPath(contract, operation, values) ?? whyDecodedOtherwise(operation, values, ownerValues);
