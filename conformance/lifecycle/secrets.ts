import type { Action } from '../../src/contract/api-description.ts';
import { maskedCharacters } from '../../src/contract/masked-characters.ts';
import type { JsonObject } from '../../src/document/document.ts';
import { type Observation, observed } from '../evidence/observation.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ResourceModel } from './resource-model.ts';

/** Whether an answer shows secrets in full or masked, as it is declared; what the masked ones end with is told by an answer that showed them in full. */
export const observeSecret = (
  model: ResourceModel,
  action: Action,
  shown: JsonObject | null,
  full: JsonObject | null,
  exchanges: readonly Exchange[],
): readonly Observation[] =>
  [...model.shape.properties.keys()].flatMap((name) => {
    const secret = shown?.[name];
    if (typeof secret !== 'string') return [];
    const whole = observed(model.clause('full', action, name), secret.length > maskedCharacters, {
      message: `In the answer, ${name} is not shown in full.`,
      expected: `more than ${maskedCharacters} characters`,
      received: `${secret.length} characters`,
      exchanges,
    });
    const known = full?.[name];
    // A secret that was never shown in full tells nothing of how it is masked.
    if (typeof known !== 'string' || known.length <= maskedCharacters) return whole;
    // After a change, another secret may have taken its place, which breaks another promise.
    const mayBeAnother = ['replace', 'edit'].includes(action) && secret.length <= maskedCharacters;
    if (mayBeAnother && !known.endsWith(secret)) return whole;
    const shownAs = secret === known ? 'shown in full' : 'something else';
    const masked = observed(model.clause('masked', action, name), secret === known.slice(-maskedCharacters), {
      message: `In the answer, ${name} is ${shownAs}, not the last ${maskedCharacters} characters of the secret.`,
      expected: `the last ${maskedCharacters} characters`,
      received: secret === known ? 'the whole secret' : `other ${secret.length} characters`,
      exchanges,
    });
    return [...whole, ...masked];
  });
