import { expect, test } from 'vitest';
import { fairlyWatchedCall } from '../../src/schema/watched-call.ts';

const endless = (): never => {
  for (;;) Math.random();
};

test('A call that ends or throws in time is told as it is', () => {
  expect(fairlyWatchedCall(() => 7, 1_000)).toMatchObject({ kind: 'done', value: 7 });
  const error = new Error('its own');
  expect(
    fairlyWatchedCall(() => {
      throw error;
    }, 1_000),
  ).toMatchObject({ kind: 'threw', error });
});

test('A call ends in its time though calls inside it have the same, one after the other', () => {
  for (const limitMs of [5, 20, 50]) {
    let inner = 0;
    const called = fairlyWatchedCall(() => {
      for (; inner < 500; inner++) fairlyWatchedCall(endless, limitMs);
    }, limitMs);
    expect(called.kind).toBe('late');
    expect(inner).toBeLessThan(100);
  }
});

test('A call goes on after one inside it that took too long, as long as its own time lasts', () => {
  const called = fairlyWatchedCall(() => [fairlyWatchedCall(endless, 5).kind, 'and on'], 10_000);
  expect(called).toMatchObject({ kind: 'done', value: ['late', 'and on'] });
});
