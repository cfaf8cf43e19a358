import type { Operation } from '../../src/contract/api-description.ts';
import { jsonBodySchema } from '../../src/contract/json-body-schema.ts';
import { withValueAt } from '../../src/document/json-pointer.ts';
import { messageDocument } from '../../src/document/message-document.ts';
import type { CallValues } from '../requests/call.ts';
import { extremeCharactersMax } from '../settings/limits.ts';
import { extremePlaces } from './extreme-places.ts';
import type { GenerationContext } from './generation.ts';
import { roundRobin } from './round-robin.ts';

/**
 * Returns requests like some ordinary ones, in whose body one value each is extreme, and of a kind that a server which takes it has no
 * reason to keep otherwise: what is cut, rounded or replaced there is lost.
 */
export const keptCalls = (
  operation: Operation,
  given: GenerationContext,
  ordinary: readonly CallValues[],
): readonly CallValues[] => {
  const context = { ...given, document: messageDocument(given.document, 'request') };
  const [schema, body] = [jsonBodySchema(operation), ordinary[0]?.body];
  if (schema === null || body === undefined) return [];
  const byPlace = extremePlaces(context, schema, body).map(({ pointer, extremes }) =>
    extremes.filter(({ isKept }) => isKept).map(({ make }) => ({ pointer, value: make(extremeCharactersMax) })),
  );
  const edges = roundRobin(byPlace);
  // Another request for each: what has to differ from what is there, say a name, differs.
  return ordinary.flatMap((values, index) => {
    const edge = edges[index];
    if (edge === undefined || values.body === undefined) return [];
    return [{ ...values, body: withValueAt(values.body, edge.pointer, edge.value) }];
  });
};
