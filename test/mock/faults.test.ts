import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { type Evaluate, evaluator } from '../../src/clauses/evaluate.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import { documentedResponse } from '../../src/contract/documented-response.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { isJsonMediaType, matchesMediaType } from '../../src/document/media-type.ts';
import { sampleRequest } from '../../src/mock/http/sample-request.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { breakingAlone, waysToBreak } from '../../src/values/break-clause.ts';
import { type Asked, ask } from './ask.ts';

const mock = await startMock({ seed: 1 });
afterAll(() => mock.close());
beforeEach(() => mock.reset());

const credentials = { token: 'any', apiKey: 'any' };

/** Sends the documented request to an operation. */
const send = (
  contract: Contract,
  operation: Operation,
  prefer: string,
  change: Partial<{ body: unknown; type: string }> = {},
) => {
  const { method, path, headers, body } = sampleRequest(operation, credentials);
  const type = headers['Content-Type'] ?? headers['content-type'] ?? '';
  return ask(mock, `${method} /${contract.id}${path}`, {
    headers: { ...headers, ...(prefer !== '' && { prefer }) },
    ...(body !== null && { body, type: type || 'application/json' }),
    ...change,
  });
};

const operationOf = (contract: Contract, { operation }: Clause): Operation => {
  const found = contract.operations.find(({ id }) => id === operation);
  if (found === undefined) throw new Error(`There is no operation ${operation}.`);
  return found;
};

const evaluators = new Map(mock.contracts.map(({ id, document }) => [id, evaluator(document)]));
const evaluateFor = ({ id }: Contract): Evaluate => evaluators.get(id) ?? (() => ({ cases: 0, violations: [] }));

/** Whether an answer breaks a clause that speaks of it. */
const breaks = (contract: Contract, clause: Clause, answer: Asked): boolean => {
  const { subject, kind } = clause;
  const evaluate = evaluateFor(contract);
  if (subject.of !== 'response' || subject.part === 'status') return false;
  if (subject.part === 'header') {
    const value = answer.headers[subject.name.toLowerCase()];
    return kind === 'required' ? value === undefined : evaluate(clause, value).violations.length > 0;
  }
  const type = answer.headers['content-type'] ?? '';
  if (kind === 'media-type')
    return answer.text !== '' && !subject.mediaTypes.some((name) => matchesMediaType(type, name));
  if (kind === 'well-formed') return answer.body === undefined;
  return answer.body !== undefined && evaluate(clause, answer.body as JsonValue, answer.status).violations.length > 0;
};

/** The ids of the clauses of an operation that an answer breaks; which status it should have had is for the caller to say. */
const brokenBy = (contract: Contract, operation: Operation, answer: Asked): readonly string[] => {
  const documented = documentedResponse(operation, answer.status)?.statuses ?? [];
  return contract.clauses
    .filter((clause) => clause.operation === operation.id && clause.notApplicable === null)
    .filter(
      ({ subject }) => subject.of === 'response' && subject.statuses.some((status) => documented.includes(status)),
    )
    .filter((clause) => breaks(contract, clause, answer))
    .map(({ id }) => id);
};

const contracts = mock.contracts.map((contract) => ({ id: contract.id, contract }));

describe.each(contracts)('the answers of $id', ({ contract }) => {
  const clauses = contract.clauses.filter(
    ({ subject, notApplicable }) => subject.of === 'response' && notApplicable === null,
  );

  test('break exactly the clause that they are told to', async () => {
    const unbroken: string[] = [];
    for (const clause of clauses) {
      mock.reset();
      const operation = operationOf(contract, clause);
      const [status = ''] = clause.subject.of === 'response' ? clause.subject.statuses : [];
      const code = /^2/.test(status) ? '' : `code=${status.replace('XX', '00')}, `;
      const right = await send(contract, operation, code.replace(', ', ''));
      expect(brokenBy(contract, operation, right), clause.id).toEqual([]);
      mock.reset();
      const wrong = await send(contract, operation, `${code}break=${clause.id}`);
      if (clause.kind === 'status' && clause.subject.of === 'response') {
        expect(clause.subject.statuses, clause.id).toContain(String(right.status));
        expect(clause.subject.statuses, clause.id).not.toContain(String(wrong.status));
        continue;
      }
      const broken = brokenBy(contract, operation, wrong);
      if (broken.length === 0) unbroken.push(clause.id);
      else expect(broken, clause.id).toEqual([clause.id]);
    }
    expect(unbroken).toEqual([]);
  }, 60_000);
});

describe.each(contracts)('the requests of $id', ({ contract }) => {
  const evaluate = evaluateFor(contract);
  const clauses = contract.clauses.filter(
    ({ subject, notApplicable, schema }) =>
      subject.of === 'request' && subject.part === 'body' && notApplicable === null && schema !== null,
  );

  test.each(clauses.map((clause) => ({ id: clause.id, clause })))(
    'that break $id alone are let through on demand',
    async ({ clause }) => {
      const operation = operationOf(contract, clause);
      const siblings = clauses.filter((one) => one.operation === clause.operation);
      const mediaType = operation.requestBody?.content.find(({ name }) => isJsonMediaType(name));
      const example = mediaType?.examples[0]?.value;
      const candidates = waysToBreak(clause, example, { siblings, place: 0 }).map((way) => ({
        way,
        broken: siblings.filter((one) => evaluate(one, way.root).violations.length > 0),
      }));
      const [found] = breakingAlone(clause, candidates);
      if (found === undefined) throw new Error('It cannot be broken.');
      const body = JSON.stringify(found.way.root);
      const refused = await send(contract, operation, '', { body });
      expect(refused.status, body).toBeGreaterThanOrEqual(400);
      const taken = await send(contract, operation, found.broken.map(({ id }) => `break=${id}`).join(', '), { body });
      expect(taken.status, `${body}: ${taken.text}`).toBeLessThan(300);
      expect(brokenBy(contract, operation, taken)).toEqual([]);
    },
  );

  const ofText = contract.clauses.filter(
    ({ subject, notApplicable, kind, schema }) =>
      subject.of === 'request' &&
      subject.part !== 'body' &&
      notApplicable === null &&
      schema !== null &&
      ['type', 'format'].includes(kind),
  );

  test.each(ofText.map((clause) => ({ id: clause.id, clause })))(
    'that break $id alone are let through',
    async ({ clause }) => {
      const operation = operationOf(contract, clause);
      const { subject } = clause;
      if (subject.of !== 'request' || subject.part === 'body') throw new Error('It speaks of a body.');
      const wrong = clause.schema?.format === 'int32' ? '2147483648' : 'not-one';
      const { method, path, headers, body } = sampleRequest(operation, credentials);
      const position = operation.path.split('/').indexOf(`{${subject.name}}`);
      const target =
        subject.part === 'path'
          ? path.split('/').with(position, wrong).join('/')
          : `${path}${path.includes('?') ? '&' : '?'}${subject.name}=${wrong}`;
      const line = `${method} /${contract.id}${target}`;
      const asking = { headers, ...(body !== null && { body }) };
      expect((await ask(mock, line, asking)).status, line).toBeGreaterThanOrEqual(400);
      const taken = await ask(mock, line, { ...asking, headers: { ...headers, prefer: `break="${clause.id}"` } });
      expect(taken.status, `${line}: ${taken.text}`).toBeLessThan(300);
      expect(brokenBy(contract, operation, taken)).toEqual([]);
    },
  );
});
