/** The least that Node can do: no router, no framework. */
import { createServer } from 'node:http';
import { ANSWER } from './answer.js';
import { reportTo } from './report.js';

const server = createServer((_request, response) => {
  const body = JSON.stringify(ANSWER);
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => reportTo({ port: (server.address() as { port: number }).port, headers: {} }));
