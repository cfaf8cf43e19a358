import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import { type Evaluate, evaluator, valuesAt } from '../clauses/evaluate.ts';
import type { Response } from '../contract/api-description.ts';
import { operationById } from '../contract/contract-index.ts';
import { documentedResponse, documentsExact, matchesStatus } from '../contract/documented-response.ts';
import type { JsonValue } from '../document/document.ts';
import { withValueAt } from '../document/json-pointer.ts';
import { jsonValueOf } from '../document/json-text.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import type { HttpResponse } from '../http/messages.ts';
import { isSuccess } from '../http/statuses.ts';
import { type Broken, breakingAlone, waysToBreak } from '../values/break-clause.ts';
import { bodyOf } from './rewrite.ts';

/** A response in which a clause of responses is broken, and nothing that it doesn't entail; the same one where it has nothing to break. */
type BreakResponse = (clause: Clause, response: HttpResponse) => HttpResponse;

/** A media type that no API responds in. */
const foreignMediaType = 'text/html; charset=utf-8';

/** Statuses that few APIs document, those that say the same thing first. The one that is no success is for those that document all successes as a range. */
const otherSuccesses = [200, 202, 203, 206, 299, 300];
const otherRefusals = [418, 451, 409, 403, 499];

/** A body in which an empty array on the way to some values has the items that another body has there. */
const withItemsOf = (root: JsonValue, other: JsonValue, at: Clause['at']): JsonValue => {
  for (const depth of at.keys()) {
    const [own] = valuesAt(root, at.slice(0, depth));
    const [full] = valuesAt(other, at.slice(0, depth));
    if (own === undefined || full === undefined) return root;
    if (Array.isArray(own.value) && own.value.length === 0) return withValueAt(root, own.pointer, full.value) ?? root;
  }
  return root;
};

/** Whether one of two places may be on the way to the other: a change at one can't be seen from elsewhere. */
const areOnOneWay = (one: Clause['at'], other: Clause['at']): boolean =>
  one
    .slice(0, other.length)
    .every((step, index) => !('property' in step) || isSameProperty(step.property, other[index]));

const isSameProperty = (name: string, step: Clause['at'][number] | undefined): boolean =>
  step === undefined || !('property' in step) || step.property === name;

/** Makes what breaks the responses of one API. */
export const createBreakResponse = (contract: Contract): BreakResponse => {
  const evaluate: Evaluate = evaluator(contract.document);

  const breakBody = (clause: Clause, response: HttpResponse): HttpResponse => {
    const right = bodyOf(response);
    if (right === undefined) return response;
    const siblings = contract.clauses.filter(
      ({ operation, subject, notApplicable, kind, at }) =>
        operation === clause.operation &&
        subject.of === 'response' &&
        subject.part === 'body' &&
        subject.statuses.includes(statusNameOf(response, clause)) &&
        notApplicable === null &&
        !['media-type', 'well-formed'].includes(kind) &&
        areOnOneWay(at, clause.at),
    );
    const isBroken = (one: Clause, value: JsonValue | undefined): boolean =>
      evaluate(one, value, response.status).violations.length > 0;
    // An empty list has nothing in it to break, so that documented items are shown.
    const filled = documentedBodies(clause, response).map((example) => withItemsOf(right, example, clause.at));
    const root = [right, ...filled].find(
      (one) => valuesAt(one, clause.at).length > 0 && !siblings.some((sibling) => isBroken(sibling, one)),
    );
    const before = new Set(siblings.filter((one) => isBroken(one, right)));
    const candidates: { readonly way: Broken; readonly broken: readonly Clause[] }[] = [];
    for (const way of waysToBreak(clause, root ?? right, { siblings, place: 0 })) {
      const broken = siblings.filter((one) => !before.has(one) && isBroken(one, way.root));
      candidates.push({ way, broken });
      // The first that breaks nothing else is the one that would be chosen of all.
      if (broken.length === 1 && broken[0] === clause) break;
    }
    const [best] = breakingAlone(clause, candidates);
    return best === undefined ? response : { ...response, body: JSON.stringify(best.way.root) };
  };

  const responseOf = (clause: Clause, { status }: HttpResponse): Response | null => {
    const operation = operationById(contract, clause.operation);
    return operation === undefined ? null : documentedResponse(operation, status);
  };

  const documentedBodies = (clause: Clause, response: HttpResponse): readonly JsonValue[] => {
    const documented = responseOf(clause, response);
    return documented?.content.flatMap(({ examples }) => examples.map(({ value }) => value)) ?? [];
  };

  const otherStatus = (clause: Clause, response: HttpResponse): number => {
    const operation = operationById(contract, clause.operation);
    const { subject } = clause;
    if (operation === undefined || subject.of !== 'response') return response.status;
    const others = (isSuccess(response.status) ? otherSuccesses : otherRefusals).filter(
      (status) => status !== response.status,
    );
    const isUnknown = (status: number): boolean => documentedResponse(operation, status) === null;
    // Neither a range that may be answered nor what is left over (`default`) keeps the promise of a status.
    const breaksPromise = (status: number): boolean =>
      !subject.statuses.some((documented) => matchesStatus(documented, status)) && !documentsExact(operation, status);
    return others.find(isUnknown) ?? others.find(breaksPromise) ?? response.status;
  };

  /** The status by which clauses name a response: its own, or that of the range which documents it. */
  const statusNameOf = (response: HttpResponse, clause: Clause): string => {
    const documented = responseOf(clause, response);
    return documented?.statuses.find((name) => name === String(response.status)) ?? documented?.statuses[0] ?? '';
  };

  const breakHeader = (clause: Clause, response: HttpResponse, name: string): HttpResponse => {
    const key = name.toLowerCase();
    const { [key]: value, ...others } = response.headers;
    if (clause.kind === 'required' && clause.schema === null) return { ...response, headers: others };
    if (value === undefined) return response;
    const isJson = isJsonMediaType(
      responseOf(clause, response)?.headers.find((one) => one.name === name)?.mediaType ?? '',
    );
    const right = isJson ? jsonValueOf(value) : value;
    if (right === undefined) return response;
    const [broken] = waysToBreak(clause, right, { siblings: [clause], place: 0 })
      .filter(({ root }) => (isJson || typeof root === 'string') && evaluate(clause, root).violations.length > 0)
      .map(({ root }) => (isJson ? JSON.stringify(root) : String(root)))
      .filter((text) => /^[\x20-\x7e]+$/.test(text));
    return broken === undefined ? response : { ...response, headers: { ...others, [key]: broken } };
  };

  return (clause, response) => {
    const { subject, kind } = clause;
    if (subject.of !== 'response' || !subject.statuses.includes(statusNameOf(response, clause))) return response;
    if (subject.part === 'header') return breakHeader(clause, response, subject.name);
    switch (kind) {
      case 'status':
        return { ...response, status: otherStatus(clause, response) };
      case 'media-type':
        return response.body === ''
          ? response
          : { ...response, headers: { ...response.headers, 'content-type': foreignMediaType } };
      case 'well-formed':
        return response.body === '' || !isJsonMediaType(response.headers['content-type'] ?? '')
          ? response
          : { ...response, body: `${response.body.slice(0, -1)},` };
      default:
        return breakBody(clause, response);
    }
  };
};
