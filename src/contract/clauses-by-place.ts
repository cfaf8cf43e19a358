import type { Clause, Step } from './clause.ts';
import { isObject, type JsonValue } from './document.ts';
import { valuesAt } from './evaluate.ts';

/** The clauses of one place of a body or parameter, and the places inside it. */
interface PlaceNode {
  readonly clauses: Clause[];
  /** Places that are named by a property, by its name. */
  readonly properties: Map<string, PlaceNode>;
  /** Places that stand for several, or for an item, by the step as text. */
  readonly others: Map<string, { readonly step: Step; readonly node: PlaceNode }>;
}

const emptyNode = (): PlaceNode => ({ clauses: [], properties: new Map(), others: new Map() });

const nodeFor = (parent: PlaceNode, step: Step): PlaceNode => {
  if ('property' in step) {
    const known = parent.properties.get(step.property) ?? emptyNode();
    parent.properties.set(step.property, known);
    return known;
  }
  const key = JSON.stringify(step);
  const known = parent.others.get(key) ?? { step, node: emptyNode() };
  parent.others.set(key, known);
  return known.node;
};

/** A member of an object or array that one of two values has otherwise than the other. */
interface ChangedMember {
  /** The name of a property, or the index of an item. */
  readonly token: string | number;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

const itemsOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const memberOf = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Compares members by identity: a value that was changed in one place shares all other parts with what it was made from. */
const changedMembers = (before: JsonValue | undefined, after: JsonValue | undefined): readonly ChangedMember[] => {
  const [items, others] = [itemsOf(before), itemsOf(after)];
  const names = new Set([
    ...(isObject(before) ? Object.keys(before) : []),
    ...(isObject(after) ? Object.keys(after) : []),
  ]);
  const all: ChangedMember[] = [];
  for (let index = 0; index < Math.max(items.length, others.length); index++) {
    if (items[index] !== others[index]) all.push({ token: index, before: items[index], after: others[index] });
  }
  for (const name of names) {
    const [one, other] = [memberOf(before, name), memberOf(after, name)];
    if (one !== other) all.push({ token: name, before: one, after: other });
  }
  return all;
};

const leadsTo = (step: Step, token: string | number): boolean => {
  if (typeof token === 'string') return valuesAt({ [token]: true }, [step]).length > 0;
  return 'item' in step ? step.item === token : 'itemsFrom' in step && step.itemsFrom <= token;
};

const collect = (
  node: PlaceNode,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  found: Set<Clause>,
): void => {
  if (before === after) return;
  for (const clause of node.clauses) found.add(clause);
  if (node.properties.size === 0 && node.others.size === 0) return;
  for (const member of changedMembers(before, after)) {
    const named = typeof member.token === 'string' ? node.properties.get(member.token) : undefined;
    if (named !== undefined) collect(named, member.before, member.after, found);
    for (const { step, node: inner } of node.others.values()) {
      if (leadsTo(step, member.token)) collect(inner, member.before, member.after, found);
    }
  }
};

/** Clauses of one body or parameter, found by the places that they speak of. */
export interface ClausesByPlace {
  /** Finds the clauses that a change can affect: those of the changed places, of what holds them, and of what is in them. No other can tell the two values apart. */
  affectedBy(before: JsonValue | undefined, after: JsonValue | undefined): ReadonlySet<Clause>;
}

/** Sorts clauses of one body or parameter by place, so that what judges many changed values needn't judge each by every clause. */
export const clausesByPlace = (clauses: readonly Clause[]): ClausesByPlace => {
  const root = emptyNode();
  for (const clause of clauses) clause.at.reduce(nodeFor, root).clauses.push(clause);
  return {
    affectedBy(before, after) {
      const found = new Set<Clause>();
      collect(root, before, after, found);
      return found;
    },
  };
};
