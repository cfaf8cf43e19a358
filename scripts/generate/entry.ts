import type { Contract } from '../../src/clauses/contract.ts';
import { clientFacts } from '../../src/contract/client-facts.ts';
import { isObject, type JsonValue, objectAt, stringAt } from '../../src/document/document.ts';
import { typeNames } from './type-names.ts';

const docstring = (text: string): string => `/** ${text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ').trim()} */\n`;

const isLiteral = (value: JsonValue): boolean => typeof value !== 'object' || value === null;

const valuesName = (type: string): string => `${type.charAt(0).toLowerCase()}${type.slice(1)}Values`;

/** The values of a schema with an enum as a constant, for programs that show or check them. */
const enumValues = (type: string, schema: JsonValue | undefined): readonly string[] => {
  const values = isObject(schema) && Array.isArray(schema.enum) ? schema.enum : [];
  if (values.length === 0 || !values.every(isLiteral)) return [];
  const list = values.map((value) => `  ${JSON.stringify(value)},\n`).join('');
  return [
    `/** Every ${type}. */\nexport const ${valuesName(type)} = [\n${list}] as const satisfies readonly ${type}[];\n`,
  ];
};

const schemaExports = ({ id, document }: Contract): readonly string[] => {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  const names = typeNames(id, Object.keys(schemas));
  return [...names].flatMap(([key, type]) => {
    const schema = schemas[key];
    const description = stringAt(isObject(schema) ? schema : {}, 'description');
    const alias = `export type ${type} = components["schemas"][${JSON.stringify(key)}];\n`;
    return [`${description === undefined ? '' : docstring(description)}${alias}`, ...enumValues(type, schema)];
  });
};

/**
 * The TypeScript of a contract's entry: its types, a name for each component schema, and `createClient`.
 * `clientModule` is what the entry imports `createClientFor` from. Throws a GenerateError for types that can't be named.
 */
export const entryModule = (contract: Contract, clientModule: string): string => {
  const known = clientFacts(contract);
  const where = known.server === null ? '`baseUrl` must be given' : `\`baseUrl\` is ${known.server} if left out`;
  const exports = schemaExports(contract);
  const types = exports.length === 0 ? 'paths' : 'components, paths';
  return [
    `import { createClientFor } from ${JSON.stringify(clientModule)};\nimport type { ${types} } from "./schema.ts";\n`,
    'export type { components, operations, paths } from "./schema.ts";\n',
    ...exports,
    `const contract = ${JSON.stringify(known, null, 2)} as const;\n`,
    `${docstring(`Gives a typed client of ${known.title}; ${where}.`)}export const createClient = createClientFor<paths, typeof contract>(contract);\n`,
  ].join('\n');
};
