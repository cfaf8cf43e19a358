import type { Client } from 'openapi-fetch';
import type { Report } from '../conformance/evidence/report.ts';
import type { ConformanceOptions } from '../conformance/run/run-conformance.ts';
import type { UncheckedOptions } from './client/client-options.ts';
import { createClientFor } from './client/create-client.ts';
import { clientFacts } from './contract/client-facts.ts';
import type { Contract } from './contract/contract.ts';
import type { MockOptions } from './mock/options.ts';
import type { Mock } from './mock/start-mock.ts';

export type { ClauseReport, Finding, Report, ReportedExchange, RunReport } from '../conformance/evidence/report.ts';
export type { ConformanceOptions } from '../conformance/run/run-conformance.ts';
export { ClientOptionError } from './client/client-option-error.ts';
export type { UncheckedOptions } from './client/client-options.ts';
export type { Clause } from './contract/clause.ts';
export type { Contract, Operation } from './contract/contract.ts';
export { ContractError } from './contract/contract-error.ts';
export { UsageError } from './contract/usage-error.ts';
export type { JournalEntry, JournalFilter } from './mock/journal.ts';
export type { MockOptions } from './mock/options.ts';
export type { RequestRecord } from './mock/request-record.ts';
export type { Mock } from './mock/start-mock.ts';
export type { UnmetAnswer, UnmetFilter } from './mock/unmet-answers.ts';

// Whatever is heavy is loaded by the function that needs it: who starts a mock has no use for the suite, nor the other way round.

/**
 * Starts a fake server of the built-in contracts, of some of them (`apis`) or of contract files (`contracts`), on a free port of 127.0.0.1
 * unless the options say otherwise. Give it to `await using`, or close it.
 * Throws a UsageError for options that are wrong, and a ContractError for a contract that can't be read.
 */
export const startMock = async (options: MockOptions = {}): Promise<Mock> => {
  const mock = await import('./mock/start-mock.ts');
  return mock.startMock(options);
};

/**
 * Judges the server at `target` by a contract, and gives the report, the same value that report.json holds.
 * Whatever the server does ends in the report. Throws a UsageError for options that are wrong, and a ContractError for a contract that can't be read.
 */
export const runConformance = async (options: ConformanceOptions): Promise<Report> => {
  const suite = await import('../conformance/run/run-conformance.ts');
  return suite.runConformance(options);
};

/** Reads a contract: an OpenAPI 3.1 file in YAML or JSON. Its id is the base name of the file. Its references may lead to files in its own folder, and in those of `allowRefs`. Throws a ContractError that names the mistakes, ten at the most, each with its line where it has one. */
export const loadContract = async (
  file: string,
  { allowRefs }: { readonly allowRefs?: readonly string[] | undefined } = {},
): Promise<Contract> => {
  const reader = await import('./contract/load-contract.ts');
  return reader.loadContract(file, { allowRefs });
};

/**
 * A typed client of a contract that was loaded, as an openapi-fetch client whose types are `Paths`: those that openapi-typescript writes of it.
 * The built-in contracts have entries with types of their own. Throws a ClientOptionError for an option that is wrong in itself.
 */
export const createClient = <Paths extends object>(
  contract: Contract,
  options: UncheckedOptions = {},
): Client<Paths> => {
  // Whether the contract names a server is known only when this runs, and so is what the options have to hold.
  const create = createClientFor(clientFacts(contract)) as (options: UncheckedOptions) => Client<Paths>;
  return create(options);
};
