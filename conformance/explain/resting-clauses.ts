import type { Clause } from '../../src/clauses/clause.ts';
import { arrayAt } from '../../src/document/document.ts';

const startsWith = (at: Clause['at'], beginning: Clause['at']): boolean =>
  at.length >= beginning.length && JSON.stringify(at.slice(0, beginning.length)) === JSON.stringify(beginning);

/** The way to the value without which nothing below it is met; null for a clause on which nothing rests. */
const rootOf = ({ kind, at, schema }: Clause): Clause['at'] | null => {
  if (kind === 'type') return at;
  if (kind !== 'required') return null;
  const [name] = schema === null ? [] : arrayAt(schema, 'required');
  return name === undefined ? at : [...at, { property: String(name) }];
};

/**
 * The clauses that nothing meets any more while one is broken: what is said of a value that isn't there, is of another type,
 * or came with another status. They aren't broken with it, but can't be judged either.
 */
export const restingClauses = (clauses: readonly Clause[], clause: Clause): readonly Clause[] => {
  const { subject, kind, operation, id } = clause;
  if (subject.of !== 'response' && subject.of !== 'request') return [];
  const others = clauses.filter((other) => other.operation === operation && other.id !== id);
  if (subject.of === 'response' && ['status', 'media-type', 'well-formed'].includes(kind)) {
    const { statuses } = subject;
    return others.filter(
      (other) =>
        other.subject.of === 'response' &&
        other.subject.statuses.every((status) => statuses.includes(status)) &&
        (kind === 'status' || (other.subject.part === 'body' && other.schema !== null)),
    );
  }
  const root = rootOf(clause);
  if (root === null) return [];
  const same = JSON.stringify(subject);
  return others.filter(
    (other) =>
      JSON.stringify(other.subject) === same &&
      other.schema !== null &&
      startsWith(other.at, root) &&
      (other.at.length > root.length || kind === 'required' || other.givenType !== null || other.kind === 'required'),
  );
};
