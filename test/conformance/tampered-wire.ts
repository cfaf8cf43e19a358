import { createSender, type Sender } from '../../conformance/http/send.ts';
import type { Contract } from '../../src/clauses/contract.ts';
import {
  asResponse,
  isResponse,
  operationFinder,
  type PassedRequest,
  type PassedResponse,
  type Tampering,
} from './proxy.ts';

/** Tampering that needs no connection of its own to show. */
export type WireTampering = Pick<Tampering, 'request' | 'response'>;

/** Whether something can be done to what passes without a proxy in between. */
export const needsNoProxy = ({ delayMs, endsConnections, hangs, closes }: Tampering): boolean =>
  [delayMs, endsConnections, hangs, closes].every((one) => one === undefined);

/** A sender, and all that came to it before anything was done to it. */
export interface TamperedWire extends Sender {
  readonly requests: readonly PassedRequest[];
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** A wire to a server that implements a contract at a base URL, with a proxy's tampering and without its sockets. */
export const tamperedWire = (contract: Contract, base: string, tampering: WireTampering): TamperedWire => {
  const wire = createSender({ timeoutMs: 30_000 });
  const operationOf = operationFinder(contract);
  const requests: PassedRequest[] = [];
  return {
    requests,
    close: () => wire.close(),
    async send(request) {
      const url = request.url.slice(base.length);
      const operation = operationOf(request.method, url.replace(/\?.*$/, ''));
      const came = { ...request, operation, url, headers: lowerCased(request.headers), body: request.body ?? '' };
      requests.push(came);
      const passed = tampering.request?.(came) ?? came;
      const done = (response: PassedResponse, durationMs: number) => ({
        request,
        response: asResponse(tampering.response?.(response, came) ?? response),
        failure: null,
        durationMs,
      });
      if (isResponse(passed)) return done(passed, 0);
      const { method, headers, body } = passed;
      const exchange = await wire.send({ method, url: base + passed.url, headers, body: body === '' ? null : body });
      return exchange.response === null ? { ...exchange, request } : done(exchange.response, exchange.durationMs);
    },
  };
};
