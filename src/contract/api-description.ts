import type { JsonValue, OpenApiDocument, Schema } from '../document/document.ts';

/** One media type of a request body or a response (OpenAPI 3.1.1, 4.8.14). */
export interface MediaType {
  /** As written in the contract, say `application/json`. */
  readonly name: string;
  /** What its values must satisfy; `true` where nothing is said. May hold `$ref`s into the document. */
  readonly schema: Schema;
  /** Where the schema stands in the document, after `$ref`s that have nothing beside them. */
  readonly pointer: string;
  readonly examples: readonly Example[];
}

/** A documented example (OpenAPI 3.1.1, 4.8.19). */
export interface Example {
  readonly name: string;
  readonly value: JsonValue;
}

export const parameterPlaces = ['path', 'query', 'header', 'cookie'] as const;
export type ParameterPlace = (typeof parameterPlaces)[number];

/** A parameter of an operation (OpenAPI 3.1.1, 4.8.12). */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  readonly schema: Schema;
  readonly pointer: string;
  /** As what its value is written, where that is by `content` and not by a style (OpenAPI 3.1.1, 4.8.12.3); otherwise null. */
  readonly mediaType: string | null;
  /** Serialization of arrays and objects (OpenAPI 3.1.1, 4.8.12.2). */
  readonly style: string;
  readonly explode: boolean;
  /** Whether it may stand in a query without a value, whatever its schema says (OpenAPI 3.1.1, 4.8.12.2). */
  readonly allowEmptyValue: boolean;
  readonly examples: readonly Example[];
  /** Where valid values come from, by `x-values`. */
  readonly values: string | null;
  readonly page: 'limit' | 'offset' | null;
  readonly filter: Filter | null;
}

/** What a query parameter filters by (`x-filter`). */
export interface Filter {
  readonly how: 'contains' | 'equals';
  readonly property: string;
  readonly unset: Level;
}

/** The body that an operation takes (OpenAPI 3.1.1, 4.8.13). */
export interface RequestBody {
  readonly required: boolean;
  readonly content: readonly MediaType[];
}

/** A response header (OpenAPI 3.1.1, 4.8.21). */
export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly pointer: string;
  /** As what its value is written, where that is by `content` and not by a style; otherwise null. */
  readonly mediaType: string | null;
  /** Serialization of objects: the style is always `simple`. */
  readonly explode: boolean;
}

/** One documented response; statuses that are the same `$ref` are one response. */
export interface Response {
  /** As written (`201`, `4XX`, `default`), in ascending order. The first names the response in clause ids. */
  readonly statuses: readonly string[];
  readonly description: string;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
}

/** A way to give credentials (OpenAPI 3.1.1, 4.8.27). */
export type SecurityScheme =
  | { readonly type: 'bearer' | 'basic'; readonly key: string }
  | { readonly type: 'apiKey'; readonly key: string; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  | {
      readonly type: 'other';
      readonly key: string;
      /** Its scheme of HTTP authentication, in lower case; null where it is no such. */
      readonly scheme: string | null;
    };

/** Schemes that are needed together; an empty list stands for none. */
export type SecurityRequirement = readonly SecurityScheme[];

export const actions = ['create', 'list', 'read', 'replace', 'edit', 'delete', 'rotate'] as const;
export type Action = (typeof actions)[number];

/** What an operation does to a resource (`x-does`). */
export interface Does {
  readonly action: Action;
  readonly resource: string;
  readonly omitted: Readonly<Record<string, 'keep' | 'default' | 'either'>>;
  readonly property: string | null;
  readonly id: string | null;
  readonly from: Readonly<Record<string, string>>;
}

/** One operation (OpenAPI 3.1.1, 4.8.10). */
export interface Operation {
  /** Its operationId, or its method and path in letters where it has none. */
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** The path template. */
  readonly path: string;
  readonly summary: string;
  readonly pointer: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | null;
  readonly responses: readonly Response[];
  /** Whether it is served elsewhere than the contract's server: it, or its path, names other servers alone (OpenAPI 3.1.1, 4.8.9 and 4.8.10). */
  readonly hasOwnServer: boolean;
  /** The alternatives, any of which is enough. An empty list means that none is needed. */
  readonly security: readonly SecurityRequirement[];
  readonly does: Does | null;
}

/** A thing that a server remembers (`x-resources`). Pointers are JSON Pointers. */
export interface Resource {
  readonly name: string;
  /** The property that identifies one. */
  readonly id: string;
  readonly one: string | null;
  readonly many: string | null;
  readonly sent: string;
  readonly total: string | null;
  readonly parent: { readonly property: string; readonly resource: string } | null;
  readonly embedded: string | null;
  /** The ids of the operations that act on it. */
  readonly operations: Readonly<Partial<Record<Action, string>>>;
  /** The path parameter that holds its id, or null where no operation takes one. */
  readonly idParameter: string | null;
  /** The path parameters of its operations that are not its id: its owners. */
  readonly scope: readonly string[];
}

export const levels = ['MUST', 'SHOULD', 'MAY'] as const;
export type Level = (typeof levels)[number];

/** Where a promise comes from (`x-source`). */
export interface Source {
  readonly document: string;
  readonly title: string;
  readonly says: string;
}

/** An API, as its document describes it. */
export interface ApiDescription {
  /** The base name of its file. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** The first server's URL, without a trailing slash; null where the contract names none. */
  readonly server: string | null;
  readonly operations: readonly Operation[];
  readonly resources: readonly Resource[];
  /** A 2xx answer whose body satisfies it is a refusal (`x-refusal`). */
  readonly refusal: Schema | null;
  /** The document itself, with internal `$ref`s. */
  readonly document: OpenApiDocument;
}
