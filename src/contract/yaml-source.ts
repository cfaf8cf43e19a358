import { isNode, LineCounter, parseDocument } from 'yaml';
import { ContractError } from './contract-error.ts';
import { isObject, type JsonObject } from './document.ts';
import { pointerTokens } from './json-pointer.ts';

/** A YAML (or JSON) file, parsed, with the lines of its parts. */
export interface YamlSource {
  readonly value: JsonObject;
  /** The line, counted from 1, of what a JSON Pointer names, or of its nearest parent that stands in the file. */
  lineOf(pointer: string): number | null;
}

/** Far more aliases than a hand-written contract has; a file with more is built to exhaust memory. */
const aliasesMax = 1000;

/** Parses the text of a contract file. Throws a ContractError where it is no YAML, or no map. */
export const parseYaml = (file: string, text: string): YamlSource => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    const next = 'Correct the YAML there; an editor with YAML support shows the place.';
    throw new ContractError(file, [{ line, message: `This is not valid YAML: ${sentence(error.message)}`, next }]);
  }
  const value = readValue(file, document);
  return {
    value,
    lineOf(pointer) {
      for (let tokens = pointerTokens(pointer); ; tokens = tokens.slice(0, -1)) {
        const line = lineAt(document, tokens, lines);
        if (line !== null) return line;
        if (tokens.length === 0) return null;
      }
    },
  };
};

const readValue = (file: string, document: ReturnType<typeof parseDocument>): JsonObject => {
  const next = 'Give a file that holds an OpenAPI 3.1 document.';
  try {
    const value: unknown = document.toJS({ maxAliasCount: aliasesMax });
    // Through JSON, so that what YAML can say and JSON can't (dates, Infinity) can't reach further.
    const plain: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
    if (isObject(plain)) return plain;
  } catch (cause) {
    throw new ContractError(
      file,
      [{ line: null, message: `This YAML cannot be read: ${sentence((cause as Error).message)}`, next }],
      {
        cause,
      },
    );
  }
  throw new ContractError(file, [{ line: 1, message: 'This is not an OpenAPI document: it holds no map.', next }]);
};

const lineAt = (
  document: ReturnType<typeof parseDocument>,
  tokens: readonly string[],
  lines: LineCounter,
): number | null => {
  const node = tokens.length === 0 ? document.contents : document.getIn(tokens, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
