import type { SecondApi } from './start-second.ts';

/** What only the owner of such a server knows: the accounts and apps that there are, for apps to leak and filters to be judged. */
export const owned: Readonly<Record<SecondApi, Readonly<Record<string, readonly string[]>>>> = {
  cloudflare: { account_id: ['account-1'], app_id: ['app-1', 'app-2'] },
  lune: { account_ids: ['account-1', 'account-2'] },
  management: {},
};
