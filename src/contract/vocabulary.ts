import { isObject, type JsonObject, type JsonValue, objectAt } from '../document/document.ts';
import { pointerTo, pointerTokens } from '../document/json-pointer.ts';
import { editDistance, nearestName } from '../document/likeness.ts';
import { type ObjectKind, objectKinds, type Visited } from '../document/openapi-walk.ts';
import { reachedObjects } from '../document/reached-objects.ts';
import { type SchemaValidator, schemaValidator } from '../schema/schema-validator.ts';
import { type Action, actions } from './api-description.ts';
import vocabularySchema from './vocabulary.schema.json' with { type: 'json' };

/** Something that is wrong with a word of the vocabulary. */
export interface VocabularyProblem {
  readonly pointer: string;
  readonly message: string;
  readonly next: string;
}

/** Objects of which no promise is made: an extension there is somebody else's, whatever it is called. */
const unread: readonly ObjectKind[] = ['callback', 'encoding', 'example', 'link', 'security scheme'];

const annotated = objectKinds.filter((kind) => kind !== 'components' && !unread.includes(kind));

/** The words, with the kinds of object that may bear each. */
const words: Readonly<Record<string, readonly ObjectKind[]>> = {
  'x-documents': ['root'],
  'x-resources': ['root'],
  'x-refusal': ['root'],
  'x-source': annotated,
  'x-level': annotated,
  'x-does': ['operation'],
  'x-values': ['parameter', 'schema'],
  'x-page': ['parameter'],
  'x-filter': ['parameter'],
  'x-secret': ['schema'],
  'x-time': ['schema'],
  'x-holds': ['schema'],
};

/** In a short word, two other letters make another word (`x-date`, `x-page`). */
const shortWordMax = 'x-level'.length;

const lettersOf = (word: string): string => [...word].toSorted().join('');

/** Other people's extensions are welcome; one that is this close to a word of ours, or has its letters, is a typing mistake. */
const isTypingMistake = (written: string, word: string): boolean =>
  editDistance(written, word) <= (word.length > shortWordMax ? 2 : 1) || lettersOf(written) === lettersOf(word);

const next = 'docs/vocabulary.md describes the words.';

const checkWord = (visited: Visited, word: string, validator: SchemaValidator): VocabularyProblem[] => {
  const pointer = pointerTo(visited.pointer, word);
  const places = words[word];
  if (places === undefined) {
    const nearest = nearestName(word, Object.keys(words));
    if (!isTypingMistake(word, nearest)) return [];
    return [{ pointer, message: `${word} is not a word of the vocabulary.`, next: `Did you mean ${nearest}? ${next}` }];
  }
  if (!places.includes(visited.kind)) {
    return [
      {
        pointer,
        message: `${word} has no meaning where it stands (${visited.kind}).`,
        next: `It belongs in: ${places.join(', ')}.`,
      },
    ];
  }
  const [violation] = validator.compile({ $ref: `#/$defs/${word}` })(visited.object[word]);
  if (violation === undefined) return [];
  const where = pointer + violation.pointer;
  return [{ pointer: where, message: `${word} does not fit the vocabulary: ${violation.message}.`, next }];
};

const reservedValues = ['owner', 'unspecified', 'url'];

/** Checks that what a word names is declared. */
const checkNames = (visited: Visited, document: JsonObject): VocabularyProblem[] => {
  const resources = Object.keys(objectAt(document, 'x-resources'));
  const documents = Object.keys(objectAt(document, 'x-documents'));
  const problems: VocabularyProblem[] = [];
  const expect = (name: JsonValue | undefined, known: readonly string[], word: string, kind: string): void => {
    if (typeof name !== 'string' || known.includes(name)) return;
    const message = `${word} names ${JSON.stringify(name)}, which is no ${kind}.`;
    problems.push({
      pointer: pointerTo(visited.pointer, word),
      message,
      next: `Known are: ${known.join(', ') || 'none'}.`,
    });
  };
  const source = visited.object['x-source'];
  for (const citation of Array.isArray(source) ? source : [source]) {
    if (isObject(citation)) expect(citation.document, documents, 'x-source', 'key of x-documents');
  }
  const does = visited.object['x-does'];
  if (isObject(does)) {
    const { omitted: _omitted, property: _property, id: _id, from: _from, ...action } = does;
    for (const name of Object.values(action)) expect(name, resources, 'x-does', 'resource of x-resources');
  }
  expect(visited.object['x-values'], [...reservedValues, ...resources], 'x-values', 'resource of x-resources');
  for (const resource of Object.values(objectAt(visited.object, 'x-resources'))) {
    for (const name of Object.values(objectAt(resource, 'parent')))
      expect(name, resources, 'x-resources', 'resource of x-resources');
  }
  return problems;
};

const reading = ['get', 'head', 'options', 'trace'];

/** The methods that each kind of action may stand at: nothing that is called a reading deletes, and nothing that is safe writes. */
const methodsFor = (action: Action): ((method: string) => boolean) => {
  if (action === 'list' || action === 'read') return (method) => reading.includes(method) || method === 'post';
  if (action === 'create') return (method) => ['post', 'put', 'patch'].includes(method);
  return (method) => !reading.includes(method);
};

/** Checks that what an operation is said to do can be done by its method: a run trusts the word with what it writes to. */
const checkMethods = (document: JsonObject): VocabularyProblem[] =>
  [...reachedObjects(document)].flatMap(({ kind, object, pointer }) => {
    const does = object['x-does'];
    const action = isObject(does) ? actions.find((name) => does[name] !== undefined) : undefined;
    const method = pointerTokens(pointer).at(-1) ?? '';
    if (kind !== 'operation' || action === undefined || methodsFor(action)(method)) return [];
    const message = `x-does says ${action}, which ${method.toUpperCase()} does not do.`;
    return [
      {
        pointer: pointerTo(pointer, 'x-does'),
        message,
        next: 'Say what the operation does to the resource, or leave x-does out.',
      },
    ];
  });

/** Checks that no two operations do the same to a resource, since either could be meant. */
const checkActions = (document: JsonObject): VocabularyProblem[] => {
  const seen = new Map<string, string>();
  const problems: VocabularyProblem[] = [];
  for (const { kind, object, pointer } of reachedObjects(document)) {
    const does = object['x-does'];
    if (kind !== 'operation' || !isObject(does)) continue;
    const action = actions.find((name) => does[name] !== undefined);
    if (action === undefined) continue;
    const key = `${action} ${String(does[action])}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const message = `Two operations say that they ${key}.`;
      problems.push({ pointer: pointerTo(pointer, 'x-does'), message, next: `The other stands at ${earlier}.` });
    }
    seen.set(key, pointer);
  }
  return problems;
};

/** Checks every word of the vocabulary in a document: its place, its form, and that what it names is declared. */
export const vocabularyProblems = (document: JsonObject): readonly VocabularyProblem[] => {
  const validator = schemaValidator(vocabularySchema as unknown as JsonObject);
  const problems: VocabularyProblem[] = [];
  for (const visited of reachedObjects(document)) {
    if (unread.includes(visited.kind)) continue;
    const found = Object.keys(visited.object)
      .filter((key) => key.startsWith('x-'))
      .flatMap((word) => checkWord(visited, word, validator));
    problems.push(...found, ...(found.length === 0 ? checkNames(visited, document) : []));
  }
  return [...problems, ...checkActions(document), ...checkMethods(document)];
};
