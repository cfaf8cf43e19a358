import { copyFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../house/source-files.ts';
import { merged } from './merged.ts';
import { notRun } from './not-run.ts';
import { commandsOf, type Fence, type Page, statedOutput, userPages } from './pages.ts';
import { createProject, type Project } from './project.ts';
import { isSameOutput } from './same-output.ts';
import { Shell } from './shell.ts';

/** Some pages start a dozen programs, each of which takes seconds on a busy machine. */
const timeoutMs = 240_000;

/** Blocks in other languages show what is neither run nor read by a program. */
const languages = ['sh', 'ts', 'yaml', 'text', ''];

const pages = await userPages();

let project: Project;
beforeAll(async () => {
  project = await createProject();
}, timeoutMs);
afterAll(() => project[Symbol.asyncDispose]());

/** The files of programs that were written, whose types are checked at the end. */
const programs: string[] = [];

const isListed = (text: string): boolean => notRun.some((one) => one.text === text);

/** The file that the first line of a snippet names in a comment, or null. */
const nameIn = ({ text }: Fence): string | null => /^(?:\/\/|#) ([\w-]+(?:\.[\w-]+)+)\n/.exec(text)?.[1] ?? null;

/** Runs the commands of a snippet, and gives what they print. One that fails has its status shown by the next: `echo $?`. */
const runShell = async (shell: Shell, { text }: Fence): Promise<string> => {
  const commands = commandsOf(text);
  const outputs: string[] = [];
  for (const [index, command] of commands.entries()) {
    if (isListed(command)) continue;
    const { status, output } = await shell.run(command);
    const isStatusShown = commands[index + 1]?.includes('$?') === true;
    expect(status === 0 || isStatusShown, `${command}\nended with ${status}:\n${output}`).toBe(true);
    const isMockBesideOthers = /\bmock\b.*/.test(command) && output.includes('Listening at') && commands.length > 1;
    if (!isMockBesideOthers) outputs.push(output);
  }
  return outputs.join('');
};

/** Runs a program, unless a command of its page does, and gives what it prints. */
const runProgram = async (shell: Shell, page: Page, fence: Fence, folder: string): Promise<string> => {
  const needsVitest = /from '(vitest|webhook-contracts\/vitest|.*\/describe-conformance\.ts)'/.test(fence.text);
  const named = nameIn(fence) ?? `snippet-${fence.line}.ts`;
  const name = needsVitest && !named.endsWith('.test.ts') ? named.replace('.ts', '.test.ts') : named;
  await writeFile(join(folder, name), shell.ported(fence.text));
  programs.push(join(folder, name));
  const isRunByPage = page.fences.some(({ language, text }) => language === 'sh' && text.includes(name));
  if (isRunByPage || fence.text.split('\n').some(isListed)) return '';
  const command = needsVitest ? `npx vitest run ${name}` : `node ${name}`;
  const { status, output } = await shell.run(command);
  expect(status, `${fence.text}\nended with ${status}:\n${output}`).toBe(0);
  return output;
};

/** Writes a file that a snippet names in its first line; one in YAML is a piece that is added to what is there. */
const writeNamed = async (fence: Fence, folder: string): Promise<void> => {
  const name = nameIn(fence);
  if (name === null) return;
  const file = join(folder, name);
  await writeFile(file, merged(await readFile(file, 'utf8').catch(() => '{}'), fence.text));
};

const runFence = async (shell: Shell, page: Page, fence: Fence, folder: string): Promise<string | null> => {
  switch (fence.language) {
    case 'sh':
      return runShell(shell, fence);
    case 'ts':
      return runProgram(shell, page, fence, folder);
    case 'yaml':
      await writeNamed(fence, folder);
      return null;
    default:
      return null;
  }
};

describe('Each snippet does what its page says', () => {
  test.concurrent.for(pages.map((page) => [page.path, page] as const))(
    '%s',
    { timeout: timeoutMs },
    async ([path, page]) => {
      const folder = await project.inner(path.replaceAll(/\W/g, '-'));
      await copyFile(join(root, 'test/fourth/rooms.yaml'), join(folder, 'my-api.yaml'));
      await using shell = await Shell.in(folder);
      if (path === 'README.md') {
        // It speaks to whoever has a checkout, and may take a mock to be running.
        for (const name of ['src', 'conformance']) await symlink(join(root, name), join(folder, name));
        await shell.run('npx webhook-contracts mock --token t');
      }
      for (const fence of page.fences) {
        const place = `${path}:${fence.line}`;
        expect(languages, place).toContain(fence.language);
        const output = await runFence(shell, page, fence, folder);
        const stated = statedOutput(page, fence);
        if (output !== null && stated !== null && !isSameOutput(output, stated)) expect(output, place).toBe(stated);
      }
    },
  );
});

test('The pieces of a tutorial add up to the contract that the tests use', async () => {
  const page = pages.find(({ path }) => path === 'docs/add-an-api.md');
  const pieces = page?.fences.filter((fence) => nameIn(fence) === 'rooms.yaml').map(({ text }) => text) ?? [];
  expect(pieces.length).toBeGreaterThan(1);
  const plain = await readFile(join(root, 'docs/rooms.yaml'), 'utf8');
  expect(parse(pieces.reduce(merged, plain))).toEqual(
    parse(await readFile(join(root, 'test/fourth/rooms.yaml'), 'utf8')),
  );
});

test('Each program has the right types', { timeout: timeoutMs }, () => {
  expect(programs, 'Programs are written by the tests above.').not.toEqual([]);
  const program = ts.createProgram(programs, {
    target: ts.ScriptTarget.ES2024,
    lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    paths: {
      'webhook-contracts': [join(root, 'src/index.ts')],
      'webhook-contracts/vitest': [join(root, 'conformance/describe-conformance.ts')],
      'webhook-contracts/*': [join(root, 'src/generated/*/index.ts')],
    },
  });
  const mistakes = programs.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => project.folder,
    getNewLine: () => '\n',
  };
  expect(ts.formatDiagnostics(mistakes, host)).toBe('');
});

test('Whatever is listed as not run stands in a page, once', () => {
  const written = pages.flatMap(({ fences }) =>
    fences.flatMap(({ language, text }) =>
      language === 'sh' ? commandsOf(text) : language === 'ts' ? text.split('\n') : [],
    ),
  );
  const stale = notRun.filter(({ text }) => !written.includes(text));
  expect(stale).toEqual([]);
  expect(new Set(notRun.map(({ text }) => text)).size).toBe(notRun.length);
});
