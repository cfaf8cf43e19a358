import { isObject, type JsonObject, type JsonValue } from './document.ts';

const branchPermits = (branch: JsonValue): boolean =>
  isObject(branch) ? branch.$ref === undefined && permitsNull(branch) : branch !== false;

/** Whether a schema permits `null`, as far as it can be seen without following references: those of branches are taken to name something else. */
export const permitsNull = (schema: JsonObject): boolean => {
  const { type, const: only, enum: values, anyOf, oneOf } = schema;
  return (
    (type === undefined || [type].flat().includes('null')) &&
    (only === undefined || only === null) &&
    (!Array.isArray(values) || values.includes(null)) &&
    [anyOf, oneOf].every((branches) => !Array.isArray(branches) || branches.some(branchPermits))
  );
};
