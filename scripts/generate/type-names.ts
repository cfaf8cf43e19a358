import { GenerateError } from './generate-error.ts';

const pascalCase = (text: string): string =>
  text
    .split(/[._-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** An identifier: what a component's key can hold besides letters is gone by then, but for a digit at the beginning. */
const identifier = (text: string): string => (/^[A-Za-z]/.test(text) ? text : `_${text}`);

const shortName = (schema: string): string => identifier(pascalCase(schema.slice(schema.lastIndexOf('.') + 1)));
const longName = (schema: string): string => identifier(pascalCase(schema));

const sharing = (names: ReadonlyMap<string, string>): readonly (readonly string[])[] =>
  [...Map.groupBy(names.keys(), (schema) => names.get(schema)).values()].filter(({ length }) => length > 1);

/**
 * Each component schema a type name, in the order given: what follows its last dot (`Acme.Api.Order` is `Order`), or all of
 * it where that would be one name for two. Throws a GenerateError where two names are the same even so.
 */
export const typeNames = (id: string, schemas: readonly string[]): ReadonlyMap<string, string> => {
  const short = new Map(schemas.map((schema) => [schema, shortName(schema)]));
  const ambiguous = new Set(sharing(short).flat());
  const names = new Map([...short].map(([schema, name]) => [schema, ambiguous.has(schema) ? longName(schema) : name]));
  const [clash] = sharing(names);
  if (clash === undefined) return names;
  throw new GenerateError(
    `${id}: the schemas ${clash.join(' and ')} would both be the type ${names.get(clash[0] ?? '')}. Rename one of them.`,
  );
};
