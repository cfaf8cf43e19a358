import { expect, test } from 'vitest';
import { planRun } from '../../conformance/run/plan.ts';
import { type Answer, type Asked, judged, type Kept, thingsWith, url } from './things.ts';

const contract = await thingsWith();

const isThing = ({ path }: Asked): boolean => path.includes('/things/');

test('A server that is right breaks nothing', async () => {
  const { report } = await judged(contract);
  expect(report.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
});

test('What a server changes by itself is no trace of a write that was refused', async () => {
  let seen = 0;
  const answer = (asked: Asked, byItself: () => Answer): Answer => {
    const [status, body] = byItself();
    if (asked.method !== 'GET' || !isThing(asked) || status !== 200) return [status, body];
    const last_seen_at = new Date(++seen * 1000).toISOString();
    return [status, { ...(body as Kept), reads: seen, last_seen_at }];
  };
  const { clause } = await judged(contract, { answer }, { only: ['thing:refused-*'] });
  expect(clause('thing:refused-edit-leaves-no-trace').verdict).toBe('held');
  expect(clause('thing:refused-replace-leaves-no-trace').verdict).toBe('held');
});

test('A write that is refused and done all the same leaves a trace', async () => {
  const answer = ({ method, path, body }: Asked, byItself: () => Answer, kept: ReadonlyMap<string, Kept>) => {
    const [status, shown] = byItself();
    const one = kept.get(path);
    if (method === 'PATCH' && status === 401 && one !== undefined) Object.assign(one, body);
    return [status, shown] as const;
  };
  const { clause } = await judged(contract, { answer }, { only: ['thing:refused-edit*'] });
  expect(clause('thing:refused-edit-leaves-no-trace').verdict).toBe('broken');
});

test('A change that fails and is done all the same is not laid at the door of what comes next', async () => {
  const answer = (asked: Asked, byItself: () => Answer): Answer => {
    const done = byItself();
    return asked.method === 'PUT' ? [500, { message: 'Something went wrong.' }] : done;
  };
  const { report } = await judged(
    contract,
    { answer },
    { runs: 25, only: ['thing:others-are-untouched-*', 'thing:*-is-untouched-on-edit'] },
  );
  expect(report.findings.map(({ clause, message }) => [clause, message])).toEqual([]);
});

test('A deletion that breaks a clause is about something that is still there, so that a server may look it up first', async () => {
  const { clause } = await judged(contract, {}, { only: ['removeThing'] });
  expect(clause('removeThing/request/query/reason:required')).toMatchObject({ verdict: 'held' });
});

test('What lives in a scope of several parameters is looked for in one that differs in one of them, beside one that is there', async () => {
  const { clause } = await judged(contract, {}, { only: ['thing:other-*'] });
  for (const name of ['project', 'app']) {
    for (const action of ['list', 'read', 'replace', 'edit']) {
      expect(clause(`thing:other-${name}-is-hidden-on-${action}`), `${name} ${action}`).toMatchObject({
        verdict: 'held',
      });
    }
  }
});

test('A server that minds one parameter of a scope, and not another, is found', async () => {
  const answer = ({ method, path }: Asked, byItself: () => Answer, kept: ReadonlyMap<string, Kept>): Answer => {
    const within = path.slice(path.indexOf('/apps/'));
    const found = [...kept].find(([at]) => at.endsWith(within));
    return method === 'GET' && path.includes('/things/') && found !== undefined ? [200, found[1]] : byItself();
  };
  const { clause } = await judged(contract, { answer }, { only: ['thing:other-*'] });
  expect(clause('thing:other-project-is-hidden-on-read').verdict).toBe('broken');
  expect(clause('thing:other-app-is-hidden-on-read').verdict).toBe('held');
});

test('A race whose end cannot be seen shows nothing', async () => {
  const answer = (asked: Asked, byItself: () => Answer, kept: ReadonlyMap<string, Kept>): Answer => {
    const things = [...kept.keys()].filter((path) => path.includes('/things/'));
    return asked.method === 'GET' && isThing(asked) && things.length > 3 ? [500, { message: 'Later.' }] : byItself();
  };
  const { clause } = await judged(contract, { answer }, { only: ['thing:parallel-creates*'] });
  expect(clause('thing:parallel-creates-are-as-if-in-turn').verdict).toBe('vacuous');
});

test('A filter is not tested where what it has to leave out cannot be made', async () => {
  const answer = ({ method, body }: Asked, byItself: () => Answer): Answer => {
    const isOther = method === 'POST' && (body as Kept | undefined)?.kind === 'b';
    return isOther ? [400, { message: 'Not today.' }] : byItself();
  };
  const { clause } = await judged(contract, { answer }, { only: ['thing:kind-*'] });
  expect(clause('thing:kind-leaves-out-others')).toMatchObject({
    verdict: 'untestable',
    reason: expect.stringMatching(/400/),
  });
});

test('What cannot be generated for one operation is told of that operation alone', async () => {
  const edit =
    'Edit:\n      required: true\n      content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }';
  const ungenerated = edit
    .replace('type: object,', 'type: object, required: [name],')
    .replace('{ type: string }', () => "{ type: string, pattern: '^(?=a)b$' }");
  const { clause } = await judged(await thingsWith({ [edit]: ungenerated }));
  expect(clause('editThing/request/body:required')).toMatchObject({
    verdict: 'untestable',
    reason: expect.stringMatching(/pattern/),
  });
  for (const kept of [
    'addThing/request/body:required',
    'thing:id-is-unique-on-create',
    'thing:name-is-kept-on-replace',
    'thing:others-are-untouched-on-replace',
  ])
    expect(clause(kept), kept).toMatchObject({ verdict: 'held' });
});

test('A check of changes claims no more than it judges', async () => {
  const only = ['thing:parallel-*', 'thing:refused-*', 'thing:other*', 'thing:deleted-*', 'thing:unknown-*'];
  const { checks } = await planRun(contract, { target: url, only });
  expect(checks.map(({ id }) => id)).not.toContain('things/thing#replace');
  const kept = await planRun(contract, { target: url, only: ['thing:name-is-kept-on-replace'] });
  expect(kept.checks.map(({ id }) => id)).toEqual(['things/thing#replace']);
});
