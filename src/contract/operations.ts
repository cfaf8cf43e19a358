import {
  arrayAt,
  isObject,
  type JsonObject,
  type JsonValue,
  type OpenApiDocument,
  objectAt,
  type Schema,
  stringAt,
} from '../document/document.ts';
import { followAt, type Located } from '../document/follow-reference.ts';
import { pointerTo } from '../document/json-pointer.ts';
import {
  type Action,
  actions,
  type Does,
  type Example,
  type Filter,
  type Header,
  type Level,
  type MediaType,
  type Operation,
  type Parameter,
  type ParameterPlace,
  type Response,
} from './api-description.ts';
import type { OperationOrigin } from './operation-origin.ts';
import { readSecurity } from './security.ts';

/** An operation with what the ledger needs of where it stands. */
export interface ReadOperation {
  readonly operation: Operation;
  readonly origin: OperationOrigin;
}

type Schemas = Map<Parameter | Header | MediaType, Located>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const nameOf = (method: string, path: string, object: JsonObject): string =>
  stringAt(object, 'operationId') ?? `${method}${path.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '')}`;

const readExamples = (document: OpenApiDocument, holder: Located, schema: Located): Example[] => {
  const named = Object.keys(objectAt(holder.object, 'examples')).flatMap((name) => {
    const { value } = followAt(document, holder, 'examples', name).object;
    return value === undefined ? [] : [{ name, value }];
  });
  if (named.length > 0) return named;
  if (holder.object.example !== undefined) return [{ name: 'example', value: holder.object.example }];
  return arrayAt(schema.object, 'examples').map((value, index) => ({ name: `schema-${index}`, value }));
};

/** The only media type of a parameter or header that has `content`, and null for others. */
const mediaTypeOf = ({ object }: Located): string | null => Object.keys(objectAt(object, 'content'))[0] ?? null;

/** What holds the schema and the examples of a parameter or header: its only media type where it has `content`, or itself. */
const schemaHolder = (document: OpenApiDocument, located: Located): Located => {
  const mediaType = mediaTypeOf(located);
  return mediaType === null ? located : followAt(document, located, 'content', mediaType);
};

/** A schema as a reference to where all of it stands: keywords beside a `$ref` hold too (JSON Schema 2020-12, core, 8.2.3.1). */
const plainSchema = ({ object, pointer, whole }: Located): Schema =>
  Object.keys(object).length === 0 && whole === pointer ? true : { $ref: `#${encodeURI(whole)}` };

const readMediaTypes = (document: OpenApiDocument, holder: Located, schemas: Schemas): MediaType[] =>
  Object.keys(objectAt(holder.object, 'content')).map((name) => {
    const located = followAt(document, holder, 'content', name);
    const schema = followAt(document, located, 'schema');
    const mediaType: MediaType = {
      name,
      schema: plainSchema(schema),
      pointer: schema.whole,
      examples: readExamples(document, located, schema),
    };
    schemas.set(mediaType, schema);
    return mediaType;
  });

const readFilter = (value: JsonValue | undefined): Filter | null => {
  if (!isObject(value)) return null;
  const how = typeof value.contains === 'string' ? 'contains' : 'equals';
  return { how, property: stringAt(value, how) ?? '', unset: (stringAt(value, 'unset') as Level | undefined) ?? 'MAY' };
};

