/** The hostile inputs as data, where they are at hand, and what holds for the answer to every one of them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../../../../shared/vectors/hostile-inputs.json');

export interface Vector {
  id: string;
  name: string;
  value?: string;
  query?: string;
  header?: Record<string, string | string[]>;
  body?: unknown;
  variants?: string[];
  gen?: Record<string, unknown>;
  raw?: string;
  raw_line?: string;
  expect: { status: number[] };
}

export const vectorsAreHere = existsSync(FILE);
if (!vectorsAreHere) console.warn(`hostile inputs: only our own, because ${FILE} is not here`);

const groups = vectorsAreHere ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Vector[]>) : {};

/** Empty where the vectors are not at hand. */
export function vectorsOf(group: string): Vector[] {
  return groups[group] ?? [];
}

interface AnyAnswer {
  status: number;
  text: string;
  headers: Headers | Record<string, string>;
}

const LEAK =
  /node_modules|\bat .{1,80}\.[jt]s:\d|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) \w|syntax error at|typeorm|QueryFailed|fastify|nestjs|class-validator|FST_ERR|HPE_|ERR_[A-Z_]+|SyntaxError|TypeError|SQLSTATE|(?:^|[\s"'(])\/(?:work|home|usr|tmp|var)\//i;

/** A refusal speaks the contract's words, names itself, and reveals nothing of what is behind it. */
export function lawBroken(answer: AnyAnswer, secrets: string[] = []): string | null {
  const header = (name: string) =>
    answer.headers instanceof Headers ? answer.headers.get(name) : answer.headers[name];
  const requestId = header('x-request-id');
  if (!requestId) return 'has no X-Request-Id';
  if (answer.status >= 500) return `is a ${answer.status}`;
  const echoed = secrets.find((secret) => answer.text.includes(secret));
  if (answer.status >= 400 && echoed) return `echoes a secret (${echoed.slice(0, 12)}…)`;
  if (answer.status < 400) return null;
  if (!header('content-type')?.startsWith('application/json')) return `is a refusal in ${header('content-type')}`;
  const error = bodyOf(answer.text)?.error;
  if (!error) return `is a refusal without our error body: ${answer.text.slice(0, 100)}`;
  const unknown = Object.keys(error).filter(
    (name) => !['code', 'message', 'field', 'details', 'docs_url', 'request_id'].includes(name),
  );
  if (unknown.length > 0) return `has error members ${unknown.join()}`;
  if (
    !/^[a-z][a-z0-9_]+$/.test(String(error.code)) ||
    typeof error.message !== 'string' ||
    typeof error.docs_url !== 'string'
  )
    return 'has an incomplete error body';
  if (error.request_id !== requestId) return 'names another request_id than its header';
  const leak = LEAK.exec(answer.text);
  return leak ? `reveals internals: ${leak[0]}` : null;
}

function bodyOf(text: string): { error?: Record<string, unknown> } | null {
  try {
    return JSON.parse(text) as { error?: Record<string, unknown> };
  } catch {
    return null;
  }
}

export interface Finding {
  id: string;
  said: string;
}

/** Collects what went wrong, so that one run shows all of it. */
export class Ledger {
  readonly findings: Finding[] = [];
  readonly secrets: string[] = [];
  checked = 0;

  judge(id: string, allowed: readonly number[], answer: AnyAnswer | undefined): void {
    this.checked++;
    if (!answer) return void this.findings.push({ id, said: 'got no answer' });
    if (!allowed.includes(answer.status))
      this.findings.push({
        id,
        said: `answered ${answer.status} instead of ${allowed.join('|')}: ${answer.text.slice(0, 160)}`,
      });
    const broken = id.startsWith('HEAD ') ? null : lawBroken(answer, this.secrets);
    if (broken) this.findings.push({ id, said: broken });
  }
}

/** A few at once, in order. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
  atOnce = 6,
): Promise<void> {
  const entries = items.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, item] of entries) await work(item, index);
    }),
  );
}
