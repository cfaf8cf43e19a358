import fc from 'fast-check';
import type { Operation } from '../../src/contract/api-description.ts';
import { jsonBodySchema } from '../../src/contract/json-body-schema.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { isJsonMediaType } from '../../src/document/media-type.ts';
import { isServerError } from '../../src/http/statuses.ts';
import { withReservedHosts } from '../../src/values/reserved-hosts.ts';
import { valuesFromElsewhere } from '../../src/values/values-from-elsewhere.ts';
import { untestable } from '../evidence/observation.ts';
import { brokenOwnClauses } from '../judge/request-violations.ts';
import { successClause } from '../judge/success-clause.ts';
import { type CallValues, parameterKey } from '../requests/call.ts';
import { isSafe } from '../requests/is-safe.ts';
import { prepare } from '../target/prepare.ts';
import { answerClauses } from './answer-clauses.ts';
import { asCheck, type CheckMaker } from './check.ts';
import { exchangeWith } from './exchange-with.ts';
import { judgePermittedRequest } from './permitted-request.ts';

/** The documented values of the parameters that a request can't do without. */
const documentedParameters = (operation: Operation): Record<string, JsonValue> =>
  Object.fromEntries(
    operation.parameters.flatMap((parameter) => {
      const [example] = parameter.examples;
      return parameter.required && example !== undefined ? [[parameterKey(parameter), example.value] as const] : [];
    }),
  );

const bodiesOf = (operation: Operation): readonly { readonly name: string; readonly body: JsonValue }[] => {
  const mediaType = operation.requestBody?.content.find(({ name }) => isJsonMediaType(name));
  return (mediaType?.examples ?? []).map(({ name, value }) => ({ name, body: value }));
};

/** The documented example of a request is answered with a documented success. */
export const documentedExamples: CheckMaker = ({ contract, settings, evaluate }, operation) =>
  bodiesOf(operation).map(({ name, body }) => {
    const takesElsewhere = valuesFromElsewhere(contract.document, jsonBodySchema(operation) ?? undefined).length > 0;
    const values: CallValues = {
      parameters: documentedParameters(operation),
      body: settings.onLoopback ? body : withReservedHosts(body),
    };
    return asCheck<CallValues>({
      id: `${contract.id}/${operation.id}#example:${name}`,
      operation,
      clauses: answerClauses(contract, operation),
      writes: !isSafe(operation),
      isIndependent: true,
      cases: fc.constant(values),
      examples: [],
      runs: 1,
      async perform(target, example) {
        const prepared = await prepare(target, operation, example);
        if (!prepared.ok) return untestable([successClause(target, operation)], prepared.reason);
        const full = prepared.values;
        const [own] = brokenOwnClauses({ contract, evaluate }, operation, full);
        if (own !== undefined) {
          const reason = `the documented example ${name} breaks ${own.id} itself`;
          return untestable([successClause(target, operation)], reason);
        }
        const { exchange, observations } = await exchangeWith(target, {
          operation,
          values: full,
          credentials: 'valid',
        });
        const status = exchange.response?.status;
        const isRefused = status !== undefined && !isServerError(status) && !target.accepted(exchange);
        const judged =
          takesElsewhere && isRefused ? [] : await judgePermittedRequest(target, operation, full, exchange);
        return [...judged, ...observations];
      },
    });
  });
