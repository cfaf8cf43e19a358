import { isObject, type JsonValue } from '../../src/contract/document.ts';

/** Gives what a text that the owner of a target gave is in JSON, by the schema of the property; a text that is no such value stays one. */
export const ownerValue = (text: string, schema: JsonValue | undefined): JsonValue => {
  const type = isObject(schema) ? schema.type : undefined;
  const isOf = (wanted: string): boolean => type === wanted || (Array.isArray(type) && type.includes(wanted));
  if (isOf('array')) return [ownerValue(text, isObject(schema) ? schema.items : undefined)];
  if (isOf('boolean') && ['true', 'false'].includes(text)) return text === 'true';
  return (isOf('integer') || isOf('number')) && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};
