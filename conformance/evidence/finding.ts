import type { Contract } from '../../src/clauses/contract.ts';
import { cutText } from '../../src/cut-text.ts';
import { shownCharactersMax } from '../settings/limits.ts';
import type { Settings } from '../settings/options.ts';
import { curlOf } from './curl.ts';
import type { Observation } from './observation.ts';
import type { Redactor } from './redact.ts';
import type { Finding } from './report.ts';

const shortened = (text: string): string =>
  text.length > shownCharactersMax ? `${cutText(text, shownCharactersMax)}…` : text;

/** Writes a broken clause down as it is reported: redacted, with the lines that repeat it. */
export const findingOf = (
  contract: Contract,
  settings: Settings,
  redactor: Redactor,
  { clause, message, expected, received, pointer, exchanges, doubt }: Extract<Observation, { outcome: 'broken' }>,
  replay: string,
  isDoubtful = false,
): Finding => {
  const last = exchanges.at(-1);
  return {
    clause: clause.id,
    operation: clause.operation,
    level: isDoubtful ? 'SHOULD' : clause.level,
    message: redactor.text(isDoubtful && doubt !== undefined ? `${message} ${doubt.why}` : message),
    expected: shortened(redactor.text(expected)),
    received: shortened(redactor.text(received)),
    pointer: pointer === null ? null : redactor.text(pointer),
    source: clause.source,
    exchanges: exchanges.map((exchange) =>
      redactor.exchange(exchange, { isMarked: exchange === last && pointer !== null && pointer !== '' }),
    ),
    curl: last === undefined ? '' : redactor.text(curlOf(contract, last.request, settings)),
    replay,
  };
};
