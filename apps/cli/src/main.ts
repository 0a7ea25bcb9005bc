#!/usr/bin/env node
/** `thenar`: one program for who operates a gateway and for who uses one. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Command, runProgram } from '#platform/commands';
import { CLIENT_COMMANDS } from './client-commands.js';

/** What lies beside this program in an installation of the gateway, and is absent where only the client is. */
interface OperatorProgram {
  OPERATOR_COMMANDS: readonly Command[];
  exitCodeOf(error: unknown): number | undefined;
}
const OPERATOR = new URL('../../gateway/src/boot/operator/commands.js', import.meta.url);

const NOTES = [
  'Commands for operators read the configuration of the gateway from the environment.',
  'Exit codes: 0 done, 1 refused or found wrong, 2 wrong words, 3 not possible at present.',
];

const operator = existsSync(fileURLToPath(OPERATOR)) ? ((await import(OPERATOR.href)) as OperatorProgram) : null;
const code = await runProgram(
  {
    program: 'thenar',
    says: 'thenar: the palm-biometric gateway on the command line.',
    commands: [...(operator?.OPERATOR_COMMANDS ?? []), ...CLIENT_COMMANDS],
    notes: NOTES,
  },
  process.argv.slice(2),
  {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    exitCodeOf: (error) => operator?.exitCodeOf(error),
  },
);
if (code !== null) process.exitCode = code;
