/** What a client asks of the mock by the header Prefer (RFC 7240), in Prism's words. */
export interface Preferences {
  readonly code?: number;
  readonly exampleKey?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
  /** Ids of clauses to break in this request's answer. */
  readonly break?: readonly string[];
  /** What was wrong with the header, or null. Preferences that aren't for the mock are nobody's mistake. */
  readonly mistake: string | null;
}

const valuesOf = (header: string): ReadonlyMap<string, string> =>
  new Map(
    [...header.matchAll(/(?:^|[,;\s])([A-Za-z]+)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/g)].map(
      ([, name = '', quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? ''],
    ),
  );

/** Reads the header Prefer: `code=404`, `example=NAME`, `dynamic=true`, `seed=TEXT`, `break=CLAUSE` (more than once), separated by commas. */
export const readPreferences = (header: string | undefined): Preferences => {
  const values = valuesOf(header ?? '');
  const [code, dynamic] = [values.get('code'), values.get('dynamic')];
  const [exampleKey, seed] = [values.get('example'), values.get('seed')];
  const broken = [...(header ?? '').matchAll(/(?:^|[,;\s])break\s*=\s*(?:"([^"]*)"|([^\s,;]+))/gi)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const mistakes = [
    code === undefined || /^[2-5]\d\d$/.test(code) ? [] : ['code must be an HTTP status, say 404'],
    dynamic === undefined || /^(true|false)$/.test(dynamic) ? [] : ['dynamic must be true or false'],
  ].flat();
  if (mistakes.length > 0) return { mistake: `In the header Prefer, ${mistakes.join(' and ')}` };
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(exampleKey !== undefined && { exampleKey }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
    ...(seed !== undefined && { seed }),
    ...(broken.length > 0 && { break: broken }),
    mistake: null,
  };
};
