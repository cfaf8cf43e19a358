import { arrayAt, isObject, type JsonObject, type JsonValue } from '../document/document.ts';
import { pointerTokens } from '../document/json-pointer.ts';
import type { Clause, Step } from './clause.ts';
import { valuesAt } from './evaluate.ts';

/** The clauses of one place of a body or parameter, and the places inside it. */
interface PlaceNode {
  readonly clauses: Clause[];
  /** Those that ask for one member of an object, by its name: only its coming or going affects them. */
  readonly required: Map<string, Clause[]>;
  /** Places that are named by a property, by its name. */
  readonly properties: Map<string, PlaceNode>;
  /** Places that stand for several, or for an item, by the step as text. */
  readonly others: Map<string, { readonly step: Step; readonly node: PlaceNode }>;
}

const emptyNode = (): PlaceNode => ({ clauses: [], required: new Map(), properties: new Map(), others: new Map() });

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

interface Change {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** A member of an object or array that one of two values has otherwise than the other. */
interface ChangedMember extends Change {
  /** The name of a property, or the index of an item. */
  readonly token: string | number;
}

const itemsOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const objectOf = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

/** An object may have a member of any name, `toString` say, which others only seem to have. */
const memberOf = (object: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** Compares members by identity: a value that was changed in one place shares all other parts with what it was made from. */
const changedMembers = (before: JsonValue | undefined, after: JsonValue | undefined): readonly ChangedMember[] => {
  const [items, otherItems] = [itemsOf(before), itemsOf(after)];
  const all: ChangedMember[] = [];
  for (let index = 0; index < Math.max(items.length, otherItems.length); index++) {
    const [one, other] = [items[index], otherItems[index]];
    if (one !== other) all.push({ token: index, before: one, after: other });
  }
  const [object, otherObject] = [objectOf(before), objectOf(after)];
  for (const name of Object.keys(object)) {
    if (object[name] === otherObject[name]) continue;
    all.push({ token: name, before: object[name], after: memberOf(otherObject, name) });
  }
  for (const name of Object.keys(otherObject)) {
    if (!Object.hasOwn(object, name)) all.push({ token: name, before: undefined, after: otherObject[name] });
  }
  return all;
};

/** The one member on the way to a changed place. */
const memberOnWay = (before: JsonValue | undefined, after: JsonValue | undefined, token: string): ChangedMember => {
  if (!Array.isArray(before)) {
    return { token, before: memberOf(objectOf(before), token), after: memberOf(objectOf(after), token) };
  }
  const index = Number(token);
  return { token: index, before: before[index], after: itemsOf(after)[index] };
};

const leadsTo = (step: Step, token: string | number): boolean => {
  if (typeof token === 'string') return valuesAt({ [token]: true }, [step]).length > 0;
  return 'item' in step ? step.item === token : 'itemsFrom' in step && step.itemsFrom <= token;
};

/** The clauses of a place itself that a change of it, or of some of its members, can affect. */
const ownClauses = ({ clauses, required }: PlaceNode, { before, after }: Change, members: readonly ChangedMember[]) => {
  const asking =
    isObject(before) && isObject(after)
      ? members.map(({ token }) => required.get(String(token)) ?? [])
      : [...required.values()];
  return [...clauses, ...asking.flat()];
};

/** Follows the way to a changed place, and from its end on looks for what differs. */
const collect = (node: PlaceNode, change: Change, [token, ...way]: readonly string[], found: Set<Clause>): void => {
  const { before, after } = change;
  if (before === after) return;
  const members = token === undefined ? changedMembers(before, after) : [memberOnWay(before, after, token)];
  for (const clause of ownClauses(node, change, members)) found.add(clause);
  for (const member of members) {
    const named = typeof member.token === 'string' ? node.properties.get(member.token) : undefined;
    if (named !== undefined) collect(named, member, way, found);
    for (const { step, node: inner } of node.others.values()) {
      if (leadsTo(step, member.token)) collect(inner, member, way, found);
    }
  }
};

/** Clauses of one body or parameter, found by the places that they speak of. */
export interface ClausesByPlace {
  /** Finds the clauses that a change can affect: those of the changed places, of what holds them, and of what is in them. No other can tell the two values apart. */
  affectedBy(
    before: JsonValue | undefined,
    after: JsonValue | undefined,
    /** The JSON Pointer of a place outside of which nothing differs; the root is one. */
    pointer: string,
  ): ReadonlySet<Clause>;
}

/** Sorts clauses of one body or parameter by place, so that what judges many changed values needn't judge each by every clause. */
export const clausesByPlace = (clauses: readonly Clause[]): ClausesByPlace => {
  const root = emptyNode();
  for (const clause of clauses) {
    const node = clause.at.reduce(nodeFor, root);
    const name = clause.kind === 'required' ? arrayAt(clause.schema ?? {}, 'required')[0] : undefined;
    if (typeof name !== 'string') node.clauses.push(clause);
    else node.required.set(name, [...(node.required.get(name) ?? []), clause]);
  }
  return {
    affectedBy(before, after, pointer) {
      const found = new Set<Clause>();
      collect(root, { before, after }, pointerTokens(pointer), found);
      return found;
    },
  };
};
