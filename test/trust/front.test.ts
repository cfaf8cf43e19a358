import { expect, test } from 'vitest';
import type { Sender } from '../../conformance/http/send.ts';
import { startFront } from '../../scripts/trust/front.ts';

test('A sender answers until another does, and is closed then, or with the server', async () => {
  const closed: string[] = [];
  const saying = (body: string): Sender => ({
    send: async (request) => ({
      request,
      response: { status: 200, headers: {}, body, truncated: false },
      failure: null,
      durationMs: 0,
    }),
    close: async () => void closed.push(body),
  });
  {
    await using front = await startFront();
    for (const name of ['first', 'second']) {
      await front.answerBy(() => saying(name));
      expect(await (await fetch(front.url)).text()).toBe(name);
    }
    expect(closed).toEqual(['first']);
  }
  expect(closed).toEqual(['first', 'second']);
});
