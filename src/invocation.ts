/** The words that call a command of this package: its npm script in a checkout, where nothing is compiled, and its name elsewhere. */
export const invocation = (command: string): string =>
  import.meta.filename.endsWith('.ts') ? `npm run ${command} --` : `npx webhook-contracts ${command}`;
