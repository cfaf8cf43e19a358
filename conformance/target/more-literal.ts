import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { pathReader } from '../../src/contract/path-template.ts';
import { type OpenApiDocument, objectAt } from '../../src/document/document.ts';
import { decoded } from './misread.ts';

/** Writes beyond ASCII what a path template has there as a request does. */
const asciiOf = (template: string): string =>
  template.replaceAll(/[\u0080-\ud7ff\ue000-\uffff]|[\u{10000}-\u{10ffff}]/gu, encodeURIComponent);

/** A path as lenient routers compare it: decoded, in one case, without a slash at its end, a query or a fragment. */
const compared = (path: string): string =>
  (decoded(asciiOf(path)).split(/[?#]/)[0] ?? '').replace(/(?<=.)\/$/, '').toLowerCase();

const literalLength = (segment: string): number => segment.replaceAll(/\{[^}]*\}/g, '').length;

/** Whether a template says more of some segment than another does; where the other leaves nothing open, both say the same. */
const isCandidate = (template: string, other: string): boolean => {
  const [ours, others] = [compared(template).split('/'), compared(other).split('/')];
  if (ours.length !== others.length) return false;
  const fits = others.every((segment, index) => {
    const own = ours[index] ?? '';
    return own.includes('{') || segment.includes('{') || own === segment;
  });
  return fits && others.some((segment, index) => literalLength(segment) > literalLength(ours[index] ?? ''));
};

interface Candidate {
  readonly template: string;
  readonly fits: (path: string) => boolean;
}

/** The templates that may be meant by paths of another one, by the document and the template: each request asks for them. */
const candidatesOf = new WeakMap<OpenApiDocument, Map<string, readonly Candidate[]>>();

const candidates = ({ document }: Contract, template: string): readonly Candidate[] => {
  const known = candidatesOf.get(document) ?? new Map<string, readonly Candidate[]>();
  candidatesOf.set(document, known);
  const found =
    known.get(template) ??
    Object.keys(objectAt(document, 'paths'))
      .filter((other) => other.startsWith('/') && isCandidate(template, other))
      .map((other) => {
        const read = pathReader(compared(other));
        return { template: other, fits: (path: string) => read(path) !== null };
      });
  known.set(template, found);
  return found;
};

/**
 * The path template of the contract that a path as it was sent belongs to, where that isn't the one that it was made from; or null. What
 * is concrete matches before what is templated (OpenAPI 3.1.1, 4.8.8), whatever methods it has, and whether or not the run asks about it.
 */
export const moreLiteral = (contract: Contract, { path }: Pick<Operation, 'path'>, sent: string): string | null => {
  const read = compared(sent);
  return candidates(contract, path).find(({ fits }) => fits(read))?.template ?? null;
};
