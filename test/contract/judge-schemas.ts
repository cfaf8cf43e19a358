import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { type Evaluation, evaluator } from '../../src/clauses/evaluate.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Schemas that were read as the answers of a contract of their own, and can be judged by its clauses. */
export interface JudgedSchemas {
  readonly contract: Contract;
  /** The clauses of the schema at an index, by what follows `body` in their ids: `/a[]:type`. */
  clauses(index: number): ReadonlyMap<string, Clause>;
  evaluate(clause: Clause, value: JsonValue | undefined, status?: number): Evaluation;
}

/** Reads schemas as a contract whose operations `get_0`, `get_1`, … answer with them. */
export const judgeSchemas = async (
  schemas: readonly (JsonObject | boolean)[],
  components: JsonObject = {},
): Promise<JudgedSchemas> => {
  const paths = schemas.map((schema, index) => [
    `/${index}`,
    { get: { responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } } } },
  ]);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Schemas', version: '1.0.0' },
    paths: Object.fromEntries(paths),
    components: { schemas: components },
  };
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'schemas.json');
  await writeFile(file, JSON.stringify(document));
  const contract = await loadContract(file);
  return {
    contract,
    evaluate: evaluator(contract.document),
    clauses(index) {
      const prefix = `schemas/get_${index}/200/body`;
      const own = contract.clauses.filter(
        ({ id, schema }) => schema !== null && /^[/[:]/.test(id.slice(prefix.length)),
      );
      return new Map(
        own.flatMap((clause) => (clause.id.startsWith(prefix) ? [[clause.id.slice(prefix.length), clause]] : [])),
      );
    },
  };
};
