/** Commands of the operator, in this process (which is quicker) or as a program of their own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runProgram } from '#platform/commands';
import { exitCodeOf, OPERATOR_COMMANDS } from '../../apps/gateway/src/boot/operator/commands.js';

const PROGRAM = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const run = promisify(execFile);

export interface Operated {
  code: number | null;
  out: string;
  err: string;
}
export type Operator = (env: Record<string, string>, ...args: string[]) => Promise<Operated>;

export const operate: Operator = async (env, ...args) => {
  const printed = { out: '', err: '' };
  const description = { program: 'thenar', says: 'Tests.', commands: OPERATOR_COMMANDS };
  const code = await runProgram(description, args, {
    env,
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    exitCodeOf,
  });
  return { code, ...printed };
};

export const operateAtTheShell: Operator = (env, ...args) => {
  const { PATH, HOME } = process.env;
  const command = run(process.execPath, [PROGRAM, ...args], { env: { PATH, HOME, ...env } as NodeJS.ProcessEnv });
  return command.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  );
};
