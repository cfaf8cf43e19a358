import { describe, expect, test } from 'vitest';
import { isBodiless, type Proof, proofs, proves, statusTable } from '../../src/http/statuses.ts';

const refused = ['refused', 'absent'] as const;

/** What each status proves, written a second time: a row that is changed or deleted has to be changed here as well, with its reason. */
const expected: Readonly<Record<number, readonly Proof[]>> = {
  200: ['accepted'],
  201: ['accepted'],
  202: ['accepted', 'undecided'],
  204: ['accepted'],
  207: ['accepted', 'undecided'],
  302: ['by a gateway'],
  400: [...refused, 'invalid'],
  401: ['refused', 'asks for credentials'],
  402: refused,
  403: [...refused, 'asks for credentials'],
  404: [...refused, 'not found'],
  405: [...refused, 'invalid'],
  406: [...refused, 'invalid'],
  407: [],
  408: [],
  409: refused,
  410: [...refused, 'not found'],
  412: [...refused, 'invalid'],
  413: [...refused, 'invalid'],
  415: [...refused, 'invalid'],
  422: [...refused, 'invalid'],
  423: refused,
  424: refused,
  425: [],
  426: [],
  428: [...refused, 'invalid'],
  429: ['busy'],
  451: refused,
  499: [...refused, 'invalid'],
  500: ['failed'],
  501: ['failed', 'failed elsewhere'],
  502: ['failed', 'failed elsewhere', 'by a gateway'],
  503: ['busy', 'by a gateway'],
  504: ['failed', 'failed elsewhere', 'by a gateway'],
  507: ['failed', 'failed elsewhere'],
  599: ['failed'],
};

describe('A status code proves', () => {
  for (const [status, proven] of Object.entries(expected)) {
    test(`${status}: ${proven.join(', ') || 'nothing'}`, () => {
      expect(proofs.filter((proof) => proves(Number(status), proof)).toSorted()).toEqual(proven.toSorted());
    });
  }

  test('nothing where there was no response, or one that is not of HTTP', () => {
    for (const status of [undefined, 0, 99, 600]) expect(proofs.filter((proof) => proves(status, proof))).toEqual([]);
  });
});

test('Every row of the table is expected here', () => {
  expect(Object.keys(statusTable).filter((status) => !(status in expected))).toEqual([]);
});

test('What is busy or failed elsewhere accuses nobody of refusing', () => {
  for (let status = 100; status < 600; status++) {
    expect([proves(status, 'busy'), proves(status, 'refused')], String(status)).not.toEqual([true, true]);
    if (proves(status, 'invalid')) expect(proves(status, 'refused'), String(status)).toBe(true);
    if (proves(status, 'not found')) expect(proves(status, 'absent'), String(status)).toBe(true);
  }
});

test('204, 205 and 304 have no body', () => {
  expect([200, 201, 204, 205, 206, 304, 404].filter(isBodiless)).toEqual([204, 205, 304]);
});
