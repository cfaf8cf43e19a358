import { arrayAt, type JsonObject, type JsonValue } from '../../document/document.ts';
import { sampleUrl } from '../../schema/url-schema.ts';
import { candidateValues } from '../../values/candidate-values.ts';

/** Values of formats (JSON Schema 2020-12, 7.3) that a server may have decided by itself; `at` is the time of the resource's creation, ISO 8601. */
const ofFormat = (format: JsonValue | undefined, at: string): JsonValue | undefined => {
  switch (format) {
    case 'date-time':
      return at;
    case 'date':
      return at.slice(0, 'YYYY-MM-DD'.length);
    case 'time':
      return at.slice('YYYY-MM-DDT'.length);
    case 'uri':
    case 'iri':
      return sampleUrl;
    case 'email':
      return 'someone@example.com';
    case 'hostname':
      return 'example.com';
    case 'ipv4':
      return '192.0.2.1';
    case 'ipv6':
      return '2001:db8::1';
    case 'uuid':
      return '0b9d6f4e-7a51-4c3e-8f0a-5d2c1e9b8a47';
    default:
      return undefined;
  }
};

/** A value of a schema for a property that has to be there, where neither a request nor an example says which: one that would do, if any that comes to mind does; undefined where none comes to mind. */
export const plainValue = (
  schema: JsonObject,
  at: string,
  isFit: (value: JsonValue) => boolean,
): JsonValue | undefined => {
  const known = arrayAt(schema, 'examples')[0] ?? schema.example ?? ofFormat(schema.format, at);
  const candidates = candidateValues(schema);
  return known ?? candidates.find(isFit) ?? candidates[0];
};
