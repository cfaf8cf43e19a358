import { createServer } from 'node:http';

/** The floor: answers JSON of the length that the path names (`/350`), after it read the request, and does nothing else. */
const bodies = new Map<string, Buffer>();

const bodyOf = (path: string): Buffer => {
  const known = bodies.get(path);
  if (known !== undefined) return known;
  const body = Buffer.from(JSON.stringify('x'.repeat(Math.max(0, Number(path.slice(1)) - 2))));
  bodies.set(path, body);
  return body;
};

createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(bodyOf(request.url ?? '/2'));
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
