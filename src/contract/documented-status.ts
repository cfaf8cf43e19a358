import { follow, followAt } from '../document/follow-reference.ts';
import { pointerTokens } from '../document/json-pointer.ts';
import type { ApiDescription, Operation } from './api-description.ts';
import { documentedResponse, matchesStatus } from './documented-response.ts';
import { levelOf } from './provenance.ts';

/** Whether a contract promises an answer under a name, say `default`; what is MAY there only says what such an answer may look like. */
const isPromised = ({ document }: ApiDescription, operation: Operation, name: string): boolean => {
  const way = [...pointerTokens(operation.pointer), 'responses', name];
  const { trail } = way.reduce((at, token) => followAt(document, at, token), follow(document, document, '', []));
  return levelOf(trail, 'status') !== 'MAY';
};

/** Whether a contract documents a status: by its number, or with others, as a range or whatever is left. */
export const isDocumentedStatus = (contract: ApiDescription, operation: Operation, status: number): boolean =>
  (documentedResponse(operation, status)?.statuses ?? []).some((name) => {
    if (name === String(status)) return true;
    return (name === 'default' || matchesStatus(name, status)) && isPromised(contract, operation, name);
  });
