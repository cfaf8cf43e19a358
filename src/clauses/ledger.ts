import type { Operation } from '../contract/api-description.ts';
import type { OperationOrigin } from '../contract/operation-origin.ts';
import { levelOf, sourceOf } from '../contract/provenance.ts';
import { arrayAt, type OpenApiDocument } from '../document/document.ts';
import { patternOf } from '../schema/pattern.ts';
import { whyUnreadContent } from '../schema/promised-content.ts';
import { whoseAllHave } from '../schema/promised-format.ts';
import type { SchemaValidator } from '../schema/schema-validator.ts';
import type { Clause } from './clause.ts';
import { createClauseRoom } from './clause-room.ts';
import { patternsOfStep } from './given-up.ts';
import { type Draft, draftClauses } from './operation-clauses.ts';

/** Why a clause can't be judged by this tool, or null where it can. */
const whyNotApplicable = (draft: Draft, validator: SchemaValidator): string | null => {
  if (draft.schema === null || draft.kind === 'holds') return null;
  const { format } = draft.schema;
  if (draft.kind === 'format' && typeof format === 'string') {
    if (!validator.knowsFormat(format)) return `the format ${format} is not known to this tool`;
    const all = whoseAllHave(format, draft.givenType);
    if (all !== null) return `every ${all} has the format ${format}`;
  }
  if (draft.kind === 'contentMediaType') {
    const unread = whyUnreadContent(draft.schema);
    if (unread !== null) return unread;
  }
  const why = validator.whyUnreadable(draft.schema);
  if (why !== null) return `the keyword cannot be read: ${why}`;
  const name = draft.at.flatMap(patternsOfStep).find((pattern) => patternOf(pattern) === null);
  return name === undefined ? null : `the pattern ${name} of properties cannot be read`;
};

/** An id that no clause bears yet: where one place makes two different promises of a kind (by `allOf`), the second gets a number. */
const freeId = (id: string, taken: ReadonlyMap<string, Clause>): string => {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id}~${count}`;
  return free;
};

/**
 * Writes every clause of the operations of one contract, in the order in which its promises stand there; what its resources promise follows elsewhere (`behaviour-clauses.ts`).
 * What is MAY makes no clause; the same promise at the same place makes one.
 */
export const writeLedger = (
  api: string,
  document: OpenApiDocument,
  operations: readonly { readonly operation: Operation; readonly origin: OperationOrigin }[],
  validator: SchemaValidator,
): readonly Clause[] => {
  const clauses = new Map<string, Clause>();
  const promised = new Set<string>();
  const reading = { document, room: createClauseRoom() };
  for (const { operation, origin } of operations) {
    for (const draft of draftClauses(reading, operation, origin)) {
      const level = levelOf(draft.trail, draft.kind);
      if (level === 'MAY') continue;
      const id = `${api}/${operation.id}${draft.path}:${draft.kind}`;
      const promise = JSON.stringify([id, draft.schema]);
      if (promised.has(promise)) continue;
      promised.add(promise);
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
        asWritten: draft.asWritten,
        givenType: draft.givenType,
        notApplicable: whyNotApplicable(draft, validator),
      };
      clauses.set(clause.id, clause);
    }
  }
  return nullAsAbsence([...clauses.values()]);
};

/**
 * Where it is only inferred that an answer has a property, it is only inferred that the property isn't null:
 * a null there breaks `required`, a SHOULD, and not the printed type.
 */
const nullAsAbsence = (clauses: readonly Clause[]): readonly Clause[] => {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const sibling = ({ id, subject }: Clause, kind: 'type' | 'required'): Clause | undefined =>
    subject.of === 'response' ? byId.get(`${id.slice(0, id.lastIndexOf(':'))}:${kind}`) : undefined;
  return clauses.map((clause) => {
    const type = clause.kind === 'type' ? clause : clause.kind === 'required' ? sibling(clause, 'type') : undefined;
    const required =
      clause.kind === 'required' ? clause : clause.kind === 'type' ? sibling(clause, 'required') : undefined;
    if (type?.level !== 'MUST' || required?.level !== 'SHOULD' || typeof type.schema?.type !== 'string') return clause;
    if (clause === type) return { ...clause, schema: { type: [type.schema.type, 'null'] } };
    const [name] = arrayAt(clause.schema ?? {}, 'required').map(String);
    return name === undefined
      ? clause
      : { ...clause, schema: { required: [name], properties: { [name]: { not: { type: 'null' } } } } };
  });
};
