import type { JsonValue } from '../document/document.ts';

/** A number as JSON writes it (RFC 8259, 6), or with zeros before it, as HTTP lets a Content-Length be (RFC 9110, 8.6). */
const numberText = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * The values that a text of a header, a path or a query may stand for by the `type` of its schema (OpenAPI 3.1.1, 4.8.12.2); null
 * stands for none, with which it may be of any. The text itself comes first where it may be one, and stands alone where it is nothing else.
 */
export const typedTexts = (text: string, type: JsonValue): readonly JsonValue[] => {
  const types = type === null ? null : [type].flat();
  const takes = (name: string): boolean => types === null || types.includes(name);
  const isNumber = (takes('integer') || takes('number')) && numberText.test(text);
  const isBoolean = takes('boolean') && /^(true|false)$/.test(text);
  const isNull = takes('null') && /^(null)?$/.test(text);
  const typed = [
    ...(isNumber ? [Number(text)] : []),
    ...(isBoolean ? [text === 'true'] : []),
    ...(isNull ? [null] : []),
  ];
  return takes('string') ? [text, ...typed] : typed.length > 0 ? typed : [text];
};
