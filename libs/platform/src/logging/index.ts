/** Structured logs with an allow-list: what is not named here never reaches a log line, so a secret cannot slip in. */
import { pino, type Logger, type LoggerOptions, type DestinationStream } from 'pino';

export type { Logger } from 'pino';
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** An error as a log line may hold it: the database driver's `query`, `parameters` and `detail` carry people's data. */
function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, routine, driverError } = error as {
    code?: unknown;
    routine?: unknown;
    driverError?: { code?: unknown };
  };
  return {
    type: error.name,
    message: error.message.slice(0, 500),
    code: driverError?.code ?? code,
    routine,
    stack: error.stack?.split('\n').slice(1, 12).join('\n'),
    ...(error.cause ? { cause: plainError(error.cause) } : {}),
  };
}

export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: plainError, error: plainError, req: () => undefined, res: () => undefined },
  };
  return destination ? pino(options, destination) : pino(options);
}

export { logEverything } from './log-everything.js';
export { nestLogger } from './nest-logger.js';
