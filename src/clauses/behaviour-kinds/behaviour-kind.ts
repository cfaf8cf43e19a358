import type { Action, Filter, Level, Operation } from '../../contract/api-description.ts';
import { propertiesOf, type ResourceShape, type ResourceSource, shownSchema } from '../../contract/resource-shape.ts';
import { haveDisjointTypes } from '../../schema/disjoint-types.ts';

/** The operation and the resource that a behaviour is about. */
export interface Behaving {
  readonly operation: string;
  readonly resource: string;
  readonly action: Action;
  /** The property or parameter, or null. */
  readonly name: string | null;
}

/** What somebody begins with who tries a behaviour by hand. */
export interface Trying {
  /** The property or parameter; an empty string where it is about the whole resource. */
  readonly name: string;
  readonly action: Action;
  /** Whether the request that is shown sends the property. */
  readonly isSent: boolean;
}

/** The operations that act on one resource, by what they do. */
export type Acting = Readonly<Partial<Record<Action, Operation>>>;

/** One operation of a resource, with all that says what it promises. */
export interface Promising {
  readonly source: ResourceSource;
  readonly shape: ResourceShape;
  readonly acting: Acting;
  readonly operation: Operation;
  readonly action: Action;
}

/** One promise of a kind, before its level and source are looked up. */
export interface Promised {
  /** What follows the colon in the id. */
  readonly promise: string;
  /** The property or parameter that it is about. */
  readonly name?: string;
  /** The level where the vocabulary states it beside the behaviour. */
  readonly level?: Level;
}

/** What harm a broken promise does, the worst first: somebody gets in, a secret leaks, one resource is taken for another, data gets lost, or gets lost where two write at once. */
export const harms = ['access', 'leak', 'confusion', 'loss', 'race'] as const;
export type Harm = (typeof harms)[number];

/** A kind of behaviour: all that is said of it but how it is checked (`conformance/checks/`). */
export interface BehaviourKindSpec {
  /** What an operation may do that promises it, in the order in which the promises are listed. */
  readonly actions: readonly Action[];
  /** What one such operation promises; nothing where the contract leaves it open. */
  readonly promises: (promising: Promising) => readonly Promised[];
  /** The level where no document states another; MUST if left out. */
  readonly level?: Level;
  /** What it promises, in a sentence. */
  readonly promise: (behaving: Behaving) => string;
  /** The same in a few words, for any resource. */
  readonly inShort: string;
  /** How somebody finds out by hand whether a server keeps it. */
  readonly byHand: (trying: Trying) => string;
  /** How a flaw between a right server and its client breaks it. */
  readonly flaw: string;
  /** What harm a breach does, if it does more than surprise. */
  readonly harm?: Harm;
  /** Whether a response shows it before the write is done that was only accepted (202, RFC 9110, 15.3.3). */
  readonly showsBeforeDone?: true;
  /** How far its flaw is felt: in one property, or in one operation; in all that is done with the resource if left out. */
  readonly flawReaches?: 'property' | 'operation';
}

/** The actions of operations that name one resource by its id. */
export const takingId: readonly Action[] = ['read', 'replace', 'edit', 'rotate', 'delete'];
/** The actions that write what a request says. */
export const writing: readonly Action[] = ['create', 'replace', 'edit'];
/** The actions that change what is there. */
export const changing: readonly Action[] = ['replace', 'edit', 'rotate'];

/** The properties that an operation's request may set, and that responses show. */
export const writableNames = (shape: ResourceShape, operation: Operation): readonly string[] =>
  [...(shape.writable.get(operation.id)?.keys() ?? [])].filter((name) => shape.properties.has(name));

export const isSecret = (shape: ResourceShape, name: string): boolean =>
  shape.properties.get(name)?.['x-secret'] !== undefined;

/** Whether a property can be compared in responses with what the request of an operation wrote. */
export const isComparable = ({ source, shape, operation }: Promising, name: string): boolean =>
  !haveDisjointTypes(source.document, shape.writable.get(operation.id)?.get(name), shape.properties.get(name));

/** The properties of which an operation's writes can be followed. Secrets have promises of their own. */
export const followedNames = (promising: Promising): readonly string[] =>
  writableNames(promising.shape, promising.operation).filter(
    (name) => !isSecret(promising.shape, name) && isComparable(promising, name),
  );

/** The secrets of a resource that an operation's success shows in one way (`x-secret`). */
export const shownSecrets = ({ source, shape, operation }: Promising, way: 'full' | 'last4'): readonly string[] => {
  const schema = shownSchema(source, shape.resource, operation);
  const properties = schema === null ? [] : [...propertiesOf(source, schema)];
  return properties.filter(([, one]) => one['x-secret'] === way).map(([name]) => name);
};

/** The parameters of an operation that filter its list. */
export const filtersOf = ({ parameters }: Operation): readonly { readonly name: string; readonly filter: Filter }[] =>
  parameters.flatMap(({ name, filter }) => (filter === null ? [] : [{ name, filter }]));

/** Whether the success of an operation shows the resource. */
export const isShown = ({ source, shape, operation }: Promising): boolean =>
  shape.resource.one !== null && shownSchema(source, shape.resource, operation) !== null;

/** Whether an operation may succeed where there is nothing: deleting what is gone leaves it gone, and no refusal is documented; or a replacement is documented to create what isn't there (201). */
export const maySayNothing = ({ operation: { responses }, action }: Promising): boolean => {
  const documents = (pattern: RegExp): boolean =>
    responses.some(({ statuses }) => statuses.some((status) => pattern.test(status)));
  return (action === 'delete' && !documents(/^(4|default)/)) || (action === 'replace' && documents(/^201$/));
};

/** A sentence that asks to send a property; empty where the request that is shown does. */
export const sending = ({ name, isSent }: Pick<Trying, 'name' | 'isSent'>): string =>
  isSent ? '' : `Add \`${name}\` to the body. `;
