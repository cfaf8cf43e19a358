import type { JsonValue } from '../../document/document.ts';
import { type BehaviourFlaw, inList } from '../flaw-context.ts';

/** Leaves out the items of a filtered list whose filtered property is of some kind. */
export const withoutItems =
  (isLeftOut: (value: JsonValue | undefined) => boolean): BehaviourFlaw =>
  async (context, met, next) => {
    const response = await next(met.request);
    const filter = met.operation.parameters.find(({ name }) => name === context.name)?.filter ?? null;
    return filter === null || met.parts.query[context.name] === undefined
      ? response
      : inList(context, response, (items) => items.filter((item) => !isLeftOut(item[filter.property])));
  };
