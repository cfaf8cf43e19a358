import type { JsonValue } from '../../src/contract/document.ts';
import { parseJson } from '../http/parse-json.ts';

/** Gives what a reported body says as JSON, or undefined where it is none, or was cut off. */
export const reportedJson = (body: string): JsonValue | undefined => {
  const json = parseJson(body);
  return json.ok ? json.value : undefined;
};
