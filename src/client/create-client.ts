import createFetchClient, { type Client, mergeHeaders } from 'openapi-fetch';
import { baseUrlOf } from './base-url.ts';
import type { ClientContract } from './client-contract.ts';
import type { ClientArguments, UncheckedOptions } from './client-options.ts';
import { credentialHeaders } from './credential-headers.ts';

/**
 * The function `createClient` of a contract, whose types are `Paths`. It gives an openapi-fetch client: `client.GET`,
 * `client.POST`, …, which answer `{ data, response }` or `{ error, response }`, typed per status; and it throws a
 * ClientOptionError for an option that is wrong in itself.
 *
 * - An answer without a body (204, say) has neither `data` nor `error`: look at `response.ok`.
 * - An `error` that isn't JSON, such as the HTML of a proxy, is its text, whatever its type says.
 * - What is no answer throws, as with `fetch`: a server out of reach, or a success that should be JSON and isn't.
 * - Redirects aren't followed, since they would carry an API key to another server: they are answers, with an `error`.
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
