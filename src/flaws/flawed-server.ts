import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import type { Respond } from './flaw-context.ts';
import { createFlaws } from './flaws.ts';
import { ObservedMemory } from './observed-memory.ts';
import { createRaces } from './races.ts';
import { createReader } from './read-request.ts';

/**
 * A server that breaks some clauses, and nothing else, made of a right one: passes requests on to it, and changes what goes there
 * and what comes back. It knows no more of the right server than its contract says.
 */
export const flawedServer = (
  right: Respond,
  contract: Contract,
  target: string,
  clauses: readonly Clause[],
): Respond => {
  const flaws = createFlaws(contract);
  const memory = new ObservedMemory(contract);
  const read = createReader(contract, target);
  const observed: Respond = async (request) => {
    const met = read(request);
    if (met === null) return right(request);
    const response = await right(memory.forwarded(met));
    return flaws.isAccepted(response) ? memory.observe(met, response) : response;
  };
  const broken = Map.groupBy(clauses, ({ operation }) => operation);
  const server = { target, right: observed, memory, races: createRaces(), broken, isRare: true };
  return (request) => flaws.respond(server, request);
};
