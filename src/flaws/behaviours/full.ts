import { maskedCharacters } from '../../contract/masked-characters.ts';
import { type BehaviourFlaw, inResponse } from '../flaw-context.ts';

/** Masks a secret where it is to be shown in full. */
export const full: BehaviourFlaw = async (context, met, next) =>
  inResponse(context, await next(met.request), context.name, (value) =>
    typeof value === 'string' ? value.slice(-maskedCharacters) : undefined,
  );
