import { expect, test } from 'vitest';
import type { Exchange } from '../../conformance/http/exchange.ts';
import type { Call } from '../../conformance/requests/call.ts';
import { OwnResources } from '../../conformance/target/own-resources.ts';
import { loadContract } from '../../src/clauses/load-contract.ts';

const contract = await loadContract('openapi/lune.yaml');

const operationOf = (id: string) => {
  const operation = contract.operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`The contract has no ${id}.`);
  return operation;
};

const urlOf = (id: string): string => `http://127.0.0.1:9/v1/webhooks/${id}`;
const locate = ({ values }: Call) => {
  const id = String(values.parameters['path id'] ?? '');
  return { url: urlOf(id), path: `/v1/webhooks/${id}` };
};

const note = (own: OwnResources, operationId: string, id: string, query = ''): Exchange => {
  const operation = operationOf(operationId);
  const call: Call = { operation, values: { parameters: { 'path id': id }, body: undefined }, credentials: 'valid' };
  const request = { method: operation.method, url: urlOf(id) + query, headers: {}, body: null };
  const response = { status: 200, headers: {}, body: JSON.stringify({ id }), truncated: false };
  const exchange = { request, response, failure: null, durationMs: 1 } satisfies Exchange;
  own.note(call, exchange);
  return exchange;
};

const setUp = () => {
  const at = { contract, locate, ownerValues: new Map() };
  const base = new OwnResources(at, null);
  return { base, fork: new OwnResources(at, base) };
};

const paths = (own: OwnResources): string[] => own.leftovers.map(({ path }) => path);

test('What a fork could not delete is left over to its base, once it is handed over', () => {
  const { base, fork } = setUp();
  note(fork, 'createWebhook', 'a');
  fork.noteUnanswered();
  expect(paths(base)).toEqual([]);
  fork.handOver();
  expect(paths(base)).toEqual(['/v1/webhooks/a', '(whatever 1 creations made that got no answer)']);
  expect(paths(fork)).toEqual([]);
  expect(base.undeletedCount).toBe(1);
});

test('What a fork deletes is no longer its base’s either', () => {
  const { base, fork } = setUp();
  note(base, 'createWebhook', 'a');
  note(base, 'createWebhook', 'b');
  expect(fork.newestId('webhook')).toBe('b');
  note(fork, 'deleteWebhook', 'b');
  expect(fork.newestId('webhook')).toBe('a');
  expect(paths(base)).toEqual(['/v1/webhooks/a']);
});

test('A creation that answers with the id of what is there is told of, with the one before; what was deleted has no id any more', () => {
  const { base, fork } = setUp();
  const first = note(base, 'createWebhook', 'a');
  const again = note(fork, 'createWebhook', 'a');
  const other = note(fork, 'createWebhook', 'b');
  expect([fork.earlierCreation(again), fork.earlierCreation(other)]).toEqual([first, undefined]);
  note(fork, 'deleteWebhook', 'a');
  expect(fork.earlierCreation(note(fork, 'createWebhook', 'a'))).toBeUndefined();
});

test('What was deleted is forgotten, whatever the query of its deletion was', () => {
  const { base } = setUp();
  note(base, 'createWebhook', 'a');
  note(base, 'createWebhook', 'a/child');
  note(base, 'deleteWebhook', 'a', '?force=true');
  expect(paths(base)).toEqual([]);
});
