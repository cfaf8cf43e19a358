import type { Contract } from './contract.ts';
import { arrayAt, isObject, type JsonObject, type JsonValue, type OpenApiDocument, objectAt } from './document.ts';
import { follow } from './follow-reference.ts';
import { reachedObjects } from './reached-objects.ts';

/** The schemas that a schema puts a value together of, but for those of properties, which have names of their own. */
const partsOf = (schema: JsonObject): readonly JsonValue[] => [
  ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].flatMap((key) => arrayAt(schema, key)),
  ...['then', 'else', 'items', 'additionalProperties'].flatMap((key) => schema[key] ?? []),
  ...Object.values(objectAt(schema, 'patternProperties')),
];

/** Whether a schema, or any of its parts, declares a secret: whoever reports a value doesn't ask which of them it keeps. */
const holdsSecret = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  seen: Set<JsonObject> = new Set(),
): boolean =>
  follow(document, schema, '', []).trail.some((object) => {
    if (seen.has(object)) return false;
    seen.add(object);
    return object['x-secret'] !== undefined || partsOf(object).some((part) => holdsSecret(document, part, seen));
  });

/** The names of the properties that hold secrets, as a contract declares them anywhere. */
export const secretProperties = ({ document }: Contract): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { kind, object } of reachedObjects(document)) {
    if (kind !== 'schema' || !isObject(object.properties)) continue;
    for (const [name, property] of Object.entries(object.properties)) {
      if (holdsSecret(document, property)) names.add(name);
    }
  }
  return names;
};
