import type { Clause } from '../../src/clauses/clause.ts';
import type { Observation } from './observation.ts';
import type { ClauseReport, Verdict } from './report.ts';

interface Count {
  cases: number;
  /** Whether it was broken beyond doubt. */
  broken: boolean;
  /** Whether it was broken where there is a doubt, and whether that needs another case in which it held. */
  doubted: 'no' | 'yes' | 'if held';
  untestable: string | null;
  vacuous: string | null;
  /** What was not looked at where it held. */
  unread: string | null;
}

/** Counts what was observed of every clause of one contract. */
export class Tally {
  readonly #clauses: readonly Clause[];
  readonly #counts = new Map<string, Count>();
  readonly #notApplicable = new Map<string, string>();
  readonly #unexercised = new Map<string, string>();

  constructor(clauses: readonly Clause[]) {
    this.#clauses = clauses;
    for (const { id, notApplicable } of clauses) if (notApplicable !== null) this.#notApplicable.set(id, notApplicable);
  }

  add(observation: Observation): void {
    const count = this.#counts.get(observation.clause.id) ?? {
      cases: 0,
      broken: false,
      doubted: 'no',
      untestable: null,
      vacuous: null,
      unread: null,
    };
    this.#counts.set(observation.clause.id, count);
    switch (observation.outcome) {
      case 'held':
        count.cases += observation.cases;
        count.unread ??= observation.unread ?? null;
        break;
      case 'broken':
        if (observation.doubt === undefined) {
          count.cases += 1;
          count.broken = true;
        } else if (count.doubted !== 'yes') count.doubted = observation.doubt.needsHeld ? 'if held' : 'yes';
        break;
      case 'untestable':
        count.untestable ??= observation.reason;
        break;
      case 'vacuous':
        count.vacuous ??= observation.reason;
        break;
      default:
        observation satisfies never;
    }
  }

  /** Why nothing in this run could exercise a clause. */
  markUnexercised(clause: string, reason: string): void {
    this.#unexercised.set(clause, reason);
  }

  /** Leaves a clause out of this run. */
  markNotApplicable(clause: string, reason: string): void {
    this.#notApplicable.set(clause, reason);
  }

  /** Takes back that a clause held: what it depends on can't be judged any more. What was seen broken stays so. */
  withdraw(clause: string, reason: string): void {
    this.markNotApplicable(clause, reason);
    const count = this.#counts.get(clause);
    if (count !== undefined && !count.broken) count.cases = 0;
  }

  /** Whether all that speaks against a clause by now is in doubt: then it counts as a warning. */
  isDoubtful(clause: string): boolean {
    const count = this.#counts.get(clause);
    if (count === undefined || count.broken) return false;
    return count.doubted === 'yes' || (count.doubted === 'if held' && count.cases > 0);
  }

  /** The verdicts, in the ledger's order. */
  reports(): readonly ClauseReport[] {
    return this.#clauses.map((clause) => {
      const count = this.#counts.get(clause.id);
      const { verdict, reason } = this.#verdictOf(clause, count);
      const { id, operation, kind, level, source } = clause;
      return { id, operation, kind, level, verdict, reason, cases: count?.cases ?? 0, source };
    });
  }

  #verdictOf(clause: Clause, count: Count | undefined): { readonly verdict: Verdict; readonly reason: string | null } {
    if (this.isDoubtful(clause.id)) return { verdict: 'warned', reason: null };
    if (count !== undefined && (count.broken || count.doubted !== 'no'))
      return { verdict: clause.level === 'MUST' ? 'broken' : 'warned', reason: null };
    // What was not looked at may be otherwise: that is said beside the verdict.
    if (count !== undefined && count.cases > 0) return { verdict: 'held', reason: count.unread };
    const excused = this.#notApplicable.get(clause.id);
    if (excused !== undefined) return { verdict: 'not-applicable', reason: excused };
    if (count?.untestable != null) return { verdict: 'untestable', reason: count.untestable };
    const reason = count?.vacuous ?? this.#unexercised.get(clause.id) ?? 'nothing in this run exercised it';
    return { verdict: 'vacuous', reason };
  }
}
