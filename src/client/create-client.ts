import createFetchClient, { type Client, mergeHeaders } from 'openapi-fetch';
import { baseUrlOf } from './base-url.ts';
import type { ClientContract } from './client-contract.ts';
import type { ClientArguments, UncheckedOptions } from './client-options.ts';
import { credentialHeaders } from './credential-headers.ts';

/**
 * Makes the function `createClient` of a contract.
 *
 * - A response without a body (204, say) has neither `data` nor `error`: look at `response.ok`.
 * - An `error` that isn't JSON, such as the HTML of a proxy, is its text, whatever its type says.
 * - A server out of reach throws, as with `fetch`; so does a success that should be JSON and isn't.
 * - Redirects aren't followed, since they would carry an API key to another server: each is a response with an `error`.
 *
 * @typeParam Paths the types that openapi-typescript writes of the contract
 * @param contract what a client has to know of the contract: servers and credentials
 * @returns a function from options to an openapi-fetch client, whose methods resolve to `{ data, response }` or `{ error, response }`, typed per status.
 * It throws a ClientOptionError for an option that is wrong in itself.
 * @example
 * export const createClient = createClientFor<paths, typeof contract>(contract);
 */
export const createClientFor =
  <Paths extends object, C extends ClientContract>(contract: C) =>
  (...[options]: ClientArguments<C>): Client<Paths> => {
    const given: UncheckedOptions = options ?? {};
    return createFetchClient<Paths>({
      baseUrl: baseUrlOf(contract, given.baseUrl),
      headers: mergeHeaders(given.headers, credentialHeaders(contract, given)),
      redirect: 'manual',
      ...(given.fetch && { fetch: given.fetch }),
    });
  };
