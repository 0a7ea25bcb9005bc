/** The adapter of the terminal socket, with Redis between processes where there is one. */
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, Redis } from 'ioredis';
import { TerminalIoAdapter } from '../terminal/terminal-io.adapter.js';

/**
 * The socket library listens to no answer of its commands. A refusal that nobody hears ends a process, and the connection
 * that ends with this gateway refuses whatever still waited for it.
 */
class UnheardRedis extends Redis {
  override sendCommand(...sent: [Command, ...never[]]): unknown {
    const answer = super.sendCommand(...sent) as Promise<unknown>;
    answer.catch(() => undefined);
    return answer;
  }
}

export function openSocketAdapter(
  app: INestApplicationContext,
  redisUrl: string | null,
  closing: (() => Promise<unknown>)[],
): TerminalIoAdapter {
  if (redisUrl === null) return new TerminalIoAdapter(app, null);
  // what is said while Redis is away waits for it
  const open = () => new UnheardRedis(redisUrl, { maxRetriesPerRequest: null });
  const [publisher, subscriber] = [open(), open()];
  for (const redis of [publisher, subscriber]) {
    redis.on('error', () => undefined); // news come through PostgreSQL's notices all the same
    closing.push(async () => redis.disconnect());
  }
  return new TerminalIoAdapter(app, { publisher, subscriber });
}
