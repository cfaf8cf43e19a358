import { Ajv2020, type FuncKeywordDefinition, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type JsonValue, type OpenApiDocument, type Schema } from '../document/document.ts';
import { schemaMessage } from '../document/schema-message.ts';
import { addOwnFormats } from './formats.ts';
import { judgedInTime, tooLate } from './judged-in-time.ts';
import { createMayTakeLong } from './may-take-long.ts';
import { type OwnKeyword, ownKeywords } from './own-keywords.ts';
import { givenUpPatterns, PatternGivenUp, patternOf, timesGivenUp, validatorRegExp } from './pattern.ts';
import { patternsIn } from './patterns-in.ts';
import { namedSchemas, plainValues, withoutPatterns } from './without-patterns.ts';

/** The name under which the contract's document is known to the validator, so that `$ref`s in parts of it can be resolved. */
const documentKey = 'contract:';

/** What is wrong with a value, in JSON Schema's words; an empty list where nothing is, or the judgement took too long (`timesLate`). */
export type Validate = (value: JsonValue | undefined) => readonly SchemaViolation[];

export interface SchemaViolation {
  /** JSON Pointer into the value. */
  readonly pointer: string;
  readonly keyword: string;
  /** The way to the keyword, through the schema and what it refers to. */
  readonly schemaPath: string;
  readonly message: string;
}

/** Keywords that give a schema a name to refer to it by. Contracts have none (`schema-problems.ts`), but their examples may hold such words. */
const naming = ['$id', '$anchor', '$dynamicAnchor'];

/** Points the `#/…` references of a schema, or of the whole document, at the document, and takes away what Ajv would take for names. */
const anchored = (schema: JsonValue, isNamed = false): JsonValue => {
  if (Array.isArray(schema)) return schema.map((item) => anchored(item));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(naming.includes(key) && typeof value === 'string'))
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' && value.startsWith('#')
          ? documentKey + value
          : plainValues.includes(key) && !isNamed
            ? structuredClone(value)
            : anchored(value, !isNamed && namedSchemas.includes(key)),
      ]),
  );
};

/** A JSON Schema validator for parts of one document; compiled schemas are kept for as long as it lives. */
export interface SchemaValidator {
  /** Compiles a schema (JSON Schema 2020-12) that may refer into the document. Throws if it is no schema. A pattern of another dialect takes everything. */
  compile(schema: Schema): Validate;
  /** Why a schema can't be judged as it is meant, or null where it can. */
  whyUnreadable(schema: Schema): string | null;
  knowsFormat(name: string): boolean;
  /** What is wrong with a schema itself, by the meta-schema of JSON Schema 2020-12. A pattern of another dialect than ours is no mistake. */
  mistakesIn(schema: Schema): readonly SchemaViolation[];
}

const violationsOf = (errors: ValidateFunction['errors']): readonly SchemaViolation[] =>
  (errors ?? []).map((error) => ({
    pointer: error.instancePath,
    keyword: error.keyword,
    schemaPath: error.schemaPath,
    message: schemaMessage(error),
  }));

/** How schemas are read. */
const options = {
  strict: false,
  allErrors: true,
  validateFormats: true,
  logger: false,
  unicodeRegExp: true,
  // A property may be called `toString` or `__proto__`, which every object inherits.
  ownProperties: true,
  // It takes longer than it saves: most schemas are compiled for a handful of values.
  code: { optimize: false, regExp: validatorRegExp },
} as const;

/** Takes everything for what a pattern of another dialect describes. */
const lenientRegExp = Object.assign(
  (pattern: string) => (patternOf(pattern) === null ? { test: () => true } : validatorRegExp(pattern)),
  { code: 'new RegExp' },
);

/** Writes a keyword of ours as Ajv reads one. */
const definitionOf = ({ keyword, type, schemaType, judge }: OwnKeyword): FuncKeywordDefinition => ({
  keyword,
  ...(type !== undefined && { type }),
  ...(schemaType !== undefined && { schemaType }),
  errors: true,
  compile: (stated) => {
    const faultOf = judge(stated as never);
    const validate: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (value: unknown) => {
      const fault = faultOf(value as never);
      validate.errors = fault === null ? [] : [{ keyword, ...fault }];
      return fault === null;
    };
    return validate;
  },
});

const createAjv = (own: Pick<Options, 'validateSchema' | 'code'>): Ajv2020 => {
  const ajv = new Ajv2020({ ...options, ...own });
  addOwnFormats(ajv);
  for (const one of ownKeywords) ajv.removeKeyword(one.keyword).addKeyword(definitionOf(one));
  return ajv;
};

let schemaJudge: Ajv2020 | undefined;

/** What is wrong with a schema. One judge for all documents, since to compile the meta-schema takes longer than any of ours. */
const mistakesIn = (schema: Schema): readonly SchemaViolation[] => {
  schemaJudge ??= createAjv({ validateSchema: true });
  if (schemaJudge.validateSchema(schema) === true) return [];
  return violationsOf(schemaJudge.errors).filter(({ keyword }) => !ofPatterns.includes(keyword));
};

/** The keywords by which the meta-schema judges patterns, and names that are patterns. */
const ofPatterns = ['format', 'propertyNames'];

const ajvFor = (document: OpenApiDocument, own: Pick<Options, 'code'>): Ajv2020 => {
  const ajv = createAjv({ validateSchema: false, ...own });
  // A copy, because Ajv marks what it is given and the document may be frozen.
  ajv.addSchema(anchored(document) as object, documentKey);
  return ajv;
};

