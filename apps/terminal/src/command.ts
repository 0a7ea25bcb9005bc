/** What each command of the CLI is given, and what it may exit with. */
import type { parseArgs } from 'node:util';
import { FileStateStore } from './state-store.js';
import { type OpenedTerminal, openTerminal } from './open-terminal.js';
import type { RetryPolicy } from './retry.js';
import type { Report } from './report.js';

export const EXIT = { ok: 0, refused: 1, usage: 2, network: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type OptionValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface CommandContext {
  values: OptionValues;
  positionals: string[];
  report: Report;
  stop: AbortSignal;
}

export interface Command {
  help: string;
  options: NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;
  run(context: CommandContext): Promise<ExitCode>;
}

/** The person typed something that cannot be meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DEFAULT_GATEWAY = 'http://127.0.0.1:3000';
const DEFAULT_STATE = '.thenar/terminal';
const DEFAULT_RETRY_S = 15;

export const SHARED_OPTIONS = {
  state: { type: 'string' },
  'retry-for': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const SHARED_HELP = `  --state DIR   folder of this terminal's key and state, default ${DEFAULT_STATE}
  --retry-for S  how long to retry while the gateway does not answer, default ${DEFAULT_RETRY_S}
  --json           JSON lines on stdout, the result last; text goes to stderr
  --help           this text`;

export function stateStoreOf(values: OptionValues): FileStateStore {
  return new FileStateStore(typeof values.state === 'string' ? values.state : DEFAULT_STATE);
}

export interface WorkingTerminal extends OpenedTerminal {
  store: FileStateStore;
}

/** The terminal of the state folder. @throws UsageError when it is not registered */
export async function openRegistered(context: CommandContext): Promise<WorkingTerminal> {
  const store = stateStoreOf(context.values);
  if (!store.exists() || store.read().device_id === undefined) {
    throw new UsageError('this terminal is not registered yet: npm run terminal -- register');
  }
  return { store, ...(await openTerminal(store, { retry: retryPolicyOf(context) })) };
}

/** How long a command tries, and what it says meanwhile. @throws UsageError */
export function retryPolicyOf({ values, report, stop }: CommandContext): RetryPolicy {
  const giveUpAfterMs = wholeOption(values, 'retry-for', { min: 0, max: 3600, default: DEFAULT_RETRY_S }) * 1000;
  return { signal: stop, giveUpAfterMs, onRetry: retryReporter(report) };
}

export function retryReporter(report: Report) {
  return (error: Error, waitMs: number) =>
    report.warn(report.style.dim(`${error.message}; retrying in ${(waitMs / 1000).toFixed(1)} s`));
}

export function textOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function listOption(values: OptionValues, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function wholeOption(values: OptionValues, name: string, limits: { min: number; max: number; default: number }) {
  const text = textOption(values, name);
  if (text === undefined) return limits.default;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < limits.min || number > limits.max) {
    throw new UsageError(`--${name} takes a whole number from ${limits.min} to ${limits.max}`);
  }
  return number;
}

export function choiceOption<T extends string>(values: OptionValues, name: string, choices: readonly T[]) {
  const text = textOption(values, name);
  if (text === undefined) return undefined;
  const chosen = choices.find((choice) => choice === text);
  if (chosen === undefined) throw new UsageError(`--${name} takes one of ${choices.join(', ')}`);
  return chosen;
}

/** @throws UsageError */
export function gatewayOption(values: OptionValues): string {
  const text = textOption(values, 'gateway') ?? DEFAULT_GATEWAY;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`--gateway takes an address like ${DEFAULT_GATEWAY}`);
  return url.origin;
}
