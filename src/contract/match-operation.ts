import type { ApiDescription, Operation } from './api-description.ts';
import { pathReader } from './path-template.ts';

/** An operation, with the texts that stand in the places of its path parameters. */
export interface Matched {
  readonly operation: Operation;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The path of a URL below a base URL; null where it isn't below it. */
export const pathBelow = (base: string, url: string): string | null => {
  const [root, { origin, pathname }] = [new URL(base), new URL(url)];
  const folder = root.pathname.replace(/\/+$/, '');
  return origin === root.origin && `${pathname}/`.startsWith(`${folder}/`) ? pathname.slice(folder.length) : null;
};

const countIn = (path: string): number => path.split('{').length;

/** Finds the operation that a request was made to: first the path, of which one without parameters goes before one with some (OpenAPI 3.1, 4.8.8.2), then the method. */
export const matchOperation = ({ operations }: ApiDescription, method: string, path: string): Matched | null => {
  const found = operations
    .map((operation) => ({ operation, parameters: pathReader(operation.path)(path) }))
    .filter((one): one is Matched => one.parameters !== null)
    .toSorted((one, other) => countIn(one.operation.path) - countIn(other.operation.path));
  const [nearest] = found;
  return (
    found.find(({ operation }) => operation.path === nearest?.operation.path && operation.method === method) ?? null
  );
};
