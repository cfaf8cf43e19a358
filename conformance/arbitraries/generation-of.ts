import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { parameterKey } from '../requests/call.ts';
import { isConditionName, isRangeName } from '../requests/condition-names.ts';
import { isSafe } from '../requests/is-safe.ts';
import { isRequestKey } from '../requests/request-keys.ts';
import type { GenerationContext } from './generation.ts';
import { sampleCall } from './sample-call.ts';

type OwnerValues = GenerationContext['ownerValues'];

/** A request with one of these is about the same as without it. */
const placesNothing = ({ in: place, name, page, filter }: Parameter): boolean =>
  place === 'path' ||
  page !== null ||
  filter !== null ||
  isRequestKey({ in: place, name }) ||
  (place === 'header' && (isConditionName(name) || isRangeName(name)));

/** The creations of a contract, each with the keys of the parameters that writes to what it makes take as well. */
const sharedByCreations = (
  contract: Contract,
): readonly { readonly create: Operation; readonly shared: readonly Parameter[] }[] =>
  contract.operations.flatMap((create) => {
    if (create.does?.action !== 'create') return [];
    const later = contract.operations.filter(
      (operation) =>
        !isSafe(operation) &&
        pathParameters(operation).some(
          (name) => resourceOfParameter(contract, operation, name)?.name === create.does?.resource,
        ),
    );
    const keys = new Set(later.flatMap(({ parameters }) => parameters.map(parameterKey)));
    const shared = create.parameters.filter((one) => !placesNothing(one) && keys.has(parameterKey(one)));
    return shared.length === 0 ? [] : [{ create, shared }];
  });

/**
 * The values of parameters beside the path that a creation shares with the writes to what it makes, say a region in a header: by another
 * value, the same id may be somebody else's. So a whole run sends one value of each; an optional one that its user doesn't name, it leaves out.
 */
const placeValuesOf = (contract: Contract, ownerValues: OwnerValues): ReadonlyMap<string, JsonValue | undefined> => {
  const { document } = contract;
  const values = new Map<string, JsonValue | undefined>();
  for (const { create, shared } of sharedByCreations(contract)) {
    const sample = sampleCall(create, { document, ownerValues }, 1);
    for (const parameter of shared) {
      const { name, required, examples } = parameter;
      const key = parameterKey(parameter);
      const isGiven = ownerValues.has(name);
      const documented = isGiven ? undefined : examples[0]?.value;
      const isSent = required || isGiven;
      if (!values.has(key))
        values.set(key, isSent ? (documented ?? sample?.parameters[key] ?? ownerValues.get(name)?.[0]) : undefined);
    }
  }
  return values;
};

/** One entry for each contract, and each set of its owner's values, that is in use. */
const known = new WeakMap<Contract, WeakMap<OwnerValues, GenerationContext>>();

/** What the values of a run's requests are generated from. */
export const generationOf = (
  contract: Contract,
  { ownerValues }: { readonly ownerValues: OwnerValues },
): GenerationContext => {
  const ofContract = known.get(contract) ?? new WeakMap<OwnerValues, GenerationContext>();
  known.set(contract, ofContract);
  const made = ofContract.get(ownerValues) ?? {
    document: contract.document,
    ownerValues,
    placeValues: placeValuesOf(contract, ownerValues),
  };
  ofContract.set(ownerValues, made);
  return made;
};
