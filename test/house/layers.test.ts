import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { programFiles, type SourceFile } from './source-files.ts';

const files = await programFiles();

/** The one public door. */
const publicDoor = 'src/index.ts';

/** What every folder of the mock and of the suite may import. */
const common = ['src/document', 'src/schema', 'src/contract', 'src/clauses', 'src/values', 'src/http', 'common'];

/** What a folder of the mock or of the suite may import: common things, and others of its own stage by their names. */
const rule = (stage: string, folder: string, others: readonly string[]): readonly [string, readonly string[]] => [
  `${stage}/${folder}`,
  [...others.map((other) => (other.startsWith('src/') ? other : `${stage}/${other}`)), ...common],
];

/** Which layer may import which, beside itself. Whatever isn't said here is forbidden. */
const layers: Readonly<Record<string, readonly string[]>> = {
  // The small files at the top of `src`.
  common: [],
  'src/http': [],
  'src/document': ['common'],
  'src/schema': ['src/document'],
  'src/contract': ['src/schema', 'src/document'],
  'src/clauses': ['src/contract', 'src/schema', 'src/document', 'common'],
  'src/values': ['src/clauses', 'src/contract', 'src/schema', 'src/document'],
  'src/client': [],
  'src/generated': ['src/client'],
  // What breaks a clause of a right server, be that the mock or another behind HTTP.
  'src/flaws': ['src/values', 'src/clauses', 'src/contract', 'src/schema', 'src/document', 'src/http'],
  ...Object.fromEntries(
    Object.entries({
      settings: [],
      faults: ['settings'],
      memory: ['settings', 'faults', 'src/flaws'],
      // One request, and what it is answered, in the mock's own terms.
      http: ['settings', 'memory'],
      judge: ['settings', 'memory', 'http'],
      prism: ['settings', 'http', 'judge'],
      journal: ['settings', 'http'],
    }).map(([folder, others]) => rule('src/mock', folder, others)),
  ),
  'src/mock': ['settings', 'faults', 'memory', 'http', 'judge', 'prism', 'journal']
    .map((folder) => `src/mock/${folder}`)
    .concat('src/flaws', common),
  ...Object.fromEntries(
    Object.entries({
      settings: [],
      http: ['settings'],
      requests: [],
      evidence: ['settings', 'http', 'requests'],
      judge: ['http', 'requests', 'evidence'],
      // Values: ordinary, extreme and broken.
      arbitraries: ['settings', 'http', 'requests', 'judge'],
      target: ['settings', 'http', 'requests', 'evidence', 'judge', 'arbitraries'],
      lifecycle: ['settings', 'http', 'requests', 'evidence', 'judge', 'arbitraries', 'target'],
      checks: ['settings', 'http', 'requests', 'evidence', 'judge', 'arbitraries', 'target', 'lifecycle'],
      baseline: ['settings', 'evidence'],
      run: ['settings', 'http', 'requests', 'evidence', 'judge', 'target', 'lifecycle', 'checks', 'baseline'],
      recorded: ['settings', 'http', 'requests', 'evidence', 'judge'],
      explain: ['settings', 'requests', 'evidence', 'judge', 'arbitraries', 'checks', 'run', 'src/flaws'],
      reporters: ['settings', 'requests', 'evidence', 'target', 'checks', 'baseline', 'explain', 'run'],
    }).map(([folder, others]) => rule('conformance', folder, others)),
  ),
};

const layerOf = (path: string): string => {
  // The public doors and the commands, which may open every room.
  if (path === publicDoor || posix.dirname(path) === 'conformance' || path.startsWith('src/cli/')) return 'door';
  if (posix.dirname(path) === 'src') return 'common';
  // The deepest one: a folder within another has rules of its own.
  const within = Object.keys(layers).filter((layer) => path.startsWith(`${layer}/`));
  return within.toSorted((one, other) => other.length - one.length)[0] ?? `no layer (${path})`;
};

