import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../house/source-files.ts';

/** A fenced block of a page. */
export interface Fence {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** What its info string says; empty where it says nothing. */
  readonly language: string;
  readonly text: string;
}

/** A page that users read. */
export interface Page {
  /** From the root, say `docs/mock.md`. */
  readonly path: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

const fencePattern = /^```(\w*)\n(.*?)^```$/gms;

const fencesOf = (text: string): readonly Fence[] =>
  [...text.matchAll(fencePattern)].map(({ 1: language = '', 2: inside = '', index }) => ({
    line: text.slice(0, index).split('\n').length,
    language,
    text: inside,
  }));

const readPage = async (path: string): Promise<Page> => {
  const text = await readFile(join(root, path), 'utf8');
  return { path, text, fences: fencesOf(text) };
};

/** Reads the pages whose snippets are tried: the README and all of docs/. */
export const userPages = async (): Promise<readonly Page[]> => {
  const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).toSorted();
  return Promise.all(['README.md', ...docs.map((name) => `docs/${name}`)].map(readPage));
};

/** What a page says a snippet prints: the block `text` after it, with nothing between; null where it says nothing. */
export const statedOutput = ({ text, fences }: Page, fence: Fence): string | null => {
  const next = fences[fences.indexOf(fence) + 1];
  if (next?.language !== 'text') return null;
  const lines = text.split('\n').slice(fence.line + fence.text.split('\n').length, next.line - 1);
  return lines.every((line) => line.trim() === '') ? next.text : null;
};

/** The commands of a shell snippet: a line each, unless a backslash or a here-document goes on. */
export const commandsOf = (text: string): readonly string[] => {
  const commands: string[] = [];
  let end: string | null = null;
  for (const line of text.trimEnd().split('\n')) {
    const last = commands.at(-1);
    if (last !== undefined && (end !== null || last.endsWith('\\'))) commands.push(`${commands.pop()}\n${line}`);
    else if (!/^\s*(#|$)/.test(line)) commands.push(line);
    if (end === line) end = null;
    else end ??= /<<'?(\w+)'?/.exec(line)?.[1] ?? null;
  }
  return commands;
};

/** Reads a page that isn't tried, but whose links lead somewhere. */
export const readOtherPage = readPage;
