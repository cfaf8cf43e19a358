import { isIPv6 } from 'node:net';
import type { JsonObject, JsonValue } from '../../src/document/document.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { isUrlSchema } from '../../src/schema/url-schema.ts';
import { parseJson } from '../http/parse-json.ts';

const isJsonText = ({ contentMediaType }: JsonObject): boolean =>
  typeof contentMediaType === 'string' && isJsonMediaType(contentMediaType);

const instant = (text: string): JsonValue => (Number.isNaN(Date.parse(text)) ? text : Date.parse(text));

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** A time of day is the same wherever it is told (RFC 3339, 4.1), and on every day. */
const timeOfDay = (text: string): JsonValue => {
  const time = Date.parse(`1970-01-02T${text}`);
  return Number.isNaN(time) ? text : time % dayMilliseconds;
};

const durationParts =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** Months and seconds, of which neither is so many of the other (RFC 3339, appendix A). */
const lengthOf = (text: string): JsonValue => {
  const parts = durationParts.exec(text)?.slice(1);
  if (parts === undefined) return text;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number(part?.replace(',', '.') ?? 0),
  );
  return `${years * 12 + months} months ${(((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds} seconds`;
};

const address = (text: string): JsonValue => (isIPv6(text) ? new URL(`http://[${text}]`).hostname : text);

const host = (text: string): JsonValue => text.toLowerCase().replace(/\.$/, '');

/** What texts of a format mean, however they are written: RFC 9562 4 on UUIDs, RFC 1034 3.1 on names of hosts, RFC 5952 1 on addresses. */
const byFormat: ReadonlyMap<JsonValue | undefined, (text: string) => JsonValue> = new Map([
  ['date-time', instant],
  ['time', timeOfDay],
  ['duration', lengthOf],
  ['uuid', (text) => text.toLowerCase()],
  ['hostname', host],
  ['idn-hostname', host],
  ['ipv6', address],
]);

/** What a value means, where any of the schemas that speak of it says how it is to be read: JSON, a time, a URL and the like, or a number of single precision. */
export const canonicalValue = (schemas: readonly JsonObject[], value: JsonValue): JsonValue => {
  if (typeof value === 'number') return schemas.some(({ format }) => format === 'float') ? Math.fround(value) : value;
  if (typeof value !== 'string') return value;
  if (schemas.some(isJsonText)) {
    const parsed = parseJson(value);
    return parsed.ok ? parsed.value : value;
  }
  const known = schemas.map(({ format }) => byFormat.get(format)).find((read) => read !== undefined);
  if (known !== undefined) return known(value);
  return schemas.some(isUrlSchema) && URL.canParse(value) ? new URL(value).href : value;
};
