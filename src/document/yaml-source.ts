import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { ContractError } from './contract-error.ts';
import { isObject, type JsonObject, type JsonValue } from './document.ts';
import { halfCharacterIn } from './half-characters.ts';
import { pointerTo, pointerTokens } from './json-pointer.ts';

/** A YAML (or JSON) file, parsed, with the lines of its parts. */
export interface YamlSource {
  readonly value: JsonObject;
  /** The line, counted from 1, on which what a JSON Pointer names begins, key included, or its nearest parent that stands in the file. */
  lineOf(pointer: string): number | null;
}

/** Far more aliases than a hand-written contract has; a file with more is built to exhaust memory. */
const aliasesMax = 1000;

/** Several times the nesting of the deepest public OpenAPI documents; a file with more is built to exhaust the stack. */
const nestingMax = 200;

/** As many as the largest file that is read; aliases can make far more of a small one. */
const charactersMax = 32 * 1024 * 1024;

/** What the engine says too, of far longer texts. */
const stringTooLong = 'Invalid string length';

const tooDeep = `This nests deeper than ${nestingMax} levels.`;

/** Parses the text of a contract file. Throws a ContractError where it is no YAML, no map, or holds what is no text. */
export const parseYaml = (file: string, text: string): YamlSource => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new ContractError(file, [{ line, ...syntaxProblem(error) }]);
  }
  const value = readValue(file, document);
  const source: YamlSource = { value, lineOf: (pointer) => lineAt(document, pointerTokens(pointer), lines) };
  const deepest = placeBelow(value, nestingMax);
  if (deepest !== null) {
    const next = 'Move inner parts to components, and refer to them.';
    throw new ContractError(file, [{ line: source.lineOf(deepest), message: tooDeep, next }]);
  }
  const half = halfCharacterIn(value);
  if (half === null) return source;
  const message = `This text has half of a character in it, which no UTF-8 can hold. (${half})`;
  throw new ContractError(file, [
    { line: source.lineOf(half), message, next: 'Write both surrogates of the pair, or neither.' },
  ]);
};

const syntaxProblem = ({ code, message }: YAMLError): { readonly message: string; readonly next: string } => {
  if (code === 'RESOURCE_EXHAUSTION') return { message: tooDeep, next: 'Nest it less.' };
  if (code === 'MULTIPLE_DOCS') {
    return { message: 'A second YAML document begins here.', next: 'Give each contract a file of its own.' };
  }
  const next = 'Correct the YAML there; an editor with YAML support shows the place.';
  return { message: `This is not valid YAML: ${sentence(message)}`, next };
};

const readValue = (file: string, document: Document): JsonObject => {
  const next = 'Give a file that holds an OpenAPI 3.1 document.';
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasesMax });
    // Through JSON, so that what YAML can say and JSON can't (dates, Infinity) can't reach further.
    const text = JSON.stringify(value ?? null);
    if (text.length > charactersMax) throw new RangeError(stringTooLong);
    const plain: unknown = JSON.parse(text);
    if (isObject(plain)) return plain;
  } catch (cause) {
    const problem = {
      line: null,
      message: valueProblem(cause as Error),
      next: 'Write out what the aliases stand for.',
    };
    throw new ContractError(file, [problem], { cause });
  }
  throw new ContractError(file, [{ line: 1, message: 'This is not an OpenAPI document: it holds no map.', next }]);
};

const valueProblem = (error: Error): string => {
  // The only thing in a value made of YAML that can't be written as JSON.
  if (error instanceof TypeError)
    return 'This YAML cannot be read: an alias stands inside the very thing that it names.';
  if (error.message === stringTooLong) return 'With its aliases written out, this YAML is too large.';
  return error instanceof RangeError ? tooDeep : `This YAML cannot be read: ${sentence(error.message)}`;
};

/** The JSON Pointer of a value that stands so many levels deep, or null where none does. */
const placeBelow = (value: JsonValue, levels: number, pointer = ''): string | null => {
  if (typeof value !== 'object' || value === null) return null;
  if (levels === 0) return pointer;
  for (const [key, child] of Object.entries(value)) {
    const found = placeBelow(child, levels - 1, pointerTo(pointer, key));
    if (found !== null) return found;
  }
  return null;
};

/** The child of a node that a reference token names, with the node that it begins with: its key, or itself. */
const childOf = (
  document: Document,
  parent: unknown,
  token: string,
): { readonly node: unknown; readonly first: unknown } | null => {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(token)];
    return item === undefined ? null : { node: item, first: item };
  }
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === token) : undefined;
  return pair === undefined ? null : { node: pair.value, first: pair.key };
};

const lineAt = (document: Document, tokens: readonly string[], lines: LineCounter): number | null => {
  let found: { readonly node: unknown; readonly first: unknown } = {
    node: document.contents,
    first: document.contents,
  };
  for (const token of tokens) {
    const child = childOf(document, found.node, token);
    if (child === null) break;
    found = child;
  }
  return isNode(found.first) && found.first.range ? lines.linePos(found.first.range[0]).line : null;
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
