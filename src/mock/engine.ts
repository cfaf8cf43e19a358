import type { Contract } from '../clauses/contract.ts';
import type { Operation } from '../contract/api-description.ts';
import { isJsonMediaType } from '../document/media-type.ts';
import { failedAnswer } from './failed-answer.ts';
import type { ApiRequest } from './http/api-request.ts';
import type { ExplainedAnswer } from './http/http-messages.ts';
import type { ApiAnswer, Outcome } from './http/outcome.ts';
import { problemAnswer } from './http/problem.ts';
import type { AcceptedCredentials } from './judge/credentials.ts';
import { withIdConflicts } from './judge/id-conflicts.ts';
import { reasonText } from './judge/objections.ts';
import { createRefusals, type RefusalRequest } from './judge/refusal.ts';
import { createRules } from './judge/rules.ts';
import { createMemory } from './memory/memory.ts';
import { documentedAnswer, openPrism, readWithPrism } from './prism/prism.ts';
import { cachedParts, type PrismParts, stockParts } from './prism/prism-parts.ts';
import { shownAnswers } from './prism/shown-answer.ts';
import { generationsMax } from './settings/limits.ts';

/** The mock of one API. */
export interface Engine {
  /** Answers a request, come what may. */
  answer(request: ApiRequest): ExplainedAnswer;
  /** Whether the contract has a path, whatever the method. */
  hasPath(path: string): boolean;
  /** Refuses a request for which no operation can be looked up. */
  refuse(status: number, reason: string): ExplainedAnswer;
}

/** What can be chosen of an engine. */
export interface EngineOptions {
  readonly accepted: AcceptedCredentials;
  readonly seed: string | undefined;
  readonly checkOutput: boolean;
  /** Whether nothing is remembered: examples and schemas alone. */
  readonly stateless: boolean;
  /** Stands in for parts of Prism. */
  readonly parts?: Partial<PrismParts>;
}

/** Writes an answer down: JSON whatever JSON's media type is called, text as it is. */
const written = ({ status, headers, body }: ApiAnswer): Pick<ExplainedAnswer, 'status' | 'headers' | 'body'> => {
  const isText = typeof body === 'string' && !isJsonMediaType(headers['content-type'] ?? '');
  return { status, headers, body: body === undefined ? null : isText ? body : JSON.stringify(body) };
};

/** Makes the mock of one API: Prism with the rules of that API beside it. */
export const createEngine = async (contract: Contract, options: EngineOptions): Promise<Engine> => {
  const reading = await readWithPrism(contract);
  const own = { ...stockParts, ...options.parts };
  const parts = cachedParts({ ...own, mock: shownAnswers(contract, own.mock) }, [...reading.values()]);
  const refusals = createRefusals(contract, documentedAnswer(reading, parts));
  const memory = options.stateless ? null : createMemory(contract);
  const rules = withIdConflicts(createRules(contract, options.accepted, refusals, memory), memory);
  const prism = openPrism(contract, reading, rules, { ...options, parts });

  const refuse = (request: RefusalRequest): ExplainedAnswer => ({
    ...written(refusals(request)),
    operation: request.operation?.id ?? null,
    reason: request.reason,
  });

  const explain = (request: ApiRequest, outcome: Outcome): ExplainedAnswer => {
    const place = `${contract.title} has`;
    switch (outcome.kind) {
      case 'no path':
        return refuse({ operation: null, status: 404, reason: `${place} no path ${request.path}.` });
      case 'no method': {
        const allowed = outcome.allowed.join(', ');
        const reason = `${place} no ${request.method} at this path, only ${allowed}.`;
        const refused = refuse({ operation: null, status: 405, reason });
        return { ...refused, headers: { ...refused.headers, allow: allowed } };
      }
      case 'answered': {
        const { operation, answer, violations } = outcome;
        if (violations.length > 0) return contradiction(operation, violations);
        return { ...written(answer), operation: operation.id, reason: 'reason' in answer ? answer.reason : null };
      }
      default:
        return outcome satisfies never;
    }
  };

  /** Prism's generated values can miss a pattern: then it gets another try, and the documented example comes last. */
  const askForGenerated = (request: ApiRequest): Outcome => {
    const { seed = options.seed, ...preferences } = request.preferences;
    for (let attempt = 1; attempt <= generationsMax; attempt++) {
      const seeded = seed === undefined ? preferences : { ...preferences, seed: `${seed}/${attempt}` };
      const outcome = prism.answer({ ...request, preferences: seeded });
      if (outcome.kind !== 'answered' || outcome.violations.length === 0) return outcome;
    }
    return prism.answer({ ...request, preferences: { ...preferences, dynamic: false } });
  };

  return {
    answer(request) {
      try {
        return explain(
          request,
          request.preferences.dynamic === true ? askForGenerated(request) : prism.answer(request),
        );
      } catch (error) {
        // Prism throws where its generator meets what it doesn't expect; the next request must get its answer all the same.
        return failedAnswer(error);
      }
    },
    hasPath: prism.hasPath,
    refuse: (status, reason) => refuse({ operation: null, status, reason }),
  };
};

const contradiction = ({ id }: Operation, violations: readonly string[]): ExplainedAnswer => {
  const reason = reasonText(violations.map((message) => ({ status: null, message })));
  return { ...problemAnswer(500, `The answer of ${id} would break the contract: ${reason}`), operation: id };
};
