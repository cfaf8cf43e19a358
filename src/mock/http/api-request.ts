import type { ApiSession } from '../memory/memory.ts';
import type { Preferences } from './preferences.ts';
import type { RequestContent } from './request-content.ts';
import type { Target } from './request-target.ts';

/** A request to one of the APIs. */
export interface ApiRequest extends Pick<Target, 'path' | 'query' | 'queryText'> {
  /** In capitals. */
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: RequestContent;
  readonly preferences: Preferences;
  /** What the session that it belongs to holds. */
  readonly session: ApiSession;
  /** With which status it is refused, whatever it asks for; null where it isn't. */
  readonly failure: 429 | 503 | null;
}
