import type { Clause, Step } from './clause.ts';

const stepText = (step: Step): string => {
  if ('property' in step) return `.${step.property}`;
  if ('item' in step) return `[${step.item}]`;
  if ('itemsFrom' in step) return step.itemsFrom === 0 ? '[]' : `[${step.itemsFrom}…]`;
  if ('pattern' in step) return `.{${step.pattern}}`;
  return '.*';
};

/** Names the values that a clause speaks of, as a person would write them: `body.items[].url`, or `the query parameter limit`. */
export const placeText = ({ subject, at }: Pick<Clause, 'subject' | 'at'>): string => {
  const steps = at.map(stepText).join('');
  if (subject.of !== 'request' && subject.of !== 'response') return steps;
  if ('name' in subject) {
    const kind = subject.part === 'header' ? 'header' : `${subject.part} parameter`;
    return `the ${kind} ${subject.name}${steps}`;
  }
  return steps === '' ? 'the body' : `\`body${steps}\``;
};
