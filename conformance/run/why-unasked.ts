import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation, RequestBody } from '../../src/contract/api-description.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { isSafe } from '../requests/is-safe.ts';
import type { Settings } from '../settings/options.ts';
import { overridesMethod } from '../target/misread.ts';
import { whyUnowned } from '../target/why-unowned.ts';

/** Why no body of some media types can be made, or null where one can: only JSON is written here. */
export const whyUnmade = (mediaTypes: readonly string[]): string | null => {
  if (mediaTypes.some(isJsonMediaType)) return null;
  const types = mediaTypes.length === 0 ? 'no media type that is documented' : mediaTypes.join(' or ');
  return `bodies as ${types} aren't made here`;
};

const typesOf = ({ content }: RequestBody): readonly string[] => content.map(({ name }) => name);

/** Why the target can't be asked what the contract permits, for what it says of the operation itself; or null. */
const whyUnaskedItself = (contract: Contract, settings: Settings, operation: Operation): string | null => {
  const { hasOwnServer, requestBody } = operation;
  if (hasOwnServer) return 'the operation has a server of its own, which is not the target';
  const unmade = requestBody?.required === true ? whyUnmade(typesOf(requestBody)) : null;
  if (settings.readOnly && overridesMethod(contract, operation))
    return 'it can name another method, and the run is read-only';
  return unmade ?? (settings.readOnly ? null : whyUnowned(contract, settings, operation));
};

/** Whether a value of a path parameter can be had that nothing need be made for: the target lists it, or somebody gave it. */
const isFound = (
  contract: Contract,
  settings: Settings,
  { parameters }: Operation,
  name: string,
  list: string | undefined,
): boolean => {
  const lister = operationById(contract, list);
  const isDocumented = parameters.some((one) => one.in === 'path' && one.name === name && one.examples.length > 0);
  return (
    isDocumented ||
    settings.ownerValues.has(name) ||
    (lister !== undefined && whyUnaskedItself(contract, settings, lister) === null)
  );
};

/** Why nothing can be made that a request to an operation has to be about, or null. */
const whyNothingToAsk = (contract: Contract, settings: Settings, operation: Operation): string | null => {
  for (const name of pathParameters(operation)) {
    const resource = resourceOfParameter(contract, operation, name);
    const create = operationById(contract, resource?.operations.create);
    const reason = create === undefined ? null : whyUnaskedItself(contract, settings, create);
    if (resource === null || reason === null) continue;
    // What is only read may be somebody else's.
    if (isSafe(operation) && isFound(contract, settings, operation, name, resource.operations.list)) continue;
    return `no ${resource.name} can be made for it: ${reason}`;
  }
  return null;
};

/** The operations of which nothing can be asked, by their ids, with the reason. */
export const unaskedOperations = (contract: Contract, settings: Settings): ReadonlyMap<string, string> =>
  new Map(
    contract.operations.flatMap((operation) => {
      const reason = whyUnaskedItself(contract, settings, operation) ?? whyNothingToAsk(contract, settings, operation);
      return reason === null ? [] : [[operation.id, reason] as const];
    }),
  );