describe('the layers', () => {
  test('every file belongs to one', () => {
    const known = [...Object.keys(layers), 'door'];
    expect(files.map(({ path }) => layerOf(path)).filter((layer) => !known.includes(layer))).toEqual([]);
    for (const layer of known) expect(files.map(({ path }) => layerOf(path))).toContain(layer);
  });

  test('a file imports from its own layer, and from those below it', () => {
    const wrong = files.flatMap(({ path, imports }) => {
      const layer = layerOf(path);
      if (layer === 'door') return [];
      const allowed = [layer, ...(layers[layer] ?? [])];
      return imports
        .filter(({ file }) => file !== null && !allowed.includes(layerOf(file)))
        .map(({ name }) => `${path} imports ${name}, but ${layer} may only import from ${allowed.join(', ')}.`);
    });
    expect(wrong).toEqual([]);
  });

  test('every rule is needed', () => {
    const imported = new Set(
      files.flatMap(({ path, imports }) =>
        imports.flatMap(({ file }) => (file === null ? [] : [`${layerOf(path)} imports ${layerOf(file)}`])),
      ),
    );
    const unneeded = Object.entries(layers).flatMap(([layer, others]) =>
      others
        .filter((other) => !(/^(conformance|src\/mock)/.test(layer) && common.includes(other)))
        .map((other) => `${layer} imports ${other}`)
        .filter((rule) => !imported.has(rule)),
    );
    expect(unneeded).toEqual([]);
  });

  test('no two layers import each other', () => {
    const above = (layer: string, seen: readonly string[] = []): readonly string[] =>
      (layers[layer] ?? []).flatMap((other) =>
        seen.includes(other) ? [other] : [other, ...above(other, [...seen, other])],
      );
    expect(Object.keys(layers).filter((layer) => above(layer).includes(layer))).toEqual([]);
  });

  test('every import leads to a file that is there', () => {
    const paths = files.map(({ path }) => path);
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ file }) => file?.endsWith('.ts') && !paths.includes(file))
        .map(({ name }) => `${path} imports ${name}, which is no file of the program.`),
    );
    expect(wrong).toEqual([]);
  });
});

/** Finds circles in the imports of one file: from it, back to it. Types alone make none, since nothing is left of them. */
const circleFrom = (start: SourceFile, byPath: ReadonlyMap<string, SourceFile>): readonly string[] | null => {
  const seen = new Set<string>();
  const search = (path: string, way: readonly string[]): readonly string[] | null => {
    for (const { file, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (file === null || typeOnly) continue;
      if (file === start.path) return [...way, file];
      if (seen.has(file)) continue;
      seen.add(file);
      const found = search(file, [...way, file]);
      if (found !== null) return found;
    }
    return null;
  };
  return search(start.path, [start.path]);
};

test('No file imports itself through others', () => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const circles = files.map((file) => circleFrom(file, byPath)).filter((circle) => circle !== null);
  expect(circles.map((circle) => circle.join(' imports '))).toEqual([]);
});

/** The package that an import names, say `@scope/name` of `@scope/name/part.js`. */
const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

/** Libraries that are the material of a whole folder, and stay in it. */
const libraryFolders: Readonly<Record<string, string>> = {
  'fast-check': 'conformance/',
  commander: 'src/cli/',
};

/** So few that a library can be replaced in an afternoon. */
const importersMax = 2;

describe('the libraries', () => {
  const importers = new Map<string, string[]>();
  for (const { path, imports } of files) {
    for (const { name, file } of imports) {
      if (file !== null || name.startsWith('node:')) continue;
      importers.set(packageOf(name), [...new Set([...(importers.get(packageOf(name)) ?? []), path])]);
    }
  }

  test('those that were chosen are used', () => {
    const chosen = ['@apidevtools/swagger-parser', '@stoplight/prism-http', 'ajv', 'openapi-fetch', 'fastify', 'yaml'];
    for (const library of [...chosen, ...Object.keys(libraryFolders)]) expect([...importers.keys()]).toContain(library);
  });

  test('each stays behind one or two files, or in its folder', () => {
    const wrong = [...importers].flatMap(([library, paths]) => {
      const folder = libraryFolders[library];
      if (folder === undefined) {
        return paths.length <= importersMax ? [] : [`${library} is imported by ${paths.join(', ')}.`];
      }
      return paths.filter((path) => !path.startsWith(folder)).map((path) => `${library} is imported by ${path}.`);
    });
    expect(wrong).toEqual([]);
  });
});

const isDefault = (statement: ts.Statement): boolean => {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined) {
    const { exportClause } = statement;
    return ts.isNamedExports(exportClause) && exportClause.elements.some(({ name }) => name.text === 'default');
  }
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
};

describe('the exports', () => {
  test('all have names', () => {
    const wrong = files.filter(({ tree }) => tree.statements.some(isDefault)).map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  test('only a public door passes on what others export, and nothing else', () => {
    const isBarrel = ({ tree }: SourceFile): boolean =>
      tree.statements.length > 0 &&
      tree.statements.every((statement) => ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement)) &&
      tree.statements.some(ts.isExportDeclaration);
    const isPublic = ({ path }: SourceFile): boolean =>
      path === publicDoor || /^src\/generated\/[^/]+\/index\.ts$/.test(path);
    expect(files.filter((file) => isBarrel(file) && !isPublic(file)).map(({ path }) => path)).toEqual([]);
  });
});
