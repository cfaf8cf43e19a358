import { brokenRequests } from './broken-requests.ts';
import type { Check, CheckContext, CheckMaker } from './check.ts';
import { credentials } from './credentials.ts';
import { documentedExamples } from './documented-examples.ts';
import { validRequests } from './valid-requests.ts';

/** Every kind of check, the cheapest and most telling first. A test compares this list with the folder. */
export const checkMakers: Readonly<Record<string, CheckMaker>> = {
  'documented-examples': documentedExamples,
  'valid-requests': validRequests,
  credentials,
  'broken-requests': brokenRequests,
};

/** Gives every check of a contract, kind by kind. */
export const checksOf = (context: CheckContext): readonly Check[] =>
  Object.values(checkMakers).flatMap((make) =>
    context.contract.operations.flatMap((operation) => make(context, operation)),
  );
