import { listedResources } from '../../conformance/target/lists.ts';
import { behaviourSpec } from '../../src/clauses/behaviour-kinds/list.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { isWithin, placeOf } from './place.ts';

/** Rules of a whole answer: nothing else in it can be judged when one of them is broken. */
const ofWholeAnswer: readonly Clause['kind'][] = ['status', 'media-type', 'well-formed', 'answered'];

const operationOf = ({ operations }: Contract, { operation }: Clause): Operation | undefined =>
  operations.find(({ id }) => id === operation);

/** The resources whose lists hold the values that requests take. */
const feeding = (contract: Contract): ReadonlySet<string> => {
  const known = feedingOf.get(contract);
  const found = known ?? listedResources(contract);
  feedingOf.set(contract, found);
  return found;
};

/** What was found of each contract: every pair of clauses asks for it. */
const feedingOf = new WeakMap<Contract, ReadonlySet<string>>();

/** The place of the ids that other requests need in the answers of an operation; null where they need none of it. */
const neededPlace = (contract: Contract, operation: Operation | undefined): string | null => {
  const does = operation?.does ?? null;
  const resource = contract.resources.find(({ name }) => name === does?.resource);
  if (does === null || resource === undefined) return null;
  if (does.action === 'create') return does.id ?? `${resource.one ?? ''}/${resource.id}`;
  return does.action === 'list' && feeding(contract).has(resource.name)
    ? `${resource.many ?? ''}/*/${resource.id}`
    : null;
};

/** Whether hardly anything can be tested while a clause is broken: what makes resources, or names their values, doesn't tell them. */
const isFatal = (contract: Contract, clause: Clause): boolean => {
  const { subject, kind } = clause;
  const needed = neededPlace(contract, operationOf(contract, clause));
  if (needed === null) return false;
  if (kind === 'answered') return true;
  if (subject.of !== 'response' || !subject.statuses.some((status) => status.startsWith('2'))) return false;
  return ofWholeAnswer.includes(kind) || (subject.part === 'body' && isWithin(needed, placeOf(clause)));
};

/** Whether the flaws of two clauses of answers get in each other's way. */
const answersMeet = (one: Clause, other: Clause): boolean => {
  if (one.operation !== other.operation) return false;
  if (one.kind === 'answered' || other.kind === 'answered') return true;
  if (one.subject.of !== 'response' || other.subject.of !== 'response') return false;
  const { statuses } = other.subject;
  if (!one.subject.statuses.some((status) => statuses.includes(status))) return false;
  if (ofWholeAnswer.includes(one.kind) || ofWholeAnswer.includes(other.kind)) return true;
  if (one.subject.part !== other.subject.part) return false;
  const [first, second] = [placeOf(one), placeOf(other)];
  return isWithin(first, second) || isWithin(second, first);
};

const behavioursMeet = (contract: Contract, one: Clause, other: Clause): boolean => {
  if (one.subject.of !== 'resource' || other.subject.of !== 'resource') return true;
  if (one.subject.resource !== other.subject.resource) return true;
  if (one.kind === other.kind && behaviourSpec(one.kind)?.flawReaches === 'operation')
    return one.operation === other.operation;
  const ids = contract.resources.map(({ id }) => id);
  const arePlain = [one, other].every(
    ({ kind, subject }) =>
      behaviourSpec(kind)?.flawReaches === 'property' &&
      // Whoever changes an id changes where everything else is.
      !(kind === 'untouched' && subject.of === 'resource' && ids.includes(subject.name ?? '')),
  );
  return !arePlain || one.subject.name === other.subject.name;
};

const kindOf = ({ subject, kind }: Clause): 'request' | 'answer' | 'behaviour' => {
  if (subject.of === 'resource') return 'behaviour';
  return subject.of === 'request' || kind === 'credentials' ? 'request' : 'answer';
};

const meet = (contract: Contract, one: Clause, other: Clause): boolean => {
  if (kindOf(one) !== kindOf(other)) return true;
  if (kindOf(one) === 'behaviour') return behavioursMeet(contract, one, other);
  if (kindOf(one) === 'request') return false;
  return isFatal(contract, one) || isFatal(contract, other) || answersMeet(one, other);
};

/** Puts clauses together whose flaws can be planted in one server at the same time without getting in each other's way. */
export const batchesOf = (contract: Contract, clauses: readonly Clause[]): readonly (readonly Clause[])[] => {
  const batches: Clause[][] = [];
  for (const clause of clauses) {
    const batch = batches.find((others) => others.every((other) => !meet(contract, clause, other)));
    if (batch === undefined) batches.push([clause]);
    else batch.push(clause);
  }
  return batches;
};
