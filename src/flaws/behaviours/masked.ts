import type { JsonValue } from '../../document/document.ts';
import { type BehaviourFlaw, inList, inResponse, sentBy, subjectOf } from '../flaw-context.ts';
import { placeOf } from '../read-request.ts';

/** Shows a secret in full where it is to be masked. */
export const masked: BehaviourFlaw = async (context, met, next) => {
  const response = await next(met.request);
  const { resource, memory, name } = context;
  const full = (shown: JsonValue | undefined, known: JsonValue | undefined) =>
    typeof known === 'string' && known.length > String(shown).length ? known : shown;
  if (met.operation.does?.action === 'list') {
    const { scope } = placeOf(met);
    return inList(context, response, (items) =>
      items.map((item) => ({
        ...item,
        [name]: full(item[name], memory.get(resource, scope, item[resource.id] ?? null)?.shown[name]) ?? null,
      })),
    );
  }
  const known = sentBy(context, met).get(name) ?? subjectOf(context, met, response)?.shown[name];
  return inResponse(context, response, name, (shown) => full(shown, known));
};
