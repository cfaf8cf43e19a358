import { behaviours } from '../../../src/clauses/behaviour-kinds/list.ts';
import { keywordPromises, promises } from '../../../src/clauses/clause.ts';
import type { ClauseReport } from '../../evidence/report.ts';

/** Kinds of clause that belong together. */
export interface KindGroup {
  readonly name: string;
  readonly kinds: readonly string[];
}

const schemaKinds: readonly string[] = ['required', ...keywordPromises, 'holds'];
const behaviourKinds: readonly string[] = behaviours;
const exchangeKinds: readonly string[] = promises.filter(
  (kind) => !schemaKinds.includes(kind) && !behaviourKinds.includes(kind),
);

/** The kinds that there are among clauses: what is promised of every exchange, what schemas say, and what shows over several requests. */
export const kindGroups = (clauses: readonly ClauseReport[]): readonly KindGroup[] => {
  const present = new Set(clauses.map(({ kind }) => kind));
  const known = [...exchangeKinds, ...schemaKinds, ...behaviourKinds];
  return [
    { name: 'exchanges', kinds: exchangeKinds.filter((kind) => present.has(kind)) },
    { name: 'schemas', kinds: schemaKinds.filter((kind) => present.has(kind)) },
    { name: 'behaviours', kinds: behaviourKinds.filter((kind) => present.has(kind)) },
    { name: 'others', kinds: [...present].filter((kind) => !known.includes(kind)) },
  ].filter(({ kinds }) => kinds.length > 0);
};
