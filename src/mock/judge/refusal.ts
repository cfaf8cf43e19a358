import type { Contract } from '../../clauses/contract.ts';
import type { Operation } from '../../contract/api-description.ts';
import { documentedResponse } from '../../contract/documented-response.ts';
import { isObject, type JsonValue } from '../../document/document.ts';
import { essenceOf, matchesMediaType } from '../../document/media-type.ts';
import { isServerError } from '../../http/statuses.ts';
import type { ApiAnswer } from '../http/outcome.ts';
import { problemBody, problemTitle } from '../http/problem.ts';
import { fillReservedPlaces, findReservedPlaces, type ReservedPlace } from './reserved-places.ts';

/** What an operation documents for a status, or null. */
type Documented = (operation: Operation, status: number) => ApiAnswer | null;

/** A refusal to write. */
export interface RefusalRequest {
  /** Null where no operation was found. */
  readonly operation: Operation | null;
  readonly status: number;
  /** A sentence that says what was wrong. */
  readonly reason: string;
}

/** The statuses whose bodies say best what a refusal of an API looks like, best first; 499 stands for any other 4xx. */
const tellingStatuses = [400, 422, 499, 404, 401, 403, 409, 429];

/**
 * Writes the refusals of one API. One that its operation documents is the documented one. One that it doesn't borrows the
 * body of a refusal that the API documents elsewhere; where there is none, or the server itself is to blame, it is a problem
 * (RFC 9457).
 */
export const createRefusals = (
  contract: Contract,
  documented: Documented,
): ((request: RefusalRequest) => ApiAnswer) => {
  const schemaOf = (operation: Operation, { status, headers }: ApiAnswer): JsonValue | undefined =>
    documentedResponse(operation, status)?.content.find(({ name }) =>
      matchesMediaType(headers['content-type'] ?? '', name),
    )?.schema;
  const model = (operation: Operation, status: number): Model | null => {
    const answer = documentedResponse(operation, status) === null ? null : documented(operation, status);
    if (answer === null) return null;
    const body = answer.body as JsonValue | undefined;
    return { answer, holds: findReservedPlaces(contract.document, schemaOf(operation, answer), body) };
  };
  const lenders = (): readonly Model[] =>
    tellingStatuses.flatMap((status) =>
      contract.operations.flatMap((operation) => {
        const lent = model(operation, status);
        return lent === null || lent.answer.body === undefined || lent.holds.length === 0 ? [] : [lent];
      }),
    );
  const [lender] = lenders();
  // Looked up once, since an operation has few documented refusals and refuses by the same again and again.
  const models = new Map(contract.operations.map((operation) => [operation, new Map<number, Model | null>()]));
  const modelOf = (operation: Operation, status: number): Model | null => {
    const known = models.get(operation)?.get(status);
    if (known !== undefined) return known;
    const made = model(operation, status);
    models.get(operation)?.set(status, made);
    return made;
  };

  return ({ operation, status, reason }) => {
    const said = { status, reason };
    const own = operation === null ? null : modelOf(operation, status);
    if (own !== null) return filled(own, said);
    if (lender === undefined || isServerError(status)) {
      return { status, headers: { 'content-type': 'application/problem+json' }, body: problemBody(status, reason) };
    }
    const { body } = filled(lender, said);
    return { status, headers: { 'content-type': lender.answer.headers['content-type'] ?? 'application/json' }, body };
  };
};

type Said = { readonly status: number; readonly reason: string };

/** A documented refusal, with the places in it that are to be filled. */
interface Model {
  readonly answer: ApiAnswer;
  readonly holds: readonly ReservedPlace[];
}

const filled = ({ answer, holds }: Model, said: Said): ApiAnswer => ({
  ...answer,
  body: withTitle(fillReservedPlaces(answer.body as JsonValue | undefined, holds, said), answer, said),
});

/** A problem of no type of its own the title that its status has (RFC 9457, 4.2.1), whatever that of the example was. */
const withTitle = (body: JsonValue | undefined, { headers }: ApiAnswer, { status }: Said): JsonValue | undefined => {
  if (essenceOf(headers['content-type'] ?? '') !== 'application/problem+json' || !isObject(body)) return body;
  const { type = 'about:blank', title } = body;
  return type === 'about:blank' && title !== undefined ? { ...body, title: problemTitle(status) } : body;
};
