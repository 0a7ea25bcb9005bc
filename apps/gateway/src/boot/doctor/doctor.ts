/** `thenar doctor`: reads the configuration and what is around it, and says in sentences what is wrong and what to do. */
import { type CommandResult, EXIT } from '#platform/commands';
import { ConfigError } from '#platform/config';
import { examineConfig } from '../../gateway.config.js';
import { databaseCheck } from './database-check.js';
import { type Finding, type Level, runCheck } from './finding.js';
import { keysCheck } from './keys-check.js';
import { machineCheck } from './machine-check.js';
import { networkCheck } from './network-check.js';
import { firebaseCheck, metricsCheck, redisCheck } from './services-check.js';

const CHECKS = [databaseCheck, keysCheck, firebaseCheck, networkCheck, redisCheck, metricsCheck, machineCheck];
const ORDER: Level[] = ['wrong', 'warning', 'ok'];

export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const configuration = (message: string): Finding => ({ check: 'configuration', level: 'wrong', message });
  try {
    const { config, problems } = examineConfig(env);
    const found = await Promise.all(CHECKS.map((check) => runCheck(check, config)));
    return [...problems.map(configuration), ...found.flat()];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(configuration);
    throw error;
  }
}

export async function doctor(env: NodeJS.ProcessEnv): Promise<CommandResult> {
  const findings = (await examine(env)).sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const lines = findings.map(({ level, check, message }) => `${level.padEnd(9)}${check.padEnd(15)}${message}`);
  const summary = `${count('wrong')} wrong, ${count('warning')} to look at, ${count('ok')} fine`;
  return {
    text: [...lines, '', summary].join('\n'),
    data: { wrong: count('wrong'), warnings: count('warning'), findings },
    exitCode: count('wrong') > 0 ? EXIT.failed : EXIT.done,
  };
}
