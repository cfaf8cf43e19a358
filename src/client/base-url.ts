import type { ClientContract } from './client-contract.ts';
import { ClientOptionError } from './client-option-error.ts';

const next = 'Give the URL that the paths are under, say https://api.example.com.';

/** A value as it may be shown: one with an @ might hold a password. */
const shown = (value: string): string => (value.includes('@') ? '' : `: ${JSON.stringify(value)}`);

const parse = (value: string): URL => {
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new ClientOptionError('baseUrl', `is not an http or https URL${shown(value)}`, next);
};

/**
 * The URL that the paths are under, without a trailing slash: the one given, or the contract's server.
 * Throws a ClientOptionError where there is neither, or where it can't be put before a path.
 */
export const baseUrlOf = ({ title, server }: ClientContract, given: string | undefined): string => {
  const value = given ?? server;
  if (value === null) throw new ClientOptionError('baseUrl', `is missing, and ${title} names no server`, next);
  const url = parse(value);
  if (url.username !== '' || url.password !== '') {
    throw new ClientOptionError('baseUrl', 'holds a user or a password', 'Give credentials as options of their own.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new ClientOptionError('baseUrl', `has a query or a fragment, which no path can follow${shown(value)}`, next);
  }
  return url.href.replace(/\/+$/, '');
};
