import { expect, test } from 'vitest';
import { faultText } from '../../src/clauses/fault-text.ts';
import { selectContracts } from '../../src/clauses/select-contracts.ts';

const clauses = (await selectContracts({})).flatMap((contract) => contract.clauses);

test.each([
  ['lune/createWebhook/request/body/url:pattern', 'in which `body.url` breaks `pattern`'],
  ['lune/createWebhook/request/body/url:required', 'without `url` in the body'],
  ['lune/createWebhook/request/body:required', 'without a body'],
  ['lune/createWebhook/request/body:well-formed', 'whose body is no JSON'],
  ['lune/createWebhook/request/body:media-type', 'in a media type that is not documented'],
  ['lune/createWebhook:credentials', 'without the right credentials'],
  ['management/getWebhookSubscriptions/request/query/take:type', 'in which the query parameter take breaks `type`'],
])('A request that breaks %s is one %s', (id, text) => {
  const clause = clauses.find((one) => one.id === id);
  expect(clause).toBeDefined();
  if (clause !== undefined) expect(faultText(clause)).toBe(text);
});
