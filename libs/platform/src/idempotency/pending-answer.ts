/** The answer that a request with an Idempotency-Key is about to give: stored in the transaction of its effect. */
import type { AnswerWriter, Tx } from '#platform/database';
import type { Claim, Idempotency } from './idempotency.js';

/** A caller whose route stores its answer: the service hands `answer` to the transaction of the effect. */
export type WithAnswer<Caller, Outcome> = Caller & { readonly answer?: AnswerWriter<Outcome> };

export interface AnswerOptions {
  /** Read when the answer is stored: the framework has set it by then. */
  statusCode: () => number;
  /** Fields that are shown once and never stored. */
  secrets: readonly string[];
  /** The stored body goes when the person it is about is erased. */
  forgettable: boolean;
}

export class PendingAnswer {
  private storedBody: string | null = null;

  constructor(
    private readonly idempotency: Idempotency,
    private readonly claim: Claim,
    private readonly options: AnswerOptions,
  ) {}

  /** @param view makes the body of the answer from the outcome of the effect */
  writer<Outcome>(view: (outcome: Outcome) => unknown): AnswerWriter<Outcome> {
    return (tx, outcome) => this.store(tx, view(outcome));
  }

  /** What the route answered in the end, when its effect did not store it or something was added after the commit. */
  async settle(body: unknown, transaction: (work: (tx: Tx) => Promise<void>) => Promise<void>): Promise<void> {
    if (this.storedBody === JSON.stringify(body ?? null)) return;
    await transaction((tx) => this.store(tx, body));
  }

  private async store(tx: Tx, body: unknown): Promise<void> {
    await this.idempotency.fulfil(tx, this.claim, {
      status: this.options.statusCode(),
      body: withoutSecrets(body, this.options.secrets),
      forgettable: this.options.forgettable,
    });
    this.storedBody = JSON.stringify(body ?? null);
  }
}

/** What is shown once is not kept; the repeated answer says so. */
function withoutSecrets(body: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return body;
  const kept = Object.entries(body as object).filter(([name]) => !secrets.includes(name));
  return { ...Object.fromEntries(kept), secret_already_shown: true };
}