/** Takes patterns out of a part of a document. */
const without = (document: OpenApiDocument, part: JsonValue, patterns: ReadonlySet<string>): JsonValue =>
  patterns.size === 0
    ? part
    : withoutPatterns(part, {
        pattern: (pattern) => patterns.has(pattern),
        schema: (schema) => [...patternsIn(document, schema)].some((pattern) => patterns.has(pattern)),
      });

/** The patterns that no text is tested by any more. */
const givenUpWholly = (): ReadonlySet<string> =>
  new Set([...givenUpPatterns.values()].filter(({ from }) => from === 0).map(({ pattern }) => pattern));

/** Compiles schemas of a document without some patterns. */
const compilerFor = (document: OpenApiDocument, leftOut: ReadonlySet<string>) => {
  const readable = without(document, document, leftOut) as OpenApiDocument;
  const ajv = ajvFor(readable, {});
  let lenient: Ajv2020 | undefined;
  /** Compiles a schema as it is, and only where that can't be, without what can't be read of it. */
  const compileAnchored = (schema: Schema): ValidateFunction => {
    try {
      return ajv.compile(schema);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      lenient ??= ajvFor(readable, { code: { ...options.code, regExp: lenientRegExp } });
      return lenient.compile(schema);
    }
  };
  const compiled = new Map<string, ValidateFunction>();
  /** The same once more, since most who ask again ask with the very schema. */
  const compiledOf = new WeakMap<object, ValidateFunction>();
  const validatorByText = (schema: Schema): ValidateFunction => {
    const key = JSON.stringify(schema);
    let validate = compiled.get(key);
    if (validate === undefined) {
      const [mistake] = mistakesIn(schema);
      if (mistake !== undefined) throw new Error(`This is no schema: ${mistake.pointer} ${mistake.message}.`);
      validate = compileAnchored(anchored(without(document, schema, leftOut)) as Schema);
      compiled.set(key, validate);
    }
    return validate;
  };
  return {
    knowsFormat: (name: string) => Object.hasOwn(ajv.formats, name),
    /** Throws where a schema can't be compiled as it is. */
    compileStrictly(schema: Schema): void {
      if (lenient !== undefined) ajv.compile(anchored(schema) as Schema);
    },
    validatorOf(schema: Schema): ValidateFunction {
      if (typeof schema === 'boolean') return validatorByText(schema);
      const validate = compiledOf.get(schema) ?? validatorByText(schema);
      compiledOf.set(schema, validate);
      return validate;
    },
  };
};

/** Judges a value; where a pattern is given up for a text in it, otherwise. */
const judged = (
  value: JsonValue | undefined,
  validate: ValidateFunction,
  otherwise: (pattern: string) => readonly SchemaViolation[],
): readonly SchemaViolation[] => {
  try {
    return validate(value) ? [] : violationsOf(validate.errors);
  } catch (error) {
    if (error instanceof PatternGivenUp) return otherwise(error.pattern);
    throw error;
  }
};

/** How many compilers are kept that leave out what is too slow for some long text. */
const compilersMax = 20;

const validatorFor = (document: OpenApiDocument): SchemaValidator => {
  const compilers = new Map<string, ReturnType<typeof compilerFor>>();
  const compilerWithout = (patterns: ReadonlySet<string>) => {
    const key = JSON.stringify([...patterns]);
    const compiler = compilers.get(key) ?? compilerFor(document, patterns);
    if (compilers.size >= compilersMax) compilers.clear();
    compilers.set(key, compiler);
    return compiler;
  };
  let [compiler, compiledAt] = [compilerWithout(givenUpWholly()), timesGivenUp()];
  const validatorOf = (schema: Schema): ValidateFunction => {
    // What was compiled before may still test what is not to be tested any more.
    if (compiledAt !== timesGivenUp()) [compiler, compiledAt] = [compilerWithout(givenUpWholly()), timesGivenUp()];
    return compiler.validatorOf(schema);
  };
  /** Judges a value without the patterns that take too long for a text in it. */
  const judgeWithout = (
    schema: Schema,
    value: JsonValue | undefined,
    patterns: ReadonlySet<string>,
  ): readonly SchemaViolation[] =>
    judged(value, compilerWithout(patterns).validatorOf(schema), (late) =>
      judgeWithout(schema, value, new Set([...patterns, late])),
    );
  const mayTakeLong = createMayTakeLong(document);
  const violations = (schema: Schema, value: JsonValue | undefined): readonly SchemaViolation[] => {
    const validate = validatorOf(schema);
    const judge = () =>
      judged(value, validate, (late) => judgeWithout(schema, value, new Set([...givenUpWholly(), late])));
    if (!mayTakeLong(schema, value)) return judge();
    const found = judgedInTime(judge);
    return found === tooLate ? [] : found;
  };
  return {
    compile(schema) {
      validatorOf(schema);
      return (value) => violations(schema, value);
    },
    whyUnreadable(schema) {
      try {
        validatorOf(schema);
        compiler.compileStrictly(schema);
        return null;
      } catch (error) {
        return (error as Error).message;
      }
    },
    mistakesIn,
    knowsFormat: (name) => compiler.knowsFormat(name),
  };
};

/** One entry for each document that is in use. */
const validators = new WeakMap<OpenApiDocument, SchemaValidator>();

/** The validator for a document's schemas, of which there is one for each document. Neither it nor we change the document. */
export const schemaValidator = (document: OpenApiDocument): SchemaValidator => {
  const known = validators.get(document);
  if (known !== undefined) return known;
  const made = validatorFor(document);
  validators.set(document, made);
  return made;
};
