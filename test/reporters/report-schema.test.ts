import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { runVerdicts, verdicts } from '../../conformance/evidence/report.ts';
import { root } from '../house/source-files.ts';
import { type Kind, realReports } from './real-reports.ts';

interface ObjectSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, { readonly description?: string; readonly enum?: readonly string[] }>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

const schema = JSON.parse(await readFile(join(root, 'conformance/reporters/report.schema.json'), 'utf8')) as {
  readonly $defs: Readonly<Record<string, ObjectSchema>>;
};
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const { reports } = await realReports();

test.each(Object.keys(reports) as Kind[])('A report that is %s is what the schema says', (kind) => {
  const report = JSON.parse(JSON.stringify(reports[kind]));
  validate(report);
  expect(validate.errors).toBeNull();
});

test('The reports are what they are called, so that every part of the schema meets something', () => {
  expect(reports.right.runs[0]).toMatchObject({ verdict: 'conformant', findings: [] });
  expect(reports.broken.runs[0]?.findings.length).toBeGreaterThan(4);
  expect(reports.broken.runs[0]?.findings.some(({ pointer }) => pointer !== null)).toBe(true);
  expect(reports.untested.runs[0]?.verdict).toBe('untested');
  expect(reports.several.runs).toHaveLength(3);
  expect(reports.leftovers.runs[0]?.leftovers.length).toBeGreaterThan(0);
});

describe.each(Object.entries(schema.$defs).filter(([, { properties }]) => properties !== undefined))(
  'The schema of %s',
  (_, { properties = {}, required, additionalProperties }) => {
    test('describes every property, requires all, and allows no other', () => {
      expect(Object.entries(properties).filter(([, { description = '' }]) => !/^[A-Z].*\.$/.test(description))).toEqual(
        [],
      );
      expect({ required, additionalProperties }).toEqual({
        required: Object.keys(properties),
        additionalProperties: false,
      });
    });
  },
);

test('The schema knows the verdicts of the program', () => {
  expect(schema.$defs.Run?.properties?.verdict?.enum).toEqual([...runVerdicts]);
  expect(schema.$defs.Clause?.properties?.verdict?.enum).toEqual([...verdicts]);
});

const spoilt: readonly (readonly [string, (report: Record<string, unknown>) => void])[] = [
  ['a property more', (report) => Object.assign(report, { more: 1 })],
  ['another version', (report) => Object.assign(report, { version: 2 })],
  ['no runs', (report) => Reflect.deleteProperty(report, 'runs')],
];

test.each(spoilt)('A report with %s is not', (_, spoil) => {
  const report = JSON.parse(JSON.stringify(reports.broken));
  spoil(report);
  expect(validate(report)).toBe(false);
});
