import { describe, expect, test } from 'vitest';
import { type Answer, type Asked, judged, type Kept, type Quirks, thingsWith } from './things.ts';

const contract = await thingsWith();
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const isItem = (path: string): boolean => path.split('/').length % 2 === 1;

/** Takes a PUT to an id that nothing has for a creation. */
const createsOnPut = (): Quirks => ({
  answer({ method, path, body }, byItself, kept): Answer | undefined {
    const parent = path.split('/').slice(0, -2).join('/');
    const isUnknown = method === 'PUT' && isItem(path) && !kept.has(path) && (parent === '' || kept.has(parent));
    if (!isUnknown || byItself()[0] !== 404) return undefined;
    const made: Kept = { id: path.split('/').at(-1), ...(body as Kept) };
    (kept as Map<string, Kept>).set(path, made);
    return [200, made];
  },
});

/** Fails whatever is asked, each time that so many requests have come. */
const failingEvery = (count: number): Quirks => {
  let asked = 0;
  return { answer: () => (++asked % count === 0 ? [500, { message: 'Out of luck.' }] : undefined) };
};

/** Fails of one kind of request, and only when something else needs it. */
const failing = (is: (asked: Asked) => boolean): Quirks => {
  let first = true;
  return {
    answer(asked) {
      if (!first || !is(asked)) return undefined;
      first = false;
      return [500, { message: 'Once.' }];
    },
  };
};

describe.each(seeds)('With the seed %i', (seed) => {
  test('a server that creates what a PUT does not find is not conformant', async () => {
    const { report, clause } = await judged(contract, createsOnPut(), { seed, runs: 25 });
    expect(report.verdict).toBe('nonconformant');
    expect(clause('thing:unknown-is-refused-on-replace')).toMatchObject({ verdict: 'broken' });
    // What the PUT made is deleted again, and the deletion of what then exists is no failure of its own.
    expect(report.leftovers).toEqual([]);
    expect(
      report.findings.map(({ clause: id }) => id).filter((id) => id.endsWith('unknown-is-refused-on-delete')),
    ).toEqual([]);
  });

  test('a server that fails of every hundredth request is not conformant', async () => {
    const { report } = await judged(contract, failingEvery(100), { seed });
    expect(report.verdict).toBe('nonconformant');
    expect(report.findings.every(({ received }) => received.includes('500'))).toBe(true);
  });
});

test('A single 500 in the set-up of a case is told, though the next try is answered', async () => {
  const isCreation = ({ method, path }: Asked): boolean => method === 'POST' && path.endsWith('/apps');
  const { report } = await judged(contract, failing(isCreation), { runs: 1 });
  expect(report.findings.map(({ clause }) => clause)).toEqual([expect.stringMatching(/:answered$/)]);
});

test('A single 500 to a deletion that cleans up is told', async () => {
  let deletions = 0;
  const { report } = await judged(
    contract,
    failing(({ method, path }) => method === 'DELETE' && !path.includes('/things/') && ++deletions === 3),
    { runs: 1 },
  );
  expect(report.findings.map(({ clause }) => clause)).toEqual([expect.stringMatching(/:answered$/)]);
});

test('What a read could not show after a change is not held against the next change', async () => {
  const changed = new Set<string>();
  const failsAfterReplacement: Quirks = {
    answer({ method, path }) {
      if (method === 'PUT') changed.add(path);
      return method === 'GET' && changed.delete(path) ? [500, { message: 'Not now.' }] : undefined;
    },
  };
  const { report } = await judged(contract, failsAfterReplacement, { only: ['thing:*'] });
  expect(report.findings.filter(({ received }) => !received.includes('500'))).toEqual([]);
});

test('What a deletion leaves that says otherwise is left over', async () => {
  const { report } = await judged(contract, {
    answer: ({ method, path }, _byItself, kept) =>
      method === 'DELETE' && /^\/projects\/[^/]+$/.test(path) && kept.has(path) ? [204] : undefined,
  });
  expect(report.leftovers.length).toBeGreaterThan(5);
  expect(new Set(report.leftovers.map(({ resource }) => resource))).toEqual(new Set(['project']));
});

test('What a PUT made of what was deleted is no fault of the deletion after it, and is deleted', async () => {
  const deleted = new Set<string>();
  const { report } = await judged(contract, {
    answer({ method, path, body }, byItself, kept) {
      if (method === 'DELETE' && kept.has(path)) deleted.add(path);
      if (method !== 'PUT' || !deleted.has(path) || kept.has(path)) return undefined;
      if (byItself()[0] !== 404) return undefined;
      const made: Kept = { id: path.split('/').at(-1), ...(body as Kept) };
      (kept as Map<string, Kept>).set(path, made);
      return [200, made];
    },
  });
  expect(report.findings.map(({ clause }) => clause)).toEqual(['things/thing:deleted-is-gone-on-replace']);
  expect(report.leftovers).toEqual([]);
});
