/** Output in two forms: lines of text, and JSON for programs; never both on one stream. */
import { styleFor, type Style } from './style.js';

export interface Report {
  readonly style: Style;
  /** A line for a person; with --json it goes to stderr. */
  say(line: string): void;
  /** A warning or a failure, always on stderr. */
  warn(line: string): void;
  /** A JSON line for a program that cannot wait for the end. */
  event(facts: Record<string, unknown>): void;
  /** The last JSON line. */
  result(facts: Record<string, unknown>): void;
}

export function openReport(json: boolean): Report {
  const textStream = json ? process.stderr : process.stdout;
  const write = (facts: Record<string, unknown>) => {
    if (json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  };
  return {
    style: styleFor(textStream),
    say: (line) => void textStream.write(`${line}\n`),
    warn: (line) => void process.stderr.write(`${line}\n`),
    event: write,
    result: write,
  };
}
