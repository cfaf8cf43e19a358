import { describe, expect, test } from 'vitest';
import type { Parameter, ParameterPlace } from '../../src/contract/api-description.ts';
import { cookieText, headerText, pathText, queryPairs } from '../../src/contract/parameter-text.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { judgePlayed, type Played, type SeenRequest, verdictOf } from './played-server.ts';

const parameterIn = (place: ParameterPlace, style: string, explode: boolean): Parameter => ({
  name: 'color',
  in: place,
  required: true,
  schema: true,
  pointer: '',
  mediaType: null,
  style,
  explode,
  allowEmptyValue: false,
  examples: [],
  values: null,
  page: null,
  filter: null,
});

const text = 'blue';
const list = ['blue', 'black', 'brown'];
const object = { R: 100, G: 200, B: 150 };

// The table of OpenAPI 3.1.1, 4.8.12.3 "Style Examples".
describe('A parameter is written as the specification shows it', () => {
  test.each<readonly [ParameterPlace, string, boolean, JsonValue, string]>([
    ['path', 'matrix', false, text, ';color=blue'],
    ['path', 'matrix', false, list, ';color=blue,black,brown'],
    ['path', 'matrix', false, object, ';color=R,100,G,200,B,150'],
    ['path', 'matrix', true, text, ';color=blue'],
    ['path', 'matrix', true, list, ';color=blue;color=black;color=brown'],
    ['path', 'matrix', true, object, ';R=100;G=200;B=150'],
    ['path', 'label', false, text, '.blue'],
    ['path', 'label', false, list, '.blue,black,brown'],
    ['path', 'label', false, object, '.R,100,G,200,B,150'],
    ['path', 'label', true, text, '.blue'],
    ['path', 'label', true, list, '.blue.black.brown'],
    ['path', 'label', true, object, '.R=100.G=200.B=150'],
    ['path', 'simple', false, text, 'blue'],
    ['path', 'simple', false, list, 'blue,black,brown'],
    ['path', 'simple', false, object, 'R,100,G,200,B,150'],
    ['path', 'simple', true, object, 'R=100,G=200,B=150'],
    ['header', 'simple', false, list, 'blue,black,brown'],
    ['header', 'simple', false, object, 'R,100,G,200,B,150'],
    ['header', 'simple', true, object, 'R=100,G=200,B=150'],
    ['cookie', 'form', false, text, 'color=blue'],
    ['cookie', 'form', true, text, 'color=blue'],
    ['cookie', 'form', false, list, 'color=blue,black,brown'],
    ['cookie', 'form', false, object, 'color=R,100,G,200,B,150'],
    ['query', 'form', false, text, 'color=blue'],
    ['query', 'form', false, list, 'color=blue,black,brown'],
    ['query', 'form', false, object, 'color=R,100,G,200,B,150'],
    ['query', 'form', true, list, 'color=blue&color=black&color=brown'],
    ['query', 'form', true, object, 'R=100&G=200&B=150'],
    ['query', 'spaceDelimited', false, list, 'color=blue%20black%20brown'],
    ['query', 'spaceDelimited', false, object, 'color=R%20100%20G%20200%20B%20150'],
    ['query', 'pipeDelimited', false, list, 'color=blue%7Cblack%7Cbrown'],
    ['query', 'pipeDelimited', false, object, 'color=R%7C100%7CG%7C200%7CB%7C150'],
    ['query', 'deepObject', true, object, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  ])('in a %s, by %s, exploded: %s, %j', (place, style, explode, value, expected) => {
    const parameter = parameterIn(place, style, explode);
    const writes = { path: pathText, header: headerText, cookie: cookieText };
    expect(place === 'query' ? queryPairs(parameter, value).join('&') : writes[place](parameter, value)).toBe(expected);
  });

  test.each([
    ['path', '%5B%22blue%22%5D'],
    ['query', 'color=%5B%22blue%22%5D'],
    ['header', '["blue"]'],
  ] as const)('in a %s, by content, as JSON', (place, expected) => {
    const parameter = { ...parameterIn(place, 'simple', false), mediaType: 'application/json' };
    const writes = { path: pathText, header: headerText };
    const written = place === 'query' ? queryPairs(parameter, ['blue']).join('&') : writes[place](parameter, ['blue']);
    expect(written).toBe(expected);
  });
});

const contract = `
openapi: 3.1.0
info: { title: Colours, version: "1" }
servers: [{ url: "http://127.0.0.1:1" }]
paths:
  /colours/{shade}/mixed/{parts}:
    get:
      operationId: mixColours
      parameters:
        - { name: shade, in: path, required: true, style: label, schema: { type: integer, minimum: 1 } }
        - { name: parts, in: path, required: true, style: matrix, schema: { type: array, minItems: 1, maxItems: 3, items: { enum: [red, green] } } }
        - name: filter
          in: query
          required: true
          content:
            application/json:
              schema: { type: object, required: [by], properties: { by: { enum: [me, you] }, deep: { type: array, items: { type: integer } } } }
      responses: { "204": { description: Mixed }, "400": { description: No }, "404": { description: No colour } }
`;

const parsed = (json: string): { readonly by?: unknown; readonly deep?: unknown } | null => {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
};

/** Reads what the contract describes, each parameter by its own style. */
const serve =
  (isRightFilter: (filter: ReturnType<typeof parsed>) => boolean) =>
  ({ path }: SeenRequest): Played => {
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    const [, shade, parts] = /^\/colours\/\.([^/]+)\/mixed\/;parts=([^/]+)$/.exec(pathname) ?? [];
    if (shade === undefined || parts === undefined) return [404];
    const colours = parts.split(',').map(decodeURIComponent);
    const isRight =
      /^[1-9]\d*$/.test(shade) &&
      colours.length <= 3 &&
      colours.every((colour) => ['red', 'green'].includes(colour)) &&
      isRightFilter(parsed(searchParams.get('filter') ?? ''));
    return [isRight ? 204 : 400];
  };

const isRight: Parameters<typeof serve>[0] = (filter) =>
  typeof filter === 'object' &&
  filter !== null &&
  !Array.isArray(filter) &&
  ['me', 'you'].includes(String(filter.by)) &&
  (filter.deep === undefined || (Array.isArray(filter.deep) && filter.deep.every(Number.isInteger)));

test('Who reads each parameter by its style is in the right', async () => {
  const { run } = await judgePlayed(contract, serve(isRight));
  expect(run.findings).toEqual([]);
  for (const promise of ['204:status', 'request/query/filter/by:enum', 'request/query/filter:type'])
    expect(verdictOf(run, `mixColours/${promise}`)).toBe('held');
});

test('Who takes anything in JSON that a parameter holds is told', async () => {
  const { run } = await judgePlayed(
    contract,
    serve((filter) => filter !== null && !Array.isArray(filter)),
  );
  expect(run.findings.map(({ clause }) => clause)).toContain('played/mixColours/request/query/filter/by:enum');
});
