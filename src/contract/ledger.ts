import type { Clause } from './clause.ts';
import type { Operation } from './contract.ts';
import type { OpenApiDocument } from './document.ts';
import { type Draft, draftClauses } from './operation-clauses.ts';
import type { OperationOrigin } from './operation-origin.ts';
import { levelOf, sourceOf } from './provenance.ts';
import type { SchemaValidator } from './schema-validator.ts';

/** Says why a clause can't be judged by this tool, or null where it can. */
const whyNotApplicable = (draft: Draft, validator: SchemaValidator): string | null => {
  if (draft.schema === null || draft.kind === 'holds') return null;
  const { format } = draft.schema;
  if (draft.kind === 'format' && typeof format === 'string' && !validator.knowsFormat(format)) {
    return `the format ${format} is not known to this tool`;
  }
  try {
    validator.compile(draft.schema);
    return null;
  } catch (error) {
    return `the keyword cannot be read: ${(error as Error).message}`;
  }
};

/** Gives an id that no clause bears yet: where one place makes two different promises of a kind (by `allOf`), the second gets a number. */
const freeId = (id: string, taken: ReadonlyMap<string, Clause>): string => {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id}~${count}`;
  return free;
};

/**
 * Writes every clause of one contract, in the order in which its promises stand there.
 * What is MAY makes no clause; the same promise at the same place makes one.
 */
export const writeLedger = (
  api: string,
  document: OpenApiDocument,
  operations: readonly { readonly operation: Operation; readonly origin: OperationOrigin }[],
  validator: SchemaValidator,
): readonly Clause[] => {
  const clauses = new Map<string, Clause>();
  for (const { operation, origin } of operations) {
    for (const draft of draftClauses(document, operation, origin)) {
      const level = levelOf(draft.trail, draft.kind);
      if (level === 'MAY') continue;
      const id = `${api}/${operation.id}${draft.path}:${draft.kind}`;
      const earlier = clauses.get(id);
      if (earlier !== undefined && JSON.stringify(earlier.schema) === JSON.stringify(draft.schema)) continue;
      const clause: Clause = {
        id: freeId(id, clauses),
        api,
        operation: operation.id,
        kind: draft.kind,
        level,
        source: sourceOf(draft.trail, draft.kind),
        pointer: draft.pointer,
        subject: draft.subject,
        at: draft.at,
        schema: draft.schema,
        givenType: draft.givenType,
        notApplicable: whyNotApplicable(draft, validator),
      };
      clauses.set(clause.id, clause);
    }
  }
  return [...clauses.values()];
};
