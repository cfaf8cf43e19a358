import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Operation } from '../../src/contract/api-description.ts';
import type { JsonValue, Schema } from '../../src/document/document.ts';

/** An example of a contract, with all that is promised of it. */
export interface DocumentedValue {
  readonly place: string;
  readonly name: string;
  readonly value: JsonValue;
  readonly schema: Schema;
  /** The status of the answer that it is the body of. */
  readonly status?: number;
  /** The clauses that speak of it. */
  readonly clauses: readonly Clause[];
}

const inRequests = ({ id, parameters, requestBody }: Operation, clauses: readonly Clause[]): DocumentedValue[] => [
  ...parameters.flatMap((parameter) =>
    parameter.examples.map(({ name, value }) => ({
      place: `${id}, ${parameter.in} ${parameter.name}, ${name}`,
      name,
      value,
      schema: parameter.schema,
      clauses: clauses.filter(
        ({ schema, subject }) =>
          schema !== null &&
          subject.of === 'request' &&
          subject.part === parameter.in &&
          'name' in subject &&
          subject.name === parameter.name,
      ),
    })),
  ),
  ...(requestBody?.content ?? []).flatMap((mediaType) =>
    mediaType.examples.map(({ name, value }) => ({
      place: `${id}, request, ${mediaType.name}, ${name}`,
      name,
      value,
      schema: mediaType.schema,
      clauses: clauses.filter(
        ({ schema, subject }) =>
          schema !== null &&
          subject.of === 'request' &&
          subject.part === 'body' &&
          subject.mediaTypes.includes(mediaType.name),
      ),
    })),
  ),
];

const inResponses = ({ id, responses }: Operation, clauses: readonly Clause[]): DocumentedValue[] =>
  responses.flatMap(({ statuses, content }) =>
    content.flatMap((mediaType) =>
      mediaType.examples.map(({ name, value }) => ({
        place: `${id}, ${statuses.join(' or ')}, ${mediaType.name}, ${name}`,
        name,
        value,
        schema: mediaType.schema,
        status: Number(statuses[0]),
        clauses: clauses.filter(
          ({ schema, subject }) =>
            schema !== null &&
            subject.of === 'response' &&
            subject.part === 'body' &&
            subject.statuses[0] === statuses[0] &&
            subject.mediaTypes.includes(mediaType.name),
        ),
      })),
    ),
  );

/** Every example of a contract's requests and answers. */
export const documentedValues = ({ operations, clauses }: Contract): readonly DocumentedValue[] =>
  operations.flatMap((operation) => {
    const own = clauses.filter((clause) => clause.operation === operation.id);
    return [...inRequests(operation, own), ...inResponses(operation, own)];
  });
