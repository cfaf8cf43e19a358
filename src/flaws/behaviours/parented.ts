import { another, type BehaviourFlaw, inList } from '../flaw-context.ts';

/** Names another parent than that under which a resource is listed. */
export const parented: BehaviourFlaw = async (context, met, next) =>
  inList(context, await next(met.request), (items) =>
    items.map((item) => ({
      ...item,
      [context.name]: another(context, context.name, item[context.name]) ?? item[context.name] ?? null,
    })),
  );
