/** Finds the command that the words mean, runs it, prints its result and answers with an exit code. */
import { parseArgs } from 'node:util';
import { type Command, CommandUnavailable, EXIT, CommandUsageError, optionsOf, usageOf } from './command.js';
import { overview, pageOf, type ProgramDescription } from './help.js';

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  out: (text: string) => void;
  err: (text: string) => void;
  /** Errors whose message is all that an operator needs, with the exit code that they mean. */
  exitCodeOf?: (error: unknown) => number | undefined;
}

/** @returns the exit code; null when the command goes on by itself */
export async function runProgram(
  description: ProgramDescription,
  args: readonly string[],
  around: Surroundings,
): Promise<number | null> {
  const { program, commands } = description;
  const asksHelp = args[0] === 'help' || args[0] === '--help' || args[0] === '-h';
  const words = asksHelp ? args.slice(1) : args;
  const command = commandOf(commands, words);
  if (asksHelp && words.length === 0) return print(around, overview(description));
  if (!command) {
    around.err(`${unknownWords(words, program)}\n\n${overview(description)}\n`);
    return EXIT.misused;
  }
  if (asksHelp) return print(around, pageOf(program, command));
  return runCommand(program, command, words.slice(command.name.split(' ').length), around);
}

async function runCommand(
  program: string,
  command: Command,
  args: readonly string[],
  around: Surroundings,
): Promise<number | null> {
  const json = args.includes('--json');
  try {
    const { values, positionals } = parse(command, args);
    if (values.help) return print(around, pageOf(program, command));
    checkOperands(command, positionals);
    checkOptions(command, values);
    const result = await command.run({
      operands: positionals,
      options: values as Record<string, string | undefined>,
      switches: values as Record<string, boolean | undefined>,
      env: around.env,
      print: around.out,
      note: (text) => around.err(`${text}\n`),
    });
    if (result === null) return null;
    if (json) around.out(`${JSON.stringify(result.data)}\n`);
    else if (result.text !== '') around.out(`${result.text}\n`);
    return result.exitCode ?? EXIT.done;
  } catch (error) {
    const code = codeOf(error, around);
    const message = error instanceof Error ? error.message : String(error);
    const usage = error instanceof CommandUsageError ? `\nusage: ${usageOf(program, command)}` : '';
    around.err(json ? `${JSON.stringify({ error: { message, exit_code: code } })}\n` : `${message}${usage}\n`);
    return code;
  }
}

function codeOf(error: unknown, { exitCodeOf }: Surroundings): number {
  if (error instanceof CommandUsageError) return EXIT.misused;
  if (error instanceof CommandUnavailable) return EXIT.unavailable;
  return exitCodeOf?.(error) ?? EXIT.failed;
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: optionsOf(command) });
  } catch (error) {
    throw new CommandUsageError((error as Error).message.split('. ', 1)[0]!);
  }
}

function checkOperands({ operands = [] }: Command, given: string[]): void {
  const required = operands.filter((name) => !name.startsWith('['));
  if (given.length < required.length) throw new CommandUsageError(`${required[given.length]} is missing`);
  if (given.length > operands.length) throw new CommandUsageError(`"${given[operands.length]}" is one word too many`);
}

function checkOptions({ options = {} }: Command, given: Record<string, unknown>): void {
  const missing = Object.entries(options).find(([name, { required }]) => required && given[name] === undefined);
  if (missing) throw new CommandUsageError(`--${missing[0]} is missing`);
}

/** Two words go before one: `keys rotate` is not `keys`. */
function commandOf(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const named = (count: number) => commands.find(({ name }) => name === words.slice(0, count).join(' '));
  return named(2) ?? named(1);
}

function unknownWords(words: readonly string[], program: string): string {
  return words.length === 0 ? `${program} needs a command.` : `"${words.slice(0, 2).join(' ')}" is not a command.`;
}

function print(around: Surroundings, text: string): number {
  around.out(`${text}\n`);
  return EXIT.done;
}
