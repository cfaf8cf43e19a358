import type { Operation } from '../../src/contract/contract.ts';
import type { Settings } from '../options.ts';

/** Gives the path parameter of an operation whose value only the target's owner knows, and wasn't asked for; or null. */
export const guessedParameter = ({ ownerValues }: Settings, operation: Operation): string | null =>
  operation.parameters.find(
    ({ in: place, name, values }) => place === 'path' && values === 'owner' && !ownerValues.has(name),
  )?.name ?? null;
