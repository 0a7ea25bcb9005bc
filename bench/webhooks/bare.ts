/** The same bodies to the same receivers with nothing around them: no database, no guard, no signature. */
import https from 'node:https';
import { answer } from './report.js';

interface Load {
  ports: number[];
  requests: number;
  body: string;
}

const AT_ONCE = 100;
const agent = new https.Agent({ keepAlive: true });

async function each({ ports, requests }: Load, post: (port: number) => Promise<void>): Promise<null> {
  let next = 0;
  const worker = async () => {
    while (next < requests) await post(ports[next++ % ports.length]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return null;
}

const byHttps = (load: Load) =>
  each(
    load,
    (port) =>
      new Promise((resolve, reject) => {
        const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(load.body) };
        const request = https.request({ host: 'localhost', port, path: '/hook', method: 'POST', agent, headers });
        request.on('response', (response) => response.resume().on('end', resolve)).on('error', reject);
        request.end(load.body);
      }),
  );

const byUndici = (load: Load) =>
  each(load, async (port) => {
    const headers = { 'Content-Type': 'application/json' };
    await (await fetch(`https://localhost:${port}/hook`, { method: 'POST', headers, body: load.body })).arrayBuffer();
  });

process.on('disconnect', () => process.exit(0));
answer({ https: byHttps, undici: byUndici }, null);
