/** Nest's own words as lines of our log. */
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** What it cannot do it throws as well: whoever started it says so, once. */
const THROWS_TOO = 'NestApplication';

export function nestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'error' | 'warn' | 'debug') =>
    (message: unknown, ...more: unknown[]) => {
      // the last word is the part of Nest that speaks; a stack may stand before it
      const context = more.at(-1);
      if (level === 'error' && context === THROWS_TOO) return;
      const err = message instanceof Error ? message : undefined;
      const text = err?.message ?? String(message);
      logger[level]({ ...(err ? { err } : {}), ...(typeof context === 'string' ? { nest: context } : {}) }, text);
    };
  return { log: line('debug'), error: line('error'), warn: line('warn'), fatal: line('error') };
}
