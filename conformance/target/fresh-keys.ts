import { createHash } from 'node:crypto';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Evaluate } from '../../src/clauses/evaluate.ts';
import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { mergedSchema } from '../../src/document/merged-schema.ts';
import { brokenAmong, requestClauses } from '../judge/request-violations.ts';
import { type Call, type CallValues, parameterKey } from '../requests/call.ts';
import { isRequestKey } from '../requests/request-keys.ts';
import type { Settings } from '../settings/options.ts';

/** As long as a text is that nobody else makes up, where its bounds permit. */
const wantedLength = 32;

/** Writes hexadecimal digits as a UUID of version 4 (RFC 9562, 5.4), which is the one that servers expect who look at it. */
const asUuid = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;

/**
 * Makes what gives each request a name of its own, as far as the schema of its header permits. The moment at which a run begins is part
 * of it: a server that knows the names of an earlier run of the same seed would answer with what it answered then. A name that is wrong on
 * purpose is left as it is.
 */
export const freshKeys = (
  contract: Contract,
  evaluate: Evaluate,
  { seed, startedAtMs }: Pick<Settings, 'seed' | 'startedAtMs'>,
): ((call: Call) => Call) => {
  let count = 0;

  const freshTexts = (parameter: Parameter): readonly string[] => {
    const digits = createHash('sha256').update(`${seed} ${startedAtMs} ${count++}`).digest('hex');
    const { minLength = 1, maxLength = wantedLength } = mergedSchema(contract.document, parameter.schema);
    const length = Math.min(Math.max(wantedLength, Number(minLength)), Number(maxLength));
    return [asUuid(digits), digits.slice(0, length).padEnd(length, '0')];
  };

  const keeps = (operation: Operation, { name }: Parameter, values: CallValues): boolean => {
    const own = requestClauses(contract, operation).filter(
      ({ subject }) => subject.of === 'request' && subject.part === 'header' && subject.name === name,
    );
    return brokenAmong(own, evaluate, values, null).length === 0;
  };

  return (call) => {
    const { operation } = call;
    let { values } = call;
    for (const parameter of operation.parameters.filter(isRequestKey)) {
      const key = parameterKey(parameter);
      if (values.parameters[key] === undefined || !keeps(operation, parameter, values)) continue;
      const fresh = freshTexts(parameter)
        .map((text): CallValues => ({ ...values, parameters: { ...values.parameters, [key]: text } }))
        .find((changed) => keeps(operation, parameter, changed));
      values = fresh ?? values;
    }
    return values === call.values ? call : { ...call, values };
  };
};
