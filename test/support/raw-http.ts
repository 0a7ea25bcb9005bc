/** HTTP as bytes on a socket: what no well-behaved client library would let a test send. */
import net from 'node:net';

export interface RawAnswer {
  status: number;
  /** Lower-case names; a repeated one keeps the last value. */
  headers: Record<string, string>;
  text: string;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests read bodies freely
}

export interface RawOptions {
  /** How many answers to wait for; fewer arrive when the server closes first. */
  answers?: number;
  /** The answers are to a HEAD: no bodies. */
  head?: boolean;
  timeoutMs?: number;
}

/** Writes `bytes` (one string or buffer after the other) and reads the answers. */
export function sendRaw(
  url: string,
  bytes: string | Buffer | (string | Buffer)[],
  options: RawOptions = {},
): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  const wanted = options.answers ?? 1;
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: hostname, port: Number(port) });
    let received = Buffer.alloc(0);
    const answers: RawAnswer[] = [];
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answers);
    };
    const read = (ended: boolean) => {
      for (;;) {
        const one = takeAnswer(received, { head: options.head === true, ended });
        if (!one) break;
        received = received.subarray(one.length);
        if (one.answer.status >= 200) answers.push(one.answer);
        if (answers.length >= wanted) return finish();
      }
      if (ended) finish();
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(
          `no answer in ${options.timeoutMs ?? 5000} ms; received: ${received.toString('latin1').slice(0, 200)}`,
        ),
      );
    }, options.timeoutMs ?? 5000);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      read(false);
    });
    socket.on('close', () => read(true));
    socket.on('error', () => undefined); // "close" follows
    for (const part of Array.isArray(bytes) ? bytes : [bytes])
      socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
  });
}

function takeAnswer(
  bytes: Buffer,
  how: { head: boolean; ended: boolean },
): { answer: RawAnswer; length: number } | null {
  const endOfHead = bytes.indexOf('\r\n\r\n');
  if (endOfHead < 0) return null;
  const [statusLine, ...lines] = bytes.subarray(0, endOfHead).toString('latin1').split('\r\n');
  const status = Number(statusLine!.split(' ')[1]);
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  ) as Record<string, string>;
  const start = endOfHead + 4;
  const taken =
    how.head || status === 204 || status === 304
      ? { text: '', length: 0 }
      : takeBody(bytes.subarray(start), headers, how.ended);
  if (!taken) return null;
  return { answer: { status, headers, text: taken.text, body: parse(taken.text) }, length: start + taken.length };
}

function takeBody(
  bytes: Buffer,
  headers: Record<string, string>,
  ended: boolean,
): { text: string; length: number } | null {
  if (headers['content-length'] !== undefined) {
    const length = Number(headers['content-length']);
    return bytes.length < length ? null : { text: bytes.subarray(0, length).toString(), length };
  }
  if (headers['transfer-encoding'] === 'chunked') {
    const end = bytes.indexOf('0\r\n\r\n');
    if (end < 0) return null;
    const text = bytes
      .subarray(0, end)
      .toString()
      .replace(/(^|\r\n)[0-9a-f]+\r\n/g, '');
    return { text, length: end + 5 };
  }
  return ended ? { text: bytes.toString(), length: bytes.length } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A whole request as text; the header values go out as they stand. */
export function requestText(
  url: string,
  wanted: { method?: string; target: string; headers?: (readonly [string, string])[]; body?: Buffer },
): Buffer {
  const headers: (readonly [string, string])[] = [['Host', new URL(url).host], ...(wanted.headers ?? [])];
  if (wanted.body !== undefined) headers.push(['Content-Length', String(wanted.body.length)]);
  const head = `${wanted.method ?? 'GET'} ${wanted.target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), wanted.body ?? Buffer.alloc(0)]);
}
