import type { JsonValue } from '../contract/document.ts';
import type { PrismOperation } from './prism-parts.ts';
import { unrolledSize } from './unrolled-size.ts';

/** More objects and lists than the schema of any message that we know has: Prism takes a second to compile so many, and four for twice as many. */
const schemaPartsMax = 5_000;

interface Described {
  readonly schema?: unknown;
}

const isLarge = ({ schema }: Described): boolean =>
  unrolledSize(null, schema as JsonValue | undefined, schemaPartsMax) >= schemaPartsMax;

/** Leaves out the schemas that are too large. */
const withoutLarge = <Content extends Described>(contents: readonly Content[]): Content[] =>
  contents.map((content) => {
    if (!isLarge(content)) return content;
    const { schema: _schema, ...rest } = content;
    return rest as Content;
  });

/** Takes out of an operation the schemas of bodies that Prism would take long to compile; the mock judges by those itself. */
export const withoutLargeSchemas = (resource: PrismOperation): PrismOperation => {
  const { request, responses } = resource;
  const ofRequest = request?.body?.contents ?? [];
  const ofResponses = responses.flatMap(({ contents = [] }) => contents);
  if (![...ofRequest, ...ofResponses].some(isLarge)) return resource;
  const body = request?.body === undefined ? undefined : { ...request.body, contents: withoutLarge(ofRequest) };
  return {
    ...resource,
    ...(body !== undefined && { request: { ...request, body } }),
    responses: responses.map((response) => ({
      ...response,
      contents: withoutLarge(response.contents ?? []),
    })) as typeof responses,
  };
};
