/** What differs from run to run, and what stands for it. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\bv?\d+\.\d+\.\d+\b(?!\.\d)(?=\s|$)/g, 'VERSION'],
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'],
  [/\b\d[\d,.]* ?(ms|s)\b/g, 'SPAN'],
  [/\bseed \d+/g, 'seed SEED'],
  [/@\d+@\d+@[\d:]+/g, '@REPLAY'],
  [/\b\d[\d,]* (cases?|requests?)\b/g, 'SOME $1'],
];

const settled = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return varying.reduce((kept, [pattern, stands]) => kept.replaceAll(pattern, stands), lines.join('\n').trim());
};

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Makes a pattern of what a page shows: a line of `…` stands for any lines, and `…` inside one for anything there. */
const shownPattern = (shown: string): RegExp => {
  const lines = settled(shown).split('\n');
  const parts = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(literal).join('.*')}\\n`,
  );
  return new RegExp(`^${parts.join('')}$`);
};

/** Whether a command printed what a page shows, but for what differs from run to run. */
export const isSameOutput = (printed: string, shown: string): boolean =>
  shownPattern(shown).test(`${settled(printed)}\n`);
