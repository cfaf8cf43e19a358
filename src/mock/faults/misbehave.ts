import type { BehaviourKind } from '../../contract/behaviour-kinds/list.ts';
import type { Clause } from '../../contract/clause.ts';
import type { Contract } from '../../contract/contract.ts';
import { isObject, type JsonValue } from '../../contract/document.ts';
import { pointerTo, withValueAt } from '../../contract/json-pointer.ts';
import { schemaValidator } from '../../contract/schema-validator.ts';
import { sentValues } from '../../contract/sent-values.ts';
import type { ApiSession, Memory, MemoryOutcome, MemoryRequest } from '../memory/memory.ts';
import type { BrokenClauses } from './faults.ts';
import { misbehaviours } from './misbehaviours.ts';
import type { Perform } from './situation.ts';

/** What is known of a request besides what it asks for: the documented answer's body, the clauses that are broken, and whether it races another. */
export interface Performance {
  readonly body: JsonValue | undefined;
  readonly broken: BrokenClauses;
  readonly racing: boolean;
}

/** Performs requests on what a session holds, but for the behaviours that are to be broken. */
export interface Misbehave {
  perform(session: ApiSession, request: MemoryRequest, { body, broken, racing }: Performance): MemoryOutcome | null;
  /** Does what a refused request asked for, where it is to leave a trace. */
  leaveTrace(session: ApiSession, request: MemoryRequest, broken: BrokenClauses): void;
}

/** Makes what misbehaves for one API. */
export const createMisbehave = (contract: Contract, memory: Memory): Misbehave => {
  const validator = schemaValidator(contract.document);
  const behavioursOf = (broken: BrokenClauses, { operation }: MemoryRequest): readonly Clause[] =>
    (broken.get(operation.id) ?? []).filter(({ subject }) => subject.of === 'resource');

  /** What was let through although it breaks the contract isn't kept: answers go on as promised. */
  const sound = (session: ApiSession, request: MemoryRequest): MemoryRequest => {
    const place = memory.locate(session, request);
    if (place === null || !isObject(request.body)) return request;
    const { shape, does } = place.plan;
    const unsound = [...sentValues(shape, request.operation, does, request.body)].filter(
      ([name, value]) => validator.compile(shape.properties.get(name) ?? true)(value).length > 0,
    );
    const body = unsound.reduce<JsonValue | undefined>(
      (left, [name]) => withValueAt(left, does.from[name] ?? pointerTo(shape.resource.sent, name), undefined),
      request.body,
    );
    return { ...request, body };
  };

  const perform: Misbehave['perform'] = (session, asked, { body, broken, racing }) => {
    const request = broken.has(asked.operation.id) ? sound(session, asked) : asked;
    const remembered: Perform = (wanted) => memory.perform(session, wanted, body);
    const misbehaving = behavioursOf(broken, request).reduce<Perform>((next, { kind, subject }) => {
      const misbehaviour = misbehaviours[kind as BehaviourKind];
      const name = subject.of === 'resource' ? (subject.name ?? '') : '';
      return (wanted) => {
        const place = memory.locate(session, wanted);
        return place === null
          ? next(wanted)
          : misbehaviour({ memory, session, validator, contract, place, name, racing }, wanted, next);
      };
    }, remembered);
    return misbehaving(request);
  };

  return {
    perform,
    leaveTrace(session, request, broken) {
      if (behavioursOf(broken, request).some(({ kind }) => kind === 'traceless'))
        memory.perform(session, sound(session, request), undefined);
    },
  };
};
