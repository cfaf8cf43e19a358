import { arrayAt, isObject, type JsonObject, objectAt, stringAt } from './document.ts';
import { pointerTo } from './json-pointer.ts';
import type { Visited } from './openapi-walk.ts';
import { reachedObjects } from './reached-objects.ts';
import { splitReference } from './reference-places.ts';

/** A reference that can't be followed. */
export interface ReferenceProblem {
  /** JSON Pointer to the `$ref`. */
  readonly pointer: string;
  readonly message: string;
  readonly next: string;
}

/** More steps than any readable contract has in one place. */
const stepsMax = 100;

/** The places that speak of the same value as a schema or reference does (JSON Schema 2020-12, core, 10.2). */
const sameValuePlaces = ({ kind, object, pointer }: Visited): readonly string[] => {
  const referred = splitReference(stringAt(object, '$ref') ?? '');
  const places = referred.path === '' && referred.pointer !== null && '$ref' in object ? [referred.pointer] : [];
  if (kind !== 'schema') return places;
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    places.push(...[...arrayAt(object, keyword).keys()].map((index) => pointerTo(pointer, keyword, index)));
  }
  for (const keyword of ['not', 'if', 'then', 'else']) {
    if (isObject(object[keyword])) places.push(pointerTo(pointer, keyword));
  }
  for (const name of Object.keys(objectAt(object, 'dependentSchemas'))) {
    places.push(pointerTo(pointer, 'dependentSchemas', name));
  }
  return places;
};

/** More schemas than say something of one value in any readable contract; one with more is built to exhaust whoever follows them. */
const partsMax = 100_000;

/** Which schemas are made of too many others, those counted twice that are referred to twice. Nothing may go in a circle. */
export const exhaustingReferences = (document: JsonObject): readonly ReferenceProblem[] => {
  const visited = new Map([...reachedObjects(document)].map((object) => [object.pointer, object]));
  const counts = new Map<string, number>();
  const countAt = (pointer: string): number => {
    const object = visited.get(pointer);
    if (object === undefined) return 0;
    const count = counts.get(pointer) ?? sameValuePlaces(object).reduce((sum, next) => sum + countAt(next), 1);
    counts.set(pointer, count);
    return count;
  };
  // One that is built so is told of alone, without all that refer to it.
  const first = [...visited.keys()].find((pointer) => countAt(pointer) > partsMax);
  if (first === undefined) return [];
  const message = `With all that it refers to, this is made of more than ${partsMax} schemas.`;
  return [{ pointer: first, message, next: 'Refer to each of them once.' }];
};

/** Which references go in a circle without ever coming to a value of their own: a schema may hold itself, but not be itself. */
export const circularReferences = (document: JsonObject): readonly ReferenceProblem[] => {
  const visited = new Map([...reachedObjects(document)].map((object) => [object.pointer, object]));
  const finished = new Set<string>();
  const problems: ReferenceProblem[] = [];

  const walk = (pointer: string, passed: readonly string[]): void => {
    const object = visited.get(pointer);
    if (object === undefined || finished.has(pointer)) return;
    if (passed.includes(pointer)) {
      const circle = [...passed.slice(passed.indexOf(pointer)), pointer];
      const closing =
        circle.slice(0, -1).findLast((step) => typeof visited.get(step)?.object.$ref === 'string') ?? pointer;
      const message = `This $ref goes in a circle: ${circle.map((step) => `#${step}`).join(' → ')}.`;
      problems.push({ pointer: pointerTo(closing, '$ref'), message, next: 'Let one of them say what it is.' });
      return;
    }
    if (passed.length > stepsMax) {
      const message = `After ${stepsMax} references to references nothing has said what this is.`;
      problems.push({ pointer, message, next: 'Refer to it directly.' });
      return;
    }
    for (const next of sameValuePlaces(object)) walk(next, [...passed, pointer]);
    finished.add(pointer);
  };

  for (const pointer of visited.keys()) walk(pointer, []);
  return problems;
};
