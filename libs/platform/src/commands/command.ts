/** What a program offers on the command line, described once: parsing, help and exit codes follow from it. */
import type { ParseArgsConfig } from 'node:util';

/** Exit codes of a program made of commands. */
export const EXIT = {
  done: 0,
  /** The command did its work and the answer is no: a check failed, or what was asked for is refused. */
  failed: 1,
  /** The words were not understood. */
  misused: 2,
  /** It cannot be done at present: the configuration, the database or a key service is not fit for it. */
  unavailable: 3,
} as const;

export interface CommandOption {
  /** Placeholder of the value in the help; absent for a switch. */
  value?: string;
  says: string;
  required?: boolean;
}

export interface CommandCall {
  /** Positional arguments behind the command's name. */
  operands: string[];
  options: Record<string, string | undefined>;
  switches: Record<string, boolean | undefined>;
  env: NodeJS.ProcessEnv;
  /** A part of a result that is too long to be kept until the end. */
  print: (text: string) => void;
  /** Progress for a person; goes to the error stream, never into the result. */
  note: (text: string) => void;
}

export interface CommandResult {
  /** For people. */
  text: string;
  /** The same for programs (`--json`). */
  data: unknown;
  exitCode?: number;
}

export interface Command {
  /** One or two words, e.g. `keys rotate`. */
  name: string;
  group: string;
  /** One sentence. */
  says: string;
  /** More for `help NAME`: paragraphs. */
  details?: string;
  /** Names of the operands; one in brackets may be left out. */
  operands?: string[];
  options?: Record<string, CommandOption>;
  /** Loads what is needed only when the command runs; null when it goes on by itself, as a server does. */
  run(call: CommandCall): Promise<CommandResult | null>;
}

/** Wrong words: answered with the usage of the command. */
export class CommandUsageError extends Error {
  override readonly name = 'CommandUsageError';
}

/** It cannot be done at present; the message says what to do. */
export class CommandUnavailable extends Error {
  override readonly name = 'CommandUnavailable';
}

export function optionsOf(command: Command): NonNullable<ParseArgsConfig['options']> {
  const own = Object.entries(command.options ?? {}).map(([name, { value }]) => [
    name,
    { type: value === undefined ? 'boolean' : 'string' },
  ]);
  return { ...Object.fromEntries(own), json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
}

export function usageOf(program: string, { name, operands = [], options = {} }: Command): string {
  const words = Object.entries(options).map(([option, { value, required }]) => {
    const text = value === undefined ? `--${option}` : `--${option} ${value}`;
    return required ? text : `[${text}]`;
  });
  return [program, name, ...operands, ...words, '[--json]'].join(' ');
}
