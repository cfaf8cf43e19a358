import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportedJson } from '../../conformance/evidence/reported-json.ts';

const rows: readonly (readonly [string, unknown])[] = [
  ['{"a":[1,2]}', { value: { a: [1, 2] }, cutCharacters: 0 }],
  ['[{"a":1,"b":2},{"a":3,"b… (12 more characters)', { value: [{ a: 1, b: 2 }, { a: 3 }], cutCharacters: 12 }],
  ['[{"a":"x,]}y","b":"… (5 more characters)', { value: [{ a: 'x,]}y' }], cutCharacters: 5 }],
  ['[{"a":{"b":[1]}… (5 more characters)', { value: [{ a: { b: [1] } }], cutCharacters: 5 }],
  ['["… (9 more characters)', { value: [], cutCharacters: 9 }],
  ['"text… (9 more characters)', undefined],
  ['<p>… (9 more characters)', undefined],
  ['no JSON', undefined],
  ['', undefined],
];

test.each(rows)('%s says %j', (body, said) => {
  expect(reportedJson(body)).toEqual(said);
});

test('Wherever a body is cut, it is read as far as it goes', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (list, at) => {
      const text = JSON.stringify(list);
      const kept = text.slice(0, 1 + (at % (text.length - 1)));
      const read = reportedJson(`${kept}… (${text.length - kept.length} more characters)`);
      expect(read?.cutCharacters).toBe(text.length - kept.length);
      expect(Array.isArray(read?.value)).toBe(true);
    }),
  );
});

test('A body that was cut a hundred thousand levels deep is looked through in one go', () => {
  expect(reportedJson(`${'[0,'.repeat(100_000)}… (9 more characters)`)).toBeUndefined();
}, 5_000);
