/** The adapter of the terminal socket, with Redis between processes where there is one. */
import type { INestApplicationContext } from '@nestjs/common';
import { openRedis } from '#platform/reconnect';
import { TerminalIoAdapter } from '../terminal/terminal-io.adapter.js';

export function openSocketAdapter(
  app: INestApplicationContext,
  redisUrl: string | null,
  closing: (() => Promise<unknown>)[],
): TerminalIoAdapter {
  if (redisUrl === null) return new TerminalIoAdapter(app, null);
  // what is said while Redis is away waits for it; news come through PostgreSQL's notifications all the same
  const open = () => openRedis(redisUrl, { maxRetriesPerRequest: null });
  const [publisher, subscriber] = [open(), open()];
  for (const redis of [publisher, subscriber]) closing.push(async () => redis.disconnect());
  return new TerminalIoAdapter(app, { publisher, subscriber });
}
