import type { Contract } from '../../clauses/contract.ts';
import type { MediaType, Operation, Parameter } from '../../contract/api-description.ts';
import type { JsonValue, Schema } from '../../document/document.ts';
import { pointerTokens } from '../../document/json-pointer.ts';
import { describingMediaTypes } from '../../document/media-type.ts';
import type { MessageKind } from '../../document/message-document.ts';
import { type BodyContent, createReadBody } from './body-readings.ts';
import { messageValidator } from './message-validator.ts';
import type { Objection } from './objections.ts';
import { createReadParameter, type ParameterParts, type ReadParameter } from './parameter-readings.ts';
import { createReadValue } from './value-readings.ts';

/** Judges the parts of one kind of message of one API, by the contract's own schemas. */
export interface JudgeParts {
  readonly readParameter: ReadParameter;
  /** What is wrong with a parameter, which is wrong only if it is so however it is read. */
  parameter(operation: Operation, parameter: Parameter, parts: ParameterParts): readonly Objection[];
  /** What is wrong with a body of a Content-Type, given the media types that are documented. */
  body(documented: readonly MediaType[], content: BodyContent, contentType: string): readonly Objection[];
}

/** The status for a body of another media type than those documented. */
const unsupported = (message: string): readonly Objection[] => [{ status: 415, message }];

/** What is wrong in each reading: nothing where one is right, else what is wrong in the likeliest. */
const leastWrong = (wrongs: readonly (readonly Objection[])[]): readonly Objection[] =>
  wrongs.find((wrong) => wrong.length === 0) ?? wrongs[0] ?? [];

/** Makes the judge of the parts of one API's requests or responses. */
export const createJudgeParts = ({ document }: Pick<Contract, 'document'>, message: MessageKind): JudgeParts => {
  const validate = messageValidator(document, message);
  const readValue = createReadValue(document, validate);
  const readParameter = createReadParameter(readValue);
  const readBody = createReadBody(readValue);

  const judgeValue = (schema: Schema, value: JsonValue, place: string): readonly Objection[] =>
    validate(schema)(value).map(({ pointer, message }) => ({
      status: null,
      message: `${[place, ...pointerTokens(pointer)].join('.')} ${message}`,
    }));

  return {
    readParameter,
    parameter(operation, parameter, parts) {
      const { in: place, name, required, schema } = parameter;
      const readings = readParameter(operation, parameter, parts);
      if (readings === 'unknown' || readings === 'empty') return [];
      if (readings === 'absent')
        return required ? [{ status: null, message: `${place} must have required property '${name}'` }] : [];
      if (readings.length === 0) return [{ status: null, message: `The ${place} parameter ${name} cannot be read` }];
      return leastWrong(readings.map((value) => judgeValue(schema, value, `${place}.${name}`)));
    },
    body(documented, content, contentType) {
      const names = documented.map(({ name }) => name);
      const described = describingMediaTypes(names, contentType);
      if (described.length === 0)
        return unsupported(
          names.length === 0 ? 'No request body is documented' : `Supported content types: ${names.join(',')}`,
        );
      return leastWrong(
        documented
          .filter(({ name }) => described.includes(name))
          .flatMap(({ schema }) => {
            const readings = readBody(content, contentType, schema);
            if (readings === 'unknown') return [[]];
            if ('lacks' in readings) return [unsupported(`The Content-Type ${contentType} lacks ${readings.lacks}`)];
            return readings.map((value) => judgeValue(schema, value, 'body'));
          }),
      );
    },
  };
};
