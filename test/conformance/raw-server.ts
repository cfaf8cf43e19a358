import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server that writes what it likes to whoever connects. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** How many requests came. */
  readonly requests: number;
}

/** What a server does with one connection. */
export interface RawBehaviour {
  readonly onConnect?: (socket: Socket) => void;
  /** When the head of a request is there, with how many came before it. */
  readonly onRequest?: (socket: Socket, index: number) => void;
}

/** Starts a server on a free port of the loopback that speaks no HTTP by itself. */
export const startRawServer = async ({ onConnect, onRequest }: RawBehaviour): Promise<RawServer> => {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever writes to a client that has gone away gets an error, which is no concern of a hostile server's.
    socket.on('error', () => socket.destroy());
    onConnect?.(socket);
    let head = '';
    socket.on('data', (chunk) => {
      if (head.includes('\r\n\r\n')) return;
      head += chunk.toString('latin1');
      if (head.includes('\r\n\r\n')) onRequest?.(socket, requests++);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Writes an answer in HTTP/1.1, with the right length unless another is given. */
export const http = (
  statusLine: string,
  body: string | Buffer = '',
  headers: Readonly<Record<string, string>> = {},
): Buffer => {
  const bytes = Buffer.from(body);
  const all = { 'content-type': 'application/json', 'content-length': String(bytes.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${statusLine}\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
};
