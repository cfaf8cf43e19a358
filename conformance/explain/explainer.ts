import type { Clause } from '../../src/clauses/clause.ts';
import { clauseSentence } from '../../src/clauses/clause-sentence.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import type { Level, Operation, Source } from '../../src/contract/api-description.ts';
import { operationById } from '../../src/contract/contract-index.ts';
import { plantedFlaw } from '../../src/flaws/describe-flaw.ts';
import { invocation } from '../../src/invocation.ts';
import { quoted, shellLine } from '../../src/shell-word.ts';
import { madeUpOwnerValues } from '../../src/values/made-up-owner-values.ts';
import { isPossible } from '../checks/checks.ts';
import { checkDescriptions } from '../checks/descriptions.ts';
import { planRun } from '../run/plan.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { handRequests, noRequests } from './hand-requests.ts';
import { handSteps } from './hand-steps.ts';
import { restingClauses } from './resting-clauses.ts';

/** All that is known of a clause. */
export interface Explanation {
  readonly id: string;
  readonly api: string;
  readonly kind: string;
  readonly level: Level;
  readonly says: string;
  readonly operation: { readonly id: string; readonly method: string; readonly path: string; readonly summary: string };
  /** JSON Pointer into the contract. */
  readonly pointer: string;
  readonly source: Source | null;
  /** Why no check can exercise it; null where one may. */
  readonly untested: string | null;
  /** The clauses that can't be judged while this one is broken. */
  readonly resting: readonly string[];
  /** The kinds of checks that are there to exercise it, with their checks. */
  readonly checks: readonly { readonly kind: string; readonly does: string; readonly ids: readonly string[] }[];
  /** Asks the mock to break it. */
  readonly breaking: { readonly command: string; readonly header: string };
  readonly byHand: { readonly valid: string | null; readonly changed: string | null; readonly steps: string };
  /** How a flaw breaks it from outside; null where this tool can't judge it. */
  readonly flaw: string | null;
}

/** What stands in the place of credentials until they are written as names of variables. */
const placeholders = { token: 'token', apiKey: 'api-key' } as const;

const seed = 1;

const documentedRefusals = ({ responses }: Operation): readonly string[] =>
  responses.flatMap(({ statuses }) => statuses.filter((status) => ['400', '422'].includes(status)));

/**
 * Makes what explains the clauses of a contract. `target` is where the lines for a shell go, and `selecting` what makes a command
 * take the contract, say `--contract FILE`. What it takes to look at all clauses is made once.
 */
export const explainer = async (
  contract: Contract,
  { target, selecting }: { readonly target: string; readonly selecting: string },
): Promise<(clause: Clause) => Explanation> => {
  const plan = await planRun(contract, { target, ...placeholders, set: madeUpOwnerValues(contract), seed });
  const context: CheckContext = { contract: plan.contract, evaluate: plan.evaluate, settings: plan.settings };
  const asked = new Map(plan.contract.clauses.map((clause) => [clause.id, clause]));
  return (clause) => {
    const operation = operationById(contract, clause.operation);
    if (operation === undefined) throw new Error(`There is no operation ${clause.operation}.`);
    const { id, api, kind, level, pointer, source } = clause;
    const notApplicable = asked.get(id)?.notApplicable ?? null;
    const planned = plan.checks.filter(({ clauses }) => notApplicable === null && clauses.includes(id));
    const checks = planned.filter(isPossible);
    const why = planned.find(({ clauses }) => clauses[0] === id)?.lacks ?? plan.ungenerated.get(operation.id) ?? null;
    const lacking = checks.length > 0 ? null : why;
    const refusals =
      kind === 'credentials' ? ['401'] : [...(kind === 'media-type' ? ['415'] : []), ...documentedRefusals(operation)];
    // No line by hand is given for what can't be asked here either: it would lack what makes it valid.
    const askedOperation = operationById(plan.contract, operation.id);
    const byHand =
      askedOperation === undefined ? noRequests : handRequests(context, askedOperation, asked.get(id) ?? clause);
    return {
      id,
      api,
      kind,
      level,
      says: clauseSentence(clause),
      operation: { id: operation.id, method: operation.method, path: operation.path, summary: operation.summary },
      pointer,
      source,
      untested: notApplicable ?? lacking,
      resting: restingClauses(contract.clauses, clause).map((other) => other.id),
      checks: [...Map.groupBy(checks, (check) => plan.kinds.get(check.id) ?? '')].map(([name, own]) => ({
        kind: name,
        does: checkDescriptions[name] ?? '',
        ids: own.map((check) => check.id),
      })),
      breaking: {
        command: shellLine(`${invocation('mock')} ${selecting} --break ${quoted(id)}`),
        header: shellLine(quoted(`Prefer: break="${id}"`)),
      },
      byHand: {
        valid: byHand.valid,
        changed: byHand.changed,
        steps: handSteps(clause, { refusals, isChanged: byHand.changed !== null, sends: byHand.sends }),
      },
      flaw: plantedFlaw(clause),
    };
  };
};
