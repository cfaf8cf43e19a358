import type { OpenApiDocument } from '../document/document.ts';
import { pointerTo } from '../document/json-pointer.ts';
import { reachedObjects } from '../document/reached-objects.ts';
import type { SchemaProblem } from './schema-problems.ts';

/** JSON Schema 2020-12, and OpenAPI's own dialect of it, whatever its date (OpenAPI 3.1.1, 4.8.24.1). */
const known =
  /^(https?:\/\/json-schema\.org\/draft\/2020-12\/schema|https:\/\/spec\.openapis\.org\/oas\/3\.1\/dialect\/[\w-]+)#?$/;

/** Finds schemas that are written in another dialect than can be read: the same words may mean something else there. */
export const dialectProblems = (document: OpenApiDocument): readonly SchemaProblem[] => {
  const problems: SchemaProblem[] = [];
  for (const { kind, object, pointer } of reachedObjects(document)) {
    const word = kind === 'root' ? 'jsonSchemaDialect' : kind === 'schema' ? '$schema' : null;
    const dialect = word === null ? undefined : object[word];
    if (word === null || typeof dialect !== 'string' || known.test(dialect)) continue;
    problems.push({
      pointer: pointerTo(pointer, word),
      message: `${word} is ${JSON.stringify(dialect)}, and only JSON Schema 2020-12 is read.`,
      next: `Write what it says in 2020-12, and leave out ${word}.`,
    });
  }
  return problems;
};
