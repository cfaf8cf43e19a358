import type { Client } from 'openapi-fetch';
import type { Report } from '../conformance/evidence/report.ts';
import type { ConformanceOptions } from '../conformance/run/run-conformance.ts';
import type { Contract } from './clauses/contract.ts';
import type { UncheckedOptions } from './client/client-options.ts';
import { createClientFor } from './client/create-client.ts';
import { clientFacts } from './contract/client-facts.ts';
import type { MockOptions } from './mock/options.ts';
import type { Mock } from './mock/start-mock.ts';

export type { ClauseReport, Finding, Report, ReportedExchange, RunReport } from '../conformance/evidence/report.ts';
export type { ConformanceOptions } from '../conformance/run/run-conformance.ts';
export type { Clause } from './clauses/clause.ts';
export type { Contract } from './clauses/contract.ts';
export { ClientOptionError } from './client/client-option-error.ts';
export type { UncheckedOptions } from './client/client-options.ts';
export type { Operation } from './contract/api-description.ts';
export { ContractError } from './document/contract-error.ts';
export { UsageError } from './document/usage-error.ts';
export type { JournalEntry, JournalFilter } from './mock/journal/journal.ts';
export type { RequestRecord } from './mock/journal/request-record.ts';
export type { UnmetAnswer, UnmetFilter } from './mock/journal/unmet-answers.ts';
export type { MockOptions } from './mock/options.ts';
export type { Mock } from './mock/start-mock.ts';

// Whatever is heavy is loaded by the function that needs it: who starts a mock has no use for the suite, nor the other way round.

/**
 * Starts a mock server of the built-in contracts, of some of them, or of contract files.
 *
 * @param options what it serves and how it misbehaves. By default: all built-in contracts, on a free port of 127.0.0.1, without faults.
 * @returns the mock, which listens already. Give it to `await using`, or call `close()`.
 * @throws {UsageError} for wrong options, a host or port that can't be used, or a contract that Prism can't read
 * @throws {ContractError} for a contract that can't be read
 * @example
 * await using mock = await startMock({ contracts: ['my-api.yaml'], token: 't' });
 * const response = await fetch(`${mock.url}/my-api/notes`, { headers: { authorization: 'Bearer t' } });
 */
export const startMock = async (options: MockOptions = {}): Promise<Mock> => {
  const mock = await import('./mock/start-mock.ts');
  return mock.startMock(options);
};

/**
 * Judges a server by a contract. Whatever the server does ends in the report.
 *
 * @param options the contract (`api` or `contract`), the server (`target`, a base URL), and how to go about it
 * @returns the report: the value that report.json holds (docs/report.md)
 * @throws {UsageError} for wrong options
 * @throws {ContractError} for a contract that can't be read
 * @example
 * const { runs } = await runConformance({ contract: 'my-api.yaml', target: 'http://127.0.0.1:8080', token: 't', seed: 1 });
 * const broken = runs[0]?.findings.map(({ clause }) => clause);
 */
export const runConformance = async (options: ConformanceOptions): Promise<Report> => {
  const suite = await import('../conformance/run/run-conformance.ts');
  return suite.runConformance(options);
};

/**
 * Reads a contract: an OpenAPI 3.1 file in YAML or JSON.
 *
 * @param file path of the file. Its base name becomes the contract's id.
 * @param options `allowRefs`: folders, beside the file's own, in which a `$ref` may lead to files
 * @returns the contract with its operations, resources and clauses: one frozen value
 * @throws {ContractError} that names up to ten mistakes, each with its line where it has one
 * @example
 * const { id, clauses } = await loadContract('my-api.yaml');
 */
export const loadContract = async (
  file: string,
  { allowRefs }: { readonly allowRefs?: readonly string[] | undefined } = {},
): Promise<Contract> => {
  const reader = await import('./clauses/load-contract.ts');
  return reader.loadContract(file, { allowRefs });
};

/**
 * Creates a typed client of a loaded contract. The built-in contracts have entries with types of their own.
 *
 * @typeParam Paths the types that openapi-typescript writes of the contract
 * @param contract the contract, from `loadContract`
 * @param options `baseUrl`, which is required where the contract names no server; credentials, headers, `fetch`
 * @returns an openapi-fetch client: `client.GET`, `client.POST`, …
 * @throws {ClientOptionError} for an option that is wrong in itself
 * @example
 * const client = createClient<paths>(await loadContract('my-api.yaml'), { baseUrl: 'http://127.0.0.1:4010/my-api' });
 * const { data, error } = await client.GET('/notes');
 */
export const createClient = <Paths extends object>(
  contract: Contract,
  options: UncheckedOptions = {},
): Client<Paths> => {
  // Whether the contract names a server is known only when this runs, and so is what the options have to hold.
  const create = createClientFor(clientFacts(contract)) as (options: UncheckedOptions) => Client<Paths>;
  return create(options);
};
