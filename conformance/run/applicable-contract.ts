import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Resource } from '../../src/contract/api-description.ts';
import { resourceByName } from '../../src/contract/contract-index.ts';
import { madeTypes } from '../requests/made-types.ts';
import type { Settings } from '../settings/options.ts';
import { unaskedOperations, whyUnmade } from './why-unasked.ts';

/** Why a clause can't be judged that speaks of a request's body, or null. */
const whyBodyIsUnmade = ({ subject }: Clause): string | null =>
  subject.of === 'request' && subject.part === 'body' ? whyUnmade(subject.mediaTypes) : null;

/** A contract whose request bodies name what is sent before each range that it stands for, in operations and clauses; itself where there is none. */
const withMadeTypes = (contract: Contract): Contract => {
  const made = new Map(contract.operations.map((one) => [one.id, madeTypes(contract.document, one)]));
  if ([...made.values()].every(({ size }) => size === 0)) return contract;
  const named = (operation: string, name: string): readonly string[] =>
    [made.get(operation)?.get(name) ?? [], name].flat();
  const operations = contract.operations.map((operation): Operation => {
    const { id, requestBody } = operation;
    const content = requestBody?.content.flatMap((one) => named(id, one.name).map((name) => ({ ...one, name }))) ?? [];
    return { ...operation, requestBody: requestBody === null ? null : { ...requestBody, content } };
  });
  const clauses = contract.clauses.map((clause): Clause => {
    const { subject, operation } = clause;
    if (subject.of !== 'request' || subject.part !== 'body') return clause;
    const mediaTypes = subject.mediaTypes.flatMap((name) => named(operation, name));
    return { ...clause, subject: { ...subject, mediaTypes } };
  });
  return { ...contract, operations, clauses };
};

/** Why a clause can't be judged that speaks of a resource of which none can be made, or null. */
const whyNoneIsMade = (
  contract: Contract,
  { subject }: Clause,
  unasked: ReadonlyMap<string, string>,
): string | null => {
  if (subject.of !== 'resource') return null;
  const create = resourceByName(contract, subject.resource)?.operations.create;
  const reason = unasked.get(create ?? '');
  return reason === undefined ? null : `no ${subject.resource} can be made: ${reason}`;
};

/**
 * Why it can't be told whether a clause's operation minds credentials, or null: all that it takes are of kinds that can't be shown here,
 * say a certificate in TLS, which whoever is asked may have seen already. One that the owner gave as a header can be left out.
 */
const whyUnshown = (
  { operations }: Contract,
  { headers }: Settings,
  { kind, operation: id }: Clause,
): string | null => {
  const security = operations.find((operation) => operation.id === id)?.security ?? [];
  if (kind !== 'credentials' || headers.authorization !== undefined || headers.cookie !== undefined) return null;
  const unknown = security.map((requirement) => requirement.find(({ type }) => type === 'other')?.key);
  if (unknown.length === 0 || unknown.includes(undefined)) return null;
  return `credentials of the kind ${[...new Set(unknown)].join(' or ')} can't be shown or left out here`;
};

const withoutUnasked = (resource: Resource, unasked: ReadonlyMap<string, string>): Resource => ({
  ...resource,
  operations: Object.fromEntries(Object.entries(resource.operations).filter(([, id]) => !unasked.has(id))),
});

/**
 * A contract as a run asks about it: without the operations of which nothing can be asked, and with the reason at each clause
 * that can't be judged for that. The clauses stay, in their order; where all can be asked as it is named, it is the contract itself.
 */
export const applicableContract = (given: Contract, settings: Settings): Contract => {
  const contract = withMadeTypes(given);
  const unasked = unaskedOperations(contract, settings);
  const clauses = contract.clauses.map((clause) => {
    const reason =
      clause.notApplicable ??
      unasked.get(clause.operation) ??
      whyNoneIsMade(contract, clause, unasked) ??
      whyUnshown(contract, settings, clause) ??
      whyBodyIsUnmade(clause);
    return reason === clause.notApplicable ? clause : { ...clause, notApplicable: reason };
  });
  if (unasked.size === 0 && clauses.every((clause, index) => clause === contract.clauses[index])) return contract;
  return {
    ...contract,
    operations: contract.operations.filter(({ id }) => !unasked.has(id)),
    resources: contract.resources.map((resource) => withoutUnasked(resource, unasked)),
    clauses,
  };
};
