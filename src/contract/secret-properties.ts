import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
} from '../document/document.ts';
import { reachedObjects } from '../document/reached-objects.ts';
import { schemasOfValue } from '../document/schema-view.ts';
import type { ApiDescription } from './api-description.ts';

/** The schemas of what a value of a schema holds, but for those of properties, which have names of their own. */
const innerSchemas = (schema: JsonObject): readonly JsonValue[] => [
  ...arrayAt(schema, 'prefixItems'),
  ...['items', 'additionalProperties'].flatMap((key) => schema[key] ?? []),
  ...Object.values(objectAt(schema, 'patternProperties')),
];

/** Whether a schema, or any of its parts, declares a secret: a report doesn't ask which of them a value keeps. */
const holdsSecret = (
  document: OpenApiDocument,
  schema: JsonValue | undefined,
  seen: Set<JsonObject> = new Set(),
): boolean =>
  [...schemasOfValue(document, schema)].some((object) => {
    if (seen.has(object)) return false;
    seen.add(object);
    return object['x-secret'] !== undefined || innerSchemas(object).some((part) => holdsSecret(document, part, seen));
  });

/** The names of the properties that hold secrets, as a contract declares them anywhere. */
export const secretProperties = ({ document }: ApiDescription): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { kind, object } of reachedObjects(document)) {
    if (kind !== 'schema' || !isObject(object.properties)) continue;
    for (const [name, property] of Object.entries(object.properties)) {
      if (holdsSecret(document, property)) names.add(name);
    }
  }
  return names;
};
