/** One entry of a HAR file, as far as it is read. */
export interface Entry {
  readonly request: { method: string; url: string; headers: unknown[]; postData?: object };
  response: { status: number; headers: unknown[]; content: { text?: string; size: number; mimeType?: string } };
}

/** Sends requests and keeps them as a browser would. */
export interface Recorder {
  readonly entries: Entry[];
  send(method: string, url: string, body?: unknown): Promise<void>;
  /** The text of the file. */
  har(): string;
}

const listed = (headers: Headers): unknown[] => [...headers].map(([name, value]) => ({ name, value }));

/** Makes a recorder that shows a token with each request. */
export const createRecorder = (token: string): Recorder => {
  const entries: Entry[] = [];
  return {
    entries,
    async send(method, url, body) {
      const headers = new Headers({ authorization: `Bearer ${token}` });
      if (body !== undefined) headers.set('content-type', 'application/json');
      const text = body === undefined ? undefined : JSON.stringify(body);
      const answer = await fetch(url, { method, headers, ...(text === undefined ? {} : { body: text }) });
      const received = await answer.text();
      entries.push({
        request: { method, url, headers: listed(headers), ...(text === undefined ? {} : { postData: { text } }) },
        response: {
          status: answer.status,
          headers: listed(answer.headers),
          content: { text: received, size: received.length },
        },
      });
    },
    har: () => JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } }),
  };
};
