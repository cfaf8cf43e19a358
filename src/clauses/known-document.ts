import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type OpenApiDocument } from '../document/document.ts';
import { jsonValueOf } from '../document/json-text.ts';
import { packageFolder } from '../package-folder.ts';

/** A document as it was read from a contract's text, so that the same text needn't be read again. */
export interface KnownDocument {
  /** Of the text. */
  readonly sha256: string;
  readonly document: OpenApiDocument;
}

/** Where generation leaves the known document of a contract, in the folder that bears its id. */
export const knownDocumentFile = 'document.json';

/** What a text is known by. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The document that generation read from exactly this text, or null. A contract that says as much as a comma more is read as any other. */
export const knownDocument = async (id: string, text: string): Promise<OpenApiDocument | null> => {
  const file = join(packageFolder(), 'src', 'generated', id, knownDocumentFile);
  const written = await readFile(file, 'utf8').catch(() => null);
  const known = written === null ? undefined : jsonValueOf(written);
  if (!isObject(known) || !isObject(known.document)) return null;
  return known.sha256 === digestOf(text) ? known.document : null;
};
