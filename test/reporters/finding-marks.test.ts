import { expect, test } from 'vitest';
import type { Finding, ReportedExchange } from '../../conformance/evidence/report.ts';
import { findingMarks } from '../../conformance/reporters/html/finding-marks.ts';

const exchange = (body: string): ReportedExchange => ({
  request: { method: 'POST', url: 'http://127.0.0.1/a', headers: {}, body },
  response: { status: 200, headers: {}, body: '{}' },
  failure: null,
});

const [twin, broken] = [exchange('{"a":{"b":1,"c":2}}'), exchange('{"a":{"b":"x","c":2}}')];

interface Row {
  readonly what: string;
  readonly clause: string;
  readonly operation?: string;
  readonly pointer: string | null;
  readonly exchanges: readonly ReportedExchange[];
  readonly marks: { readonly request: string | null; readonly response: string | null };
}

const rows: readonly Row[] = [
  {
    what: 'A place in an answer',
    clause: 'api/create/200/body/a:type',
    pointer: '/a',
    exchanges: [broken],
    marks: { request: null, response: '/a' },
  },
  {
    what: 'A property of an answer that is called request',
    clause: 'api/create/200/body/request/a:type',
    pointer: '/request/a',
    exchanges: [broken],
    marks: { request: null, response: '/request/a' },
  },
  {
    what: 'An answer of an operation that is called request',
    clause: 'api/request/200/body/a:type',
    operation: 'request',
    pointer: '/a',
    exchanges: [twin, broken],
    marks: { request: null, response: '/a' },
  },
  {
    what: 'A request that differs from its twin',
    clause: 'api/create/request/body/a/b:type',
    pointer: '',
    exchanges: [twin, broken],
    marks: { request: '/a/b', response: null },
  },
  {
    what: 'A recorded request, which has no twin',
    clause: 'api/create/request/body/a/b:type',
    pointer: '/a/b',
    exchanges: [broken],
    marks: { request: '/a/b', response: null },
  },
  {
    what: 'A recorded request that lacks something',
    clause: 'api/create/request/body/d:required',
    pointer: '',
    exchanges: [broken],
    marks: { request: '', response: null },
  },
  {
    what: 'A parameter, which is in no body',
    clause: 'api/create/request/query/a:type',
    pointer: null,
    exchanges: [twin, broken],
    marks: { request: null, response: null },
  },
];

test.each(rows)('$what is marked where it is wrong', ({ clause, operation = 'create', pointer, exchanges, marks }) => {
  expect(findingMarks({ clause, operation, pointer, exchanges } as Finding)).toEqual(marks);
});
