import type { Contract } from '../../clauses/contract.ts';
import type { JsonValue } from '../../document/document.ts';
import { descendantsOf } from './descendants.ts';
import { scopeParameters } from './documented-holdings.ts';
import type { Place } from './memory.ts';
import type { OperationPlan } from './operation-plan.ts';
import { scopeWithin } from './scope-layout.ts';
import { bucketsUnder, type Collection, moveUnder, put, rename, type Scope, type State } from './stored.ts';

/** Changes the id of a resource; what belongs to it goes with it, and names it by the new one. */
export const renamed = (
  contract: Contract,
  holdings: State,
  { plan, collection, scope, id }: Omit<Place, 'plan'> & { readonly plan: Pick<OperationPlan, 'resource' | 'layout'> },
  to: JsonValue,
): void => {
  if (id === null) return;
  const { name } = plan.resource;
  const [from, under] = [scopeWithin(plan.layout, scope, id), scopeWithin(plan.layout, scope, String(to))];
  const belonging = descendantsOf(contract, name);
  rename(collection, scope, id, String(to));
  for (const child of contract.resources) {
    const children = holdings.get(child.name);
    if (children === undefined || !belonging.has(child.name)) continue;
    const property = child.parent?.resource === name ? child.parent.property : null;
    // Where the path of a child doesn't name its parent, nor do those of what belongs to the child.
    if (property === null && scopeParameters(contract, child).length <= from.length) continue;
    moveUnder(children, from, under);
    if (property !== null) nameParent(children, under, property, to);
  }
};

/** Has the resources under a scope name their parent by another id. */
const nameParent = (children: Collection, under: Scope, property: string, to: JsonValue): void => {
  for (const { scope, bucket } of bucketsUnder(children, under)) {
    for (const [key, value] of [...bucket]) {
      if (value[property] !== undefined) put(children, scope, key, { ...value, [property]: to });
    }
  }
};
