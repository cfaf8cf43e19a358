import type { Contract } from '../../clauses/contract.ts';
import { type JournalEntry, shownBody } from './journal.ts';
import { maskedParts } from './masked-parts.ts';

/** Makes what masks the secrets of an entry of the journal; `masked` masks the mock's own credentials, wherever they stand. */
export const entryMask = (
  contracts: readonly Contract[],
  masked: (text: string) => string,
): ((entry: JournalEntry) => JournalEntry) => {
  const parts = maskedParts(contracts);
  const messageOf = ({ headers, body }: JournalEntry['request'] | JournalEntry['response']) => {
    const text = parts.body(body, headers['content-type']);
    return { headers: parts.headers(headers, masked), body: shownBody(text === null ? null : masked(text)) };
  };
  return (entry) => ({
    ...entry,
    request: { ...entry.request, ...messageOf(entry.request), query: masked(parts.query(entry.request.query)) },
    response: { ...entry.response, ...messageOf(entry.response) },
  });
};
