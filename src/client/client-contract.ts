/** What a client has to know of its contract besides the types. The generated entries hold one each. */
export interface ClientContract {
  readonly title: string;
  /** The URL that the paths are under, where `baseUrl` isn't given; null where the contract names none. */
  readonly server: string | null;
  /** The authentication scheme that the option `token` is sent with (RFC 9110, 11.4); null where the contract has none that takes it. */
  readonly token: 'Bearer' | 'Basic' | null;
  /** Where the option `apiKey` is sent; null where the contract has no such place. */
  readonly apiKey: readonly ApiKeyPlace[] | null;
}

/** A header or cookie that carries an API key. There is no query here: URLs are logged along the way, and credentials must not be. */
export interface ApiKeyPlace {
  readonly in: 'header' | 'cookie';
  readonly name: string;
}
