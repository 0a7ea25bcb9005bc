/** What the doctor says: sentences of what is, what is wrong, and what to do. */
import type { GatewayConfig } from '../../gateway.config.js';

export type Level = 'wrong' | 'warning' | 'ok';

export interface Finding {
  check: string;
  level: Level;
  message: string;
}

/** Asks one thing about the configuration and what is around it. A check that fails itself is a warning. */
export interface Check {
  name: string;
  examine(config: GatewayConfig): Promise<Statement[]>;
}
export type Statement = [level: Level, message: string];

const MAX_CHECK_MS = 15_000;

export async function runCheck(check: Check, config: GatewayConfig): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Statement[]>((resolve) => {
    timer = setTimeout(() => resolve([['warning', 'No answer within 15 s.']]), MAX_CHECK_MS);
  });
  const statements = await Promise.race([check.examine(config).catch(failed), late]);
  clearTimeout(timer);
  return statements.map(([level, message]) => ({ check: check.name, level, message }));
}

const failed = (error: Error): Statement[] => [['warning', `It could not be examined: ${error.message}`]];
