/** How many lines of progress a log gets, where there is no terminal to write over. */
const stepsInLog = 10;

/** Makes what says on stderr how much of something is done: over and over in one line on a terminal, now and then elsewhere. */
export const createProgress = (what: string): ((done: number, of: number) => void) => {
  const startedAt = performance.now();
  let told = 0;
  return (done, of) => {
    const line = `${done} of ${of} ${what}, ${Math.round((performance.now() - startedAt) / 1000)} s`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === of ? '\n' : '  '}`);
    else if (Math.floor((done * stepsInLog) / of) > told) {
      told = Math.floor((done * stepsInLog) / of);
      process.stderr.write(`${line}\n`);
    }
  };
};
