import { expect, test } from 'vitest';
import { parseYaml } from '../../src/document/yaml-source.ts';

const text = `# A comment, on line 1.
openapi: 3.1.0
info: { title: T,
  version: 1.0.0 }
paths:
  /a/{id}:
    get:
      tags:
        - one
        - two
      responses:
        200:
          description: >-
            Folded
            text
        "404": &missing
          description: None
        4XX: *missing
x-empty:
x-last: true
`;

test.each([
  { pointer: '', line: 2 },
  { pointer: '/openapi', line: 2 },
  { pointer: '/info', line: 3 },
  { pointer: '/info/version', line: 4 },
  { pointer: '/paths', line: 5 },
  { pointer: '/paths/~1a~1{id}', line: 6 },
  { pointer: '/paths/~1a~1{id}/get', line: 7 },
  { pointer: '/paths/~1a~1{id}/get/tags/1', line: 10 },
  { pointer: '/paths/~1a~1{id}/get/responses/200', line: 12 },
  { pointer: '/paths/~1a~1{id}/get/responses/200/description', line: 13 },
  { pointer: '/paths/~1a~1{id}/get/responses/404', line: 16 },
  { pointer: '/paths/~1a~1{id}/get/responses/4XX', line: 18 },
  { pointer: '/paths/~1a~1{id}/get/responses/4XX/description', line: 17 },
  { pointer: '/x-empty', line: 19 },
  { pointer: '/x-last', line: 20 },
  // What doesn't stand there has the line of what is nearest above it.
  { pointer: '/nothing', line: 2 },
  { pointer: '/info/nothing/below', line: 3 },
  { pointer: '/paths/~1a~1{id}/get/tags/7', line: 8 },
  { pointer: '/paths/~1a~1{id}/get/tags/one', line: 8 },
])('"$pointer" begins on line $line', ({ pointer, line }) => {
  expect(parseYaml('a.yaml', text).lineOf(pointer)).toBe(line);
});

test('What YAML can say and JSON cannot becomes what JSON can', () => {
  const { value } = parseYaml('a.yaml', 'date: 2024-01-01\nnumber: 0x10\ninfinite: .inf\n? [a, b]\n: c\n1: one\n');
  expect(value).toMatchObject({ date: '2024-01-01', number: 16, infinite: null, 1: 'one' });
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
});
