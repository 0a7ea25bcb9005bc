/** In production every line of a process is JSON: what Node and packages print by themselves becomes a line, too. */
import { format } from 'node:util';
import type { Logger } from 'pino';

const LEVELS = { log: 'info', info: 'info', debug: 'debug', warn: 'warn', error: 'error', trace: 'debug' } as const;

/** For a process that does nothing else: it takes over `console`, warnings, and what nobody caught. */
export function logEverything(logger: Logger): void {
  for (const [method, level] of Object.entries(LEVELS))
    (console as unknown as Record<string, unknown>)[method] = (...words: unknown[]) =>
      logger[level]({ printed: true }, format(...words).slice(0, 2_000));
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ warning: warning.name }, warning.message));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'the process ends: nobody caught this');
    process.exit(1);
  });
}
