import type { Exchange } from '../../conformance/http/exchange.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import { jsonValueOf } from '../../src/document/json-text.ts';
import { isWithin, placeOf } from './place.ts';

/** Something that Prism's proxy says of an answer: of which operation, where, and in which words. */
export interface Remark {
  readonly operation: string;
  readonly place: string;
  readonly text: string;
}

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

/** What Prism's proxy remarks on an answer in its header `sl-violations`; what it says of requests is no remark on a server. */
export const remarksOn = (operation: string, { response }: Exchange): readonly Remark[] => {
  const header = response?.headers['sl-violations'] ?? 'null';
  // A list that is too long for a header is announced, and cut off.
  if (header.startsWith('Too many violations')) return [{ operation, place: '', text: 'too many' }];
  const told = jsonValueOf(header) as unknown as readonly Violation[] | null;
  return (told ?? []).flatMap(({ location: [part, , ...rest], message }) =>
    part === 'response'
      ? [
          {
            operation,
            place: rest.map((step) => `/${/^\d+$/.test(step) ? '*' : step}`).join(''),
            text: message.replaceAll(/\d+/g, 'n'),
          },
        ]
      : [],
  );
};

/** Whether a remark may be about a clause: it is of its operation, and about a place on the way to its own, or below it. */
export const isAbout = ({ operation, place }: Remark, clause: Clause): boolean => {
  const own = placeOf(clause);
  return operation === clause.operation && (isWithin(own, place) || isWithin(place, own));
};
