import { isObject, type OpenApiDocument, objectAt, stringAt } from '../document/document.ts';
import type { Operation, Resource } from './api-description.ts';
import { templateParameters } from './path-template.ts';

/** Reads the resources that a validated document declares, with the operations that act on each. */
export const readResources = (document: OpenApiDocument, operations: readonly Operation[]): readonly Resource[] =>
  Object.entries(objectAt(document, 'x-resources')).map(([name, declared]) => {
    const own = operations.filter(({ does }) => does?.resource === name);
    const takingId = own.find(({ does }) => does !== null && does.action !== 'create' && does.action !== 'list');
    const idParameter = takingId === undefined ? null : (templateParameters(takingId.path).at(-1) ?? null);
    const [parent] = Object.entries(objectAt(declared, 'parent'));
    const scope = new Set(
      own.flatMap(({ path }) => templateParameters(path)).filter((parameter) => parameter !== idParameter),
    );
    return {
      name,
      id: stringAt(declared, 'id') ?? 'id',
      one: stringAt(declared, 'one') ?? null,
      many: stringAt(declared, 'many') ?? null,
      sent: stringAt(declared, 'sent') ?? '',
      total: stringAt(declared, 'total') ?? null,
      parent: parent === undefined || !isObject(declared) ? null : { property: parent[0], resource: String(parent[1]) },
      embedded: stringAt(declared, 'embedded') ?? null,
      operations: Object.fromEntries(own.map(({ does, id }) => [does?.action ?? '', id])),
      idParameter,
      scope: [...scope],
    };
  });
