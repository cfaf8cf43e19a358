import type { Contract, Operation } from '../../src/contract/contract.ts';

/** Gives the path of a URL below a base URL; null where it isn't below it. */
export const pathBelow = (base: string, url: string): string | null => {
  const [root, { origin, pathname }] = [new URL(base), new URL(url)];
  const folder = root.pathname.replace(/\/+$/, '');
  return origin === root.origin && `${pathname}/`.startsWith(`${folder}/`) ? pathname.slice(folder.length) : null;
};

const patternOf = (path: string): RegExp => {
  const parts = path.split(/\{[^{}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}/?$`);
};

const parametersIn = ({ path }: Operation): number => path.split('{').length;

/** Finds the operation that a request was made to; a path without parameters goes before one that has some (OpenAPI 3.1, 4.8.8.2). */
export const matchOperation = ({ operations }: Contract, method: string, path: string): Operation | null =>
  operations
    .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
    .toSorted((one, other) => parametersIn(one) - parametersIn(other))[0] ?? null;
