import type { BehaviourTexts } from './behaviour-texts.ts';

export const untouched: BehaviourTexts = {
  promise: ({ operation, resource, name }) =>
    `${operation} leaves \`${name}\` of a ${resource} as it was, where it is not asked to change it.`,
  inShort: 'what a change doesn’t name, may not name, or keeps, stays',
  byHand: ({ name }) =>
    `Read it before and afterwards, and compare \`${name}\`; leave it out of the body where it stands there.`,
  flaw: 'a change changes the property besides what it was asked to',
};
