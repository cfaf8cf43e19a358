import type { Operation } from '../../src/contract/api-description.ts';
import { pathParameters, resourceOfParameter } from '../../src/contract/path-resources.ts';
import { essenceOf } from '../../src/document/media-type.ts';
import { proves } from '../../src/http/statuses.ts';
import { whyUnsendable } from '../requests/why-unsendable.ts';
import { ownersParameter } from './guessed-parameter.ts';
import { pathValues } from './prepare.ts';
import { chosenParameters, requiredParameters } from './required-parameters.ts';
import type { Target } from './target.ts';

/** Whether an operation answers with events for as long as somebody listens, and with nothing before there are any. */
const isEndless = ({ responses }: Operation): boolean =>
  responses.some(({ content }) => content.some(({ name }) => essenceOf(name) === 'text/event-stream'));

/** The operation that is the safest to begin with: one that only reads and needs no id, a list if there is one. */
const safestOperation = (target: Target): Operation | undefined => {
  const { contract } = target;
  const reads = contract.operations.filter(
    (operation) =>
      operation.method === 'GET' &&
      !isEndless(operation) &&
      pathParameters(operation).every((name) => resourceOfParameter(contract, operation, name) === null),
  );
  return reads.find(({ does }) => does?.action === 'list') ?? reads[0];
};

/** Asks the target one harmless thing; gives a sentence that says why it can't be judged at all, or null where it can. */
export const preflight = async (target: Target): Promise<string | null> => {
  const operation = safestOperation(target);
  if (operation === undefined) return null;
  const path = await pathValues(target, operation);
  const parameters = { ...requiredParameters(target, operation), ...(path.ok ? path.values : {}) };
  if (whyUnsendable(operation, parameters) !== null) return null;
  const sent = await target.trySend({ operation, values: { parameters, body: undefined }, credentials: 'valid' });
  if (!sent.ok) return null;
  const { response, failure } = sent.exchange;
  if (failure !== null) return `The target ${target.settings.target} ${failure.message}.`;
  const status = response?.status ?? 0;
  // What was made up may belong to somebody else.
  const mayBeOthers = status === 403 && chosenParameters(target, operation).length > 0;
  if (proves(status, 'asks for credentials') && !mayBeOthers) {
    const { token, apiKey } = target.settings;
    const given = token === null && apiKey === null ? 'asks for credentials' : 'refused the credentials';
    const next = 'Give --token or --api-key, or set WEBHOOK_CONTRACTS_TOKEN or WEBHOOK_CONTRACTS_API_KEY.';
    return `The target ${given}: ${operation.id} was answered ${status}. ${next}`;
  }
  const guessed = ownersParameter(target.settings, target.contract, operation);
  if (guessed !== null && proves(status, 'not found')) {
    const asked = `${operation.id} was asked for a made-up ${guessed}, which only the target's owner knows, and was answered ${status}.`;
    return `${asked} Give one with --set ${guessed}=VALUE.`;
  }
  if (proves(status, 'busy')) return `The target is too busy to be judged: ${operation.id} was answered ${status}.`;
  return null;
};
