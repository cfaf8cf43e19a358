import type { BehaviourTexts } from './behaviour-texts.ts';

export const unknown: BehaviourTexts = {
  promise: ({ operation, action }) =>
    action === 'create'
      ? `${operation} refuses to make something under a parent that never existed.`
      : `${operation} refuses an id that never existed.`,
  inShort: 'an id that never existed is refused, a parent’s too',
  byHand: () => 'Put an id into the path that nothing ever had: that is to be refused.',
  flaw: 'an id that never existed is answered as if it did',
};
