import type { Contract } from '../../clauses/contract.ts';
import type { Operation } from '../../contract/api-description.ts';
import { editDistance } from '../../document/likeness.ts';

/** The operation that a request was closest to. */
export interface Nearest {
  readonly operation: string;
  /** A sentence: why it isn't that. */
  readonly why: string;
}

/** A longer path is compared by its beginning alone. */
const segmentsMax = 32;

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1, segmentsMax);

const isParameter = (segment: string): boolean => segment.includes('{');

/** How far a path is from a template: letters that differ, and whole segments that are missing or too many. */
const pathDistance = (path: readonly string[], template: readonly string[]): number => {
  const length = Math.max(path.length, template.length);
  return Array.from({ length }, (_, index) => {
    const [own, wanted] = [path[index], template[index]];
    if (own === undefined || wanted === undefined) return Math.max(own?.length ?? 0, wanted?.length ?? 0, 1);
    return isParameter(wanted) ? Number(own === '') : editDistance(own, wanted);
  }).reduce((sum, one) => sum + one, 0);
};

const whyNot = (method: string, path: readonly string[], operation: Operation): string => {
  const template = segmentsOf(operation.path);
  const reasons = [
    ...template.flatMap((wanted, index) => {
      const own = path[index];
      if (own === undefined) return [`the path ends before ${wanted}`];
      if (isParameter(wanted)) return own === '' ? [`${wanted} is empty`] : [];
      return own === wanted
        ? []
        : [`segment ${index + 1} of the path is ${JSON.stringify(own)}, not ${JSON.stringify(wanted)}`];
    }),
    ...(path.length > template.length
      ? [`the path goes on with ${JSON.stringify(path.slice(template.length).join('/'))}`]
      : []),
    ...(method === operation.method ? [] : [`the method is ${method}, not ${operation.method}`]),
  ];
  return `${operation.method} ${operation.path} does not match: ${reasons.join('; ')}.`;
};

/** A method that differs weighs as much as this many letters of the path. */
const methodWeight = 3;

/** Finds the operation of a contract that a request without a match was closest to, and says why it isn't that. */
export const nearestOperation = (contract: Contract, method: string, path: string): Nearest | null => {
  const segments = segmentsOf(path);
  const scored = contract.operations.map((operation) => ({
    operation,
    score: pathDistance(segments, segmentsOf(operation.path)) + (operation.method === method ? 0 : methodWeight),
  }));
  const [best] = scored.toSorted((one, other) => one.score - other.score);
  return best === undefined ? null : { operation: best.operation.id, why: whyNot(method, segments, best.operation) };
};
