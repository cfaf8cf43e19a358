import { expect, test } from 'vitest';
import { leadsTo } from '../../src/flaws/server-memory.ts';

test.each<readonly [readonly string[], readonly string[], boolean]>([
  [[], ['account', 'app'], true],
  [['account', 'app'], ['account', 'app'], true],
  [['app'], ['account', 'app'], true],
  [['app', 'account'], ['account', 'app'], false],
  [['account', 'app'], ['account'], false],
  [['other'], ['account', 'app'], false],
])('A path that names %j leads to what lives in %j: %s', (named, scope, leads) => {
  expect(leadsTo(named, scope)).toBe(leads);
});
