import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContractError, type ContractProblem } from './contract-error.ts';
import type { JsonObject } from './document.ts';
import { pointerTo, valueAt } from './json-pointer.ts';
import type { ObjectKind } from './openapi-walk.ts';
import type { ReferenceFolders } from './reference-folders.ts';
import { type FoundReference, findReferences, type Seen, setReference, splitReference } from './reference-places.ts';
import { parseYaml, type YamlSource } from './yaml-source.ts';

/** Several times as many as the most divided public documents have (some 2,000). */
export const filesMax = 10_000;

/** Twice the largest single file: all of them are held in memory at once, several times over. */
const filesBytesMax = 64 * 1024 * 1024;

/** A file of a contract: the one that was named, or one that it refers to. */
interface ContractFile {
  /** As it is shown. */
  readonly name: string;
  readonly path: string;
  readonly source: YamlSource;
  /** Its references by the pointers of the objects that hold them. */
  readonly references: Map<string, FoundReference>;
}

/** What a problem says, but where it is. */
type Told = Omit<ContractProblem, 'line'>;

/** A place of a file, and the kind of object that it is taken for. */
interface Place {
  readonly file: ContractFile;
  readonly pointer: string;
  readonly kind: ObjectKind;
}

/** What a contract consists of: documents that refer to each other by these names, the contract itself first. */
export type GatheredFiles = readonly { readonly name: string; readonly document: JsonObject }[];

