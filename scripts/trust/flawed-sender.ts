import type { Exchange } from '../../conformance/http/exchange.ts';
import type { Sender } from '../../conformance/http/send.ts';
import type { Clause } from '../../src/clauses/clause.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import { flawedServer } from '../../src/flaws/flawed-server.ts';

/** The right server gave no response, so that there is nothing to break. */
class NoResponse extends Error {
  readonly exchange: Exchange;
  constructor(exchange: Exchange) {
    super('There was no response.');
    this.exchange = exchange;
  }
}

/** Makes a sender whose target breaks some clauses of one whose target is right. */
export const flawedSender = (
  sender: Sender,
  contract: Contract,
  target: string,
  clauses: readonly Clause[],
): Sender => {
  const respond = flawedServer(
    async (request) => {
      const exchange = await sender.send(request);
      if (exchange.response === null) throw new NoResponse(exchange);
      return exchange.response;
    },
    contract,
    target,
    clauses,
  );
  return {
    async send(request) {
      const startedAt = performance.now();
      try {
        const response = await respond(request);
        return { request, response, failure: null, durationMs: Math.round(performance.now() - startedAt) };
      } catch (error) {
        if (!(error instanceof NoResponse)) throw error;
        return { ...error.exchange, request };
      }
    },
    close: () => sender.close(),
  };
};
