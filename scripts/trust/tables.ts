import { checkMakers } from '../../conformance/checks/checks.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Planted } from './plant.ts';

/** The group of a clause in the tables: what kind of promise it is. */
export const groupOf = ({ clause: { subject, kind } }: Planted): string => {
  if (subject.of === 'resource') return 'behaviours';
  if (subject.of === 'operation') return kind;
  if (subject.of === 'request') return 'requests';
  return subject.part === 'status' ? 'statuses' : subject.part === 'header' ? 'headers' : 'answers';
};

const counts = (planted: readonly Planted[], isBrief: boolean): readonly string[] => {
  const found = planted.filter(({ isFound }) => isFound).length;
  const named = planted.filter(({ isNamed }) => isNamed).length;
  const told = [planted.length, found, named].map(String);
  if (isBrief) return told;
  const requests = planted.reduce((sum, one) => sum + one.requests, 0);
  const byOne = planted.filter(({ seenBy }) => seenBy.length === 1).length;
  const byMore = planted.filter(({ seenBy }) => seenBy.length > 1).length;
  return [...told, String(byOne), String(byMore), found === 0 ? '·' : String(Math.round(requests / found))];
};

/** Writes, per API and per kind of clause, how many flaws were planted and found; where runs were brief, no more than that is known. */
export const killMatrix = (all: readonly Planted[], { isBrief }: { readonly isBrief: boolean }): string => {
  const planted = all.filter(({ unobservable }) => unobservable === null);
  const rows = [...Map.groupBy(planted, ({ clause }) => clause.api)].flatMap(([api, own]) => [
    ...[...Map.groupBy(own, groupOf)].map(([group, some]) => [`${api}: ${group}`, ...counts(some, isBrief)]),
    [`**${api}**`, ...counts(own, isBrief)],
  ]);
  const heads = ['flaws', 'planted', 'found', 'under its name'];
  const further = ['by one kind of check', 'by more', 'requests per kill'];
  return markdownTable(isBrief ? heads : [...heads, ...further], [...rows, ['**all**', ...counts(planted, isBrief)]]);
};

/** Writes, for each kind of check, how many clauses it saw broken, and how many nobody else did. */
export const checkTable = (all: readonly Planted[]): string => {
  const rows = Object.keys(checkMakers).map((kind) => {
    const seen = all.filter(({ seenBy }) => seenBy.includes(kind));
    return [kind, String(seen.length), String(seen.filter(({ seenBy }) => seenBy.length === 1).length)];
  });
  return markdownTable(['kind of check', 'clauses that it found', 'clauses that only it found'], rows);
};
