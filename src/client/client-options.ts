import type { ClientContract } from './client-contract.ts';

/** Headers in any of the forms that people have them; null and undefined leave one out. */
export type ClientHeaders = Headers | [string, string][] | Record<string, string | number | boolean | null | undefined>;

interface CommonOptions {
  /** Sent with every request. Where the credentials say the same header, they count. */
  readonly headers?: ClientHeaders | undefined;
  /** What sends a request; the global `fetch` if left out. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

interface OptionalBaseUrl {
  /** The URL that the paths are under; the contract's server if left out. */
  readonly baseUrl?: string | undefined;
}

interface RequiredBaseUrl {
  /** The URL that the paths are under. The contract names no server. */
  readonly baseUrl: string;
}

interface Token {
  /** The credential that is sent in the header Authorization: a bearer token, or `user:password` where the contract says Basic. */
  readonly token?: string | undefined;
}

interface NoToken {
  /** The contract has no scheme that takes a token. */
  readonly token?: never;
}

interface ApiKey {
  /** The API key, which is sent in the header or cookie that the contract names. */
  readonly apiKey?: string | undefined;
}

interface NoApiKey {
  /** The contract has no scheme that takes an API key in a header or cookie. */
  readonly apiKey?: never;
}

/** What a client of a contract can be told. Credentials that the contract has no scheme for don't compile. */
export type ClientOptions<C extends ClientContract> = CommonOptions &
  (C['server'] extends string ? OptionalBaseUrl : RequiredBaseUrl) &
  (C['token'] extends string ? Token : NoToken) &
  (C['apiKey'] extends null ? NoApiKey : ApiKey);

/** The arguments of `createClient`: the options, which can be left out where the contract names a server. */
export type ClientArguments<C extends ClientContract> = C['server'] extends string
  ? [options?: ClientOptions<C>]
  : [options: ClientOptions<C>];

/** The same for any contract, to be checked when the program runs: callers needn't have compiled. */
export interface UncheckedOptions extends CommonOptions {
  readonly baseUrl?: string | undefined;
  readonly token?: string | undefined;
  readonly apiKey?: string | undefined;
}
