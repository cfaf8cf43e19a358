import { pathParameters } from '../../contract/path-resources.ts';
import type { JsonObject } from '../../document/document.ts';
import type { BehaviourFlaw } from '../flaw-context.ts';
import { withMoreItems } from '../more-items.ts';
import { placeOf } from '../read-request.ts';
import { withPath } from '../rewrite.ts';
import { shownIn } from '../shown-in.ts';

/** How many of other scopes a list shows that leaks; the newest are those of the client that is to notice. */
const strangersMax = 3;

/** Shows under one owner what belongs to another. */
export const scoped: BehaviourFlaw = async (context, met, next) => {
  const { resource, memory } = context;
  const { scope, id } = placeOf(met);
  const position = pathParameters(met.operation).indexOf(context.name);
  const elsewhere = memory
    .all(resource)
    .filter(
      (known) =>
        known.isThere &&
        known.scope[position] !== scope[position] &&
        known.scope.every((value, index) => index === position || value === scope[index]),
    );
  if (id !== null) {
    const isOwn = memory.get(resource, scope, id)?.isThere ?? false;
    const home = isOwn ? undefined : elsewhere.find((known) => String(known.id) === id);
    return home === undefined ? next(met.request) : context.ask(withPath(met, [...home.scope, id]));
  }
  const response = await next(met.request);
  const strangers: JsonObject[] = [];
  for (const other of elsewhere.slice(-strangersMax)) {
    const list = await context.ask(withPath(met, other.scope));
    const items = shownIn(resource, met.operation, list);
    strangers.push(...items.filter((item) => String(item[resource.id]) === String(other.id)).slice(0, 1));
  }
  return withMoreItems(context, met, response, strangers);
};
