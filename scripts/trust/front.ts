import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Sender } from '../../conformance/http/send.ts';

/** A server over HTTP that answers as a sender does, which can be changed. */
export interface Front extends AsyncDisposable {
  readonly url: string;
  /** What answers from now on, given the server's own URL. It is closed with the server, or once another answers. */
  answerBy(make: (url: string) => Sender): Promise<void>;
}

const hopByHop = ['connection', 'keep-alive', 'content-length', 'transfer-encoding', 'host'];

const passedOn = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.includes(name) ? [] : [[name, String(value)]],
    ),
  );

/** Starts one on a free port of the loopback. */
export const startFront = async (): Promise<Front> => {
  let sender: Sender | null = null;
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const bytes = await buffer(incoming);
    const body = bytes.length === 0 ? null : bytes.toString('utf8');
    const url = `${base}${incoming.url ?? ''}`;
    const exchange = await sender?.send({
      method: incoming.method ?? '',
      url,
      headers: passedOn(incoming.headers),
      body,
    });
    if (exchange?.response == null) return void incoming.socket.destroy();
    const { status, headers, body: text } = exchange.response;
    outgoing.writeHead(status, passedOn(headers)).end(text);
  };
  const server = createServer((incoming, outgoing) => {
    // What can't be passed on is no answer.
    handle(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    async answerBy(make) {
      const last = sender;
      sender = make(base);
      await last?.close();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sender?.close();
    },
  };
};
