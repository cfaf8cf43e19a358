import type { Contract } from '../../clauses/contract.ts';
import type { Operation } from '../../contract/api-description.ts';
import { documentedResponse } from '../../contract/documented-response.ts';
import { didYouMean } from '../../document/did-you-mean.ts';
import { UsageError } from '../../document/usage-error.ts';
import type { Met } from './journal.ts';

/** A documented answer that a client never got. */
export interface UnmetAnswer {
  readonly api: string;
  readonly operation: string;
  /** As the contract has them: several where they share one description. */
  readonly statuses: readonly string[];
  readonly description: string;
  /** The header that has any mock give it to the next request; null where the contract names no single status. */
  readonly prefer: string | null;
}

/** Which operations are asked for. */
export interface UnmetFilter {
  readonly api?: string | undefined;
  readonly operation?: string | undefined;
}

const unmetOf = ({ id: api }: Contract, operation: Operation, met: readonly Met[]): readonly UnmetAnswer[] => {
  const own = met.filter((one) => one.api === api && one.operation === operation.id);
  const seen = new Set(own.map(({ status }) => documentedResponse(operation, status)));
  return operation.responses
    .filter((response) => !seen.has(response))
    .map(({ statuses, description }) => {
      const status = statuses.find((one) => /^\d{3}$/.test(one));
      const prefer = status === undefined ? null : `code=${status}`;
      return { api, operation: operation.id, statuses, description, prefer };
    });
};

/** Throws a UsageError where a filter names what there is not: it would find nothing unmet. */
const checkFilter = (contracts: readonly Contract[], { api, operation }: UnmetFilter): void => {
  const ids = contracts.map(({ id }) => id);
  if (api !== undefined && !ids.includes(api)) throw new UsageError(`There is no API ${api}. ${didYouMean(api, ids)}`);
  const names = contracts
    .filter(({ id }) => api === undefined || id === api)
    .flatMap(({ operations }) => operations.map(({ id }) => id));
  if (operation !== undefined && !names.includes(operation))
    throw new UsageError(`There is no operation ${operation}. ${didYouMean(operation, names)}`);
};

/** The documented answers that nobody got, operation by operation, in the order of the contracts. Throws a UsageError for a filter that names no API or operation. */
export const unmetAnswers = (
  contracts: readonly Contract[],
  met: readonly Met[],
  filter: UnmetFilter = {},
): readonly UnmetAnswer[] => {
  checkFilter(contracts, filter);
  const { api, operation: asked } = filter;
  return contracts
    .filter(({ id }) => api === undefined || id === api)
    .flatMap((contract) =>
      contract.operations
        .filter(({ id }) => asked === undefined || id === asked)
        .flatMap((operation) => unmetOf(contract, operation, met)),
    );
};