const readParameter = (document: OpenApiDocument, located: Located, schemas: Schemas): Parameter => {
  const { object } = located;
  const place = stringAt(object, 'in') as ParameterPlace;
  const style = stringAt(object, 'style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const holder = schemaHolder(document, located);
  const schema = followAt(document, holder, 'schema');
  const parameter: Parameter = {
    name: stringAt(object, 'name') ?? '',
    in: place,
    required: object.required === true,
    schema: plainSchema(schema),
    pointer: schema.whole,
    mediaType: mediaTypeOf(located),
    style,
    explode: typeof object.explode === 'boolean' ? object.explode : style === 'form',
    allowEmptyValue: object.allowEmptyValue === true,
    examples: readExamples(document, holder, schema),
    values: stringAt(object, 'x-values') ?? stringAt(schema.object, 'x-values') ?? null,
    page: (stringAt(object, 'x-page') as Parameter['page'] | undefined) ?? null,
    filter: readFilter(object['x-filter']),
  };
  schemas.set(parameter, schema);
  return parameter;
};

/** Headers that are described elsewhere: by media types and security schemes (OpenAPI 3.1.1, 4.8.12 and 4.8.17). */
const ignoredParameters = ['accept', 'content-type', 'authorization'];
const ignoredHeaders = ['content-type'];

/** The same for parameters that are one: the case of a header's name makes none of its own (RFC 9110, 5.1). */
const keyOf = (parameter: Parameter): string =>
  `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;

const isIgnored = (parameter: Parameter): boolean =>
  parameter.in === 'header' && ignoredParameters.includes(parameter.name.toLowerCase());

/** Reads the parameters of a path item and an operation; the operation's own override (OpenAPI 3.1.1, 4.8.9.1). */
const readParameters = (
  document: OpenApiDocument,
  pathItem: Located,
  operation: Located,
  schemas: Schemas,
): Map<Parameter, Located> => {
  const byKey = new Map<string, [Parameter, Located]>();
  for (const holder of [pathItem, operation]) {
    for (const index of arrayAt(holder.object, 'parameters').keys()) {
      const located = followAt(document, holder, 'parameters', index);
      const parameter = readParameter(document, located, schemas);
      if (!isIgnored(parameter)) byKey.set(keyOf(parameter), [parameter, located]);
    }
  }
  return new Map(byKey.values());
};

const readHeaders = (document: OpenApiDocument, response: Located, schemas: Schemas): Header[] =>
  Object.keys(objectAt(response.object, 'headers'))
    .filter((name) => !ignoredHeaders.includes(name.toLowerCase()))
    .map((name) => {
      const located = followAt(document, response, 'headers', name);
      const schema = followAt(document, schemaHolder(document, located), 'schema');
      const header: Header = {
        name,
        required: located.object.required === true,
        schema: plainSchema(schema),
        pointer: schema.whole,
        mediaType: mediaTypeOf(located),
        explode: located.object.explode === true,
      };
      schemas.set(header, schema);
      return header;
    });

/** Reads the responses; those that are the same `$ref` are one, which is how a contract says "200 or 201". */
const readResponses = (document: OpenApiDocument, operation: Located, schemas: Schemas): Map<Response, Located> => {
  const statuses = Object.keys(objectAt(operation.object, 'responses')).filter((status) => !status.startsWith('x-'));
  const located = statuses
    .toSorted()
    .map((status) => ({ status, at: followAt(document, operation, 'responses', status) }));
  const groups = Map.groupBy(located, ({ at }) => at.pointer);
  return new Map(
    [...groups.values()].flatMap((group) => {
      const at = group[0]?.at;
      if (at === undefined) return [];
      const response: Response = {
        statuses: group.map(({ status }) => status),
        description: stringAt(at.object, 'description') ?? '',
        headers: readHeaders(document, at, schemas),
        content: readMediaTypes(document, at, schemas),
      };
      return [[response, at] as const];
    }),
  );
};

const readDoes = (value: JsonValue | undefined): Does | null => {
  if (!isObject(value)) return null;
  const action = actions.find((name): name is Action => value[name] !== undefined);
  if (action === undefined) return null;
  return {
    action,
    resource: stringAt(value, action) ?? '',
    omitted: objectAt(value, 'omitted') as Does['omitted'],
    property: stringAt(value, 'property') ?? null,
    id: stringAt(value, 'id') ?? null,
    from: objectAt(value, 'from') as Does['from'],
  };
};

/** Whether an operation, or else its path, names servers of which none is the document's first; an operation's own override its path's. */
const readHasOwnServer = (document: OpenApiDocument, pathItem: Located, operation: Located): boolean => {
  const urlsOf = (holder: JsonObject): readonly string[] =>
    arrayAt(holder, 'servers').flatMap((server) => stringAt(server, 'url') ?? []);
  // Where nobody names a server, it is at the root (OpenAPI 3.1.1, 4.8.1).
  const [ofAll = '/'] = urlsOf(document);
  const own = [operation.object, pathItem.object].map(urlsOf).find((urls) => urls.length > 0) ?? [];
  const bare = (url: string): string => url.replace(/\/+$/, '');
  return own.length > 0 && !own.some((url) => bare(url) === bare(ofAll));
};

/** Reads every operation of a validated document, in the order in which they stand there. */
export const readOperations = (document: OpenApiDocument): readonly ReadOperation[] => {
  const root: Located = { object: document, pointer: '', whole: '', trail: [document], ref: null };
  // What doesn't begin with a slash is an extension (OpenAPI 3.1.1, 4.8.8).
  const paths = Object.keys(objectAt(document, 'paths')).filter((path) => path.startsWith('/'));
  return paths.flatMap((path) => {
    const pathItem = followAt(document, root, 'paths', path);
    return methods
      .filter((method) => isObject(pathItem.object[method]))
      .map((method) => {
        const located = followAt(document, pathItem, method);
        const schemas: Schemas = new Map();
        const parameters = readParameters(document, pathItem, located, schemas);
        const hasBody = isObject(located.object.requestBody);
        const requestBody = hasBody ? followAt(document, located, 'requestBody') : null;
        const responses = readResponses(document, located, schemas);
        const operation: Operation = {
          id: nameOf(method, path, located.object),
          method: method.toUpperCase(),
          path,
          summary: stringAt(located.object, 'summary') ?? '',
          pointer: pointerTo(pathItem.pointer, method),
          parameters: [...parameters.keys()],
          requestBody: requestBody && {
            required: requestBody.object.required === true,
            content: readMediaTypes(document, requestBody, schemas),
          },
          responses: [...responses.keys()],
          hasOwnServer: readHasOwnServer(document, pathItem, located),
          security: readSecurity(document, located.object),
          does: readDoes(located.object['x-does']),
        };
        const origin: OperationOrigin = { operation: located, requestBody, parameters, responses, schemas };
        return { operation, origin };
      });
  });
};
