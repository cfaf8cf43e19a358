import type { Located } from '../document/follow-reference.ts';
import type { Header, MediaType, Parameter, Response } from './api-description.ts';

/** Where the parts of an operation stand in the document, and under which citations: what the ledger needs beyond their plain values. */
export interface OperationOrigin {
  readonly operation: Located;
  readonly requestBody: Located | null;
  readonly parameters: ReadonlyMap<Parameter, Located>;
  readonly responses: ReadonlyMap<Response, Located>;
  /** The schemas of parameters, headers and media types. */
  readonly schemas: ReadonlyMap<Parameter | Header | MediaType, Located>;
}
