import type { Operation, Parameter } from '../../src/contract/api-description.ts';
import { isWrittenAsJson } from '../../src/contract/parameter-style.ts';
import { headerText } from '../../src/contract/parameter-text.ts';
import type { JsonValue } from '../../src/document/document.ts';
import { type CallValues, parameterKey } from './call.ts';

/** Why a value can't be written where its parameter stands, or null. The values of paths are judged where they come from. */
export const whyUnwritable = (parameter: Parameter, value: JsonValue): string | null => {
  const { name, explode } = parameter;
  if (parameter.in === 'cookie') {
    const isSeveral = typeof value === 'object' && value !== null && Object.keys(value).length > 1;
    // Exploded, each would be a cookie of its own, and of one name or of names that nobody documents.
    return isSeveral && explode && !isWrittenAsJson(parameter) ? `the cookie ${name} can't hold several values` : null;
  }
  if (parameter.in !== 'header' || /^[\t\x20-\x7e]*$/.test(headerText(parameter, value))) return null;
  return `the header ${name} can't hold all of a value: beyond ASCII, no two servers read the same`;
};

/** Why a request can't bear the values of its parameters, or null. */
export const whyUnsendable = ({ parameters }: Operation, values: CallValues['parameters']): string | null => {
  for (const parameter of parameters) {
    const value = values[parameterKey(parameter)];
    const why = value === undefined ? null : whyUnwritable(parameter, value);
    if (why !== null) return why;
  }
  return null;
};
