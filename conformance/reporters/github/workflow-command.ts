import { cutText } from '../../../src/cut-text.ts';
import { visible } from '../../../src/visible.ts';

/** More of a message than GitHub shows of an annotation (4 KiB), a message never needs. */
const charactersMax = 3_000;

/** Escapes what would end a message, as GitHub's own toolkit does. */
const escapedData = (text: string): string =>
  cutText(visible(text), charactersMax).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Escapes what would end a property as well. */
const escapedProperty = (text: string): string => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Writes a workflow command of GitHub's that marks something up with a title and a message. Whatever they hold, it is one line, and one command. */
export const workflowCommand = (
  name: 'error' | 'warning',
  { title, message }: { readonly title: string; readonly message: string },
): string => `::${name} title=${escapedProperty(title)}::${escapedData(message)}`;