const isUrl = (path: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(path);

/** The path of the file that a reference names, as it is shown. */
const namedPath = ({ name }: ContractFile, path: string): string => {
  if (isUrl(path)) return fileURLToPath(path);
  const decoded = decodeURIComponent(path);
  return isAbsolute(decoded) ? decoded : join(dirname(name), decoded);
};

const whyNoPath = (path: string): Told | null => {
  if (/^https?:/i.test(path)) {
    return { message: 'leads to the network, which is never asked.', next: 'Refer to a copy in a local file.' };
  }
  const next = 'Refer to a file by a relative path, such as ./schemas.yaml.';
  if (isUrl(path) && !/^file:/i.test(path)) return { message: 'is no path of a file.', next };
  try {
    if (isUrl(path)) fileURLToPath(path);
    else decodeURIComponent(path);
    return null;
  } catch {
    return { message: 'is no path of a file.', next };
  }
};

const unread: Readonly<Record<'elsewhere' | 'hidden', Told>> = {
  elsewhere: {
    message: "leads outside the contract's folder.",
    next: 'Copy the file into the folder, or allow its own with --allow-refs DIR.',
  },
  hidden: {
    message: 'leads to a hidden file, or into a hidden folder.',
    next: 'Give it a name without a dot at its beginning, or allow its own folder with --allow-refs DIR.',
  },
};

const nowhere: Told = {
  message: 'leads nowhere: nothing stands there.',
  next: 'Correct the reference, or describe what it names.',
};

/** What is wrong with a reference where it stands, whatever it leads to. */
const whyNoReference = ({ as, ref }: FoundReference): Told | null => {
  if (as === 'data') return { message: 'may not stand in a value.', next: 'Write out there what it names.' };
  // Such as an extension of somebody else's: it isn't followed, and does no harm inside the document.
  if (as === 'misplaced' && !ref.startsWith('#')) {
    return { message: 'may not stand here: OpenAPI 3.1 allows no reference.', next: 'Write out there what it names.' };
  }
  return null;
};

class Gathering {
  readonly files: ContractFile[];
  readonly #folders: ReferenceFolders;
  readonly #byPath: Map<string, ContractFile>;
  readonly #problems = new Map<ContractFile, Map<string, ContractProblem>>();
  #bytes = 0;

  constructor(main: ContractFile, folders: ReferenceFolders) {
    this.files = [main];
    this.#byPath = new Map([[main.path, main]]);
    this.#folders = folders;
  }

  tell(file: ContractFile, { pointer, ref }: FoundReference, { message, next }: Told): null {
    const at = pointerTo(pointer, '$ref');
    const problems = this.#problems.get(file) ?? new Map<string, ContractProblem>();
    this.#problems.set(file, problems);
    const told = `$ref ${JSON.stringify(ref)} ${message} (${at})`;
    problems.set(at, { line: file.source.lineOf(at), message: told, next });
    return null;
  }

  throwProblems(): void {
    for (const [{ name }, problems] of this.#problems) throw new ContractError(name, [...problems.values()]);
  }

  /** The file that a reference leads to, which is read where it wasn't; null where that is told to be impossible. */
  async fileOf(file: ContractFile, reference: FoundReference): Promise<ContractFile | null> {
    const { path } = splitReference(reference.ref);
    if (path === '') return file;
    const why = whyNoPath(path);
    if (why !== null) return this.tell(file, reference, why);
    const name = namedPath(file, path);
    const known = this.#byPath.get(resolve(name));
    if (known !== undefined) return known;
    const read = await this.#folders.read(resolve(name));
    if (read === 'elsewhere' || read === 'hidden') return this.tell(file, reference, unread[read]);
    if ('unreadable' in read) {
      return this.tell(file, reference, {
        message: `cannot be followed. ${read.unreadable}`,
        next: 'Correct the reference.',
      });
    }
    this.#bytes += read.bytes;
    if (this.files.length >= filesMax || this.#bytes > filesBytesMax) {
      const message = `is one too many: ${filesMax} files and ${filesBytesMax} bytes are read at most.`;
      this.tell(file, reference, { message, next: 'Divide the contract, or bundle it.' });
      this.throwProblems();
    }
    const found = { name, path: resolve(name), source: parseYaml(name, read.text), references: new Map() };
    this.files.push(found);
    this.#byPath.set(found.path, found);
    return found;
  }

  /** The place that a reference leads to; null where that is told to be impossible, or where none may stand. */
  async follow(file: ContractFile, reference: FoundReference): Promise<Place | null> {
    const { as: kind, ref } = reference;
    if (kind === 'data' || kind === 'misplaced') return null;
    const { pointer } = splitReference(ref);
    if (pointer === null) {
      const message = 'names no place by a JSON Pointer.';
      return this.tell(file, reference, { message, next: 'Refer to it by its place: #/components/schemas/….' });
    }
    const target = await this.fileOf(file, reference);
    if (target === null) return null;
    if (valueAt(target.source.value, pointer) !== undefined) return { file: target, pointer, kind };
    return this.tell(file, reference, nowhere);
  }

  /** Walks from place to place, and keeps what references there are in each. */
  async walk(start: Place): Promise<void> {
    const places = [start];
    const seen: Seen = new WeakMap();
    for (const { file, pointer, kind } of places) {
      for (const found of findReferences(valueAt(file.source.value, pointer) ?? null, kind, pointer, seen)) {
        const { references } = file;
        const before = references.get(found.pointer);
        // What is somebody's extension at one place may be what a reference elsewhere leads to.
        if (before === undefined || before.as === 'misplaced') references.set(found.pointer, found);
        const target = await this.follow(file, found);
        if (target !== null) places.push(target);
      }
    }
  }

  checkPlaces(): void {
    for (const file of this.files) {
      for (const reference of file.references.values()) {
        const why = whyNoReference(reference);
        const { path, pointer } = splitReference(reference.ref);
        if (why !== null) this.tell(file, reference, why);
        else if (path === '' && pointer !== null && valueAt(file.source.value, pointer) === undefined)
          this.tell(file, reference, nowhere);
      }
    }
  }

  /** The files, with references between them by names of our own: whoever bundles them need not, and can't, look for another file. */
  gathered(): GatheredFiles {
    const names = new Map(this.files.map((file, index) => [file.path, `${index}.json`]));
    return this.files.map((file, index) => {
      const document = structuredClone(file.source.value);
      for (const { pointer, ref, as } of file.references.values()) {
        const { path } = splitReference(ref);
        const target = path === '' || as === 'misplaced' ? undefined : names.get(resolve(namedPath(file, path)));
        if (target !== undefined) setReference(document, pointer, `${target}#${ref.split('#')[1] ?? ''}`);
      }
      return { name: `${index}.json`, document };
    });
  }
}

/**
 * Reads all files that a contract refers to, and checks each reference: that it stands where OpenAPI 3.1 or JSON Schema allow one,
 * that it leads to a regular file of an allowed folder, and to something in it.
 *
 * @throws {ContractError} that names the references for which that isn't so. It quotes nothing of a file that may not be read.
 */
export const gatherFiles = async (
  file: string,
  source: YamlSource,
  folders: ReferenceFolders,
): Promise<GatheredFiles> => {
  const main: ContractFile = { name: file, path: resolve(file), source, references: new Map() };
  const gathering = new Gathering(main, folders);
  await gathering.walk({ file: main, pointer: '', kind: 'root' });
  gathering.checkPlaces();
  gathering.throwProblems();
  return gathering.gathered();
};
