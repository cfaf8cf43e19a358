/** A request target, taken apart. */
export interface Target {
  /** Starts with a slash; percent-encoded as it was sent. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
}

/** Takes a request target apart, in origin-form or absolute-form (RFC 9112, 3.2). What is neither gets a path that no API has. */
export const readTarget = (target: string): Target => {
  const origin = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(origin) ?? [];
  return { path: path.startsWith('/') ? path : `/${path}`, query: readQuery(query) };
};

const readQuery = (text: string): Target['query'] => {
  const parameters = new URLSearchParams(text);
  // From entries, since a parameter may be called __proto__.
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
};

/** Says whether a path can be percent-decoded. */
export const canDecode = (path: string): boolean => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};
