/** The help of a program: a page of all commands, and a page for each. */
import { type Command, usageOf } from './command.js';

const WIDTH = 78;
const MIN_COLUMN = 12;

export interface ProgramDescription {
  program: string;
  says: string;
  commands: readonly Command[];
  /** Closing lines of the page of all commands. */
  notes?: string[];
}

export function overview({ program, says, commands, notes = [] }: ProgramDescription): string {
  const column = Math.max(...commands.map(({ name }) => name.length), MIN_COLUMN) + 2;
  const groups = [...new Set(commands.map(({ group }) => group))];
  const parts = groups.map((group) => {
    const lines = commands
      .filter((command) => command.group === group)
      .map((command) => entry(command.name, command.says, column));
    return `${group}\n${lines.join('\n')}`;
  });
  const usage = `usage: ${program} COMMAND [--json]\n       ${program} help COMMAND`;
  return [says, usage, ...parts, notes.join('\n')].filter(Boolean).join('\n\n');
}

export function pageOf(program: string, command: Command): string {
  const options = Object.entries(command.options ?? {}).map(
    ([name, { value, says }]) => [value === undefined ? `--${name}` : `--${name} ${value}`, says] as const,
  );
  const all = [...options, ['--json', 'print the result as JSON'] as const];
  const column = Math.max(...all.map(([words]) => words.length), MIN_COLUMN) + 2;
  const paragraphs = (command.details ?? '')
    .split('\n\n')
    .filter(Boolean)
    .map((text) => wrap(text, WIDTH).join('\n'));
  return [
    wrap(command.says, WIDTH).join('\n'),
    `usage: ${usageOf(program, command)}`,
    ...paragraphs,
    all.map(([words, says]) => entry(words, says, column)).join('\n'),
  ].join('\n\n');
}

function entry(words: string, says: string, column: number): string {
  const [first = '', ...rest] = wrap(says, WIDTH - column - 2);
  return [`  ${words.padEnd(column)}${first}`, ...rest.map((line) => `  ${' '.repeat(column)}${line}`)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
