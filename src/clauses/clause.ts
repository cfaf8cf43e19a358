import type { Action, Level, ParameterPlace, Source } from '../contract/api-description.ts';
import type { JsonObject, JsonValue } from '../document/document.ts';
import { behaviours } from './behaviour-kinds/list.ts';

/** The keywords of JSON Schema 2020-12 that make a clause of their own, each judged by itself. */
export const keywordPromises = [
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'items',
  'dependentRequired',
  'dependentSchemas',
  'contentMediaType',
  'anyOf',
  'oneOf',
  'not',
  'if',
  '$ref',
  'false',
] as const;

/** What a clause can promise: a keyword, a presence, a rule of HTTP, a behaviour. */
export const promises = [
  ...keywordPromises,
  ...behaviours,
  'required',
  'status',
  'media-type',
  'well-formed',
  'credentials',
  'answered',
  'holds',
] as const;
export type Promised = (typeof promises)[number];

/** The way from the root of a body or a parameter to the values that a clause speaks of. */
export type Step =
  | { readonly property: string }
  | { readonly item: number }
  | { readonly itemsFrom: number }
  | { readonly pattern: string }
  | { readonly additionalTo: { readonly properties: readonly string[]; readonly patterns: readonly string[] } };

/** Which part of which message a clause speaks of. */
export type Subject =
  | { readonly of: 'operation' }
  | {
      readonly of: 'resource';
      readonly resource: string;
      /** What the clause's operation does to the resource, and where the behaviour shows. */
      readonly action: Action;
      /** The property, or the parameter, that it is about; null where it is about the resource as a whole. */
      readonly name: string | null;
    }
  | { readonly of: 'request'; readonly part: 'body'; readonly mediaTypes: readonly string[] }
  | { readonly of: 'request'; readonly part: ParameterPlace; readonly name: string }
  | { readonly of: 'response'; readonly statuses: readonly string[]; readonly part: 'status' }
  | { readonly of: 'response'; readonly statuses: readonly string[]; readonly part: 'header'; readonly name: string }
  | {
      readonly of: 'response';
      readonly statuses: readonly string[];
      readonly part: 'body';
      readonly mediaTypes: readonly string[];
    };

/** One promise that a contract makes. */
export interface Clause {
  /** Permanent: a path, a colon, the promise. */
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  readonly kind: Promised;
  /** MUST where a document states it, SHOULD where it is inferred. What is MAY makes no clause. */
  readonly level: Exclude<Level, 'MAY'>;
  readonly source: Source | null;
  /** JSON Pointer into the contract's document. */
  readonly pointer: string;
  readonly subject: Subject;
  /** The way to the values; empty for the part itself. */
  readonly at: readonly Step[];
  /** The keyword's own part of the schema, say `{ enum: […] }`, with `$ref`s made absolute; null where the promise isn't a schema's. */
  readonly schema: JsonObject | null;
  /** The same with all that the document requires there, where the message need not hold it (`readOnly`, `writeOnly`); else null. */
  readonly asWritten: JsonObject | null;
  /** The `type` that the same schema states, or null: a value of another type breaks that, and is no case for this clause. */
  readonly givenType: JsonValue;
  /** Where the clause can't be judged by this tool at all: why. */
  readonly notApplicable: string | null;
}
