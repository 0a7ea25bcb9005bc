/** What a call throws: a refusal of the gateway, or no answer at all. */

export interface Refusal {
  code: string;
  message: string;
  field?: string;
  details?: unknown;
  docs_url?: string;
  request_id?: string;
}

/** The gateway answered and refused. Decide by `code`; treat one that you do not know by `status`. */
export class ThenarError extends Error {
  override readonly name = 'ThenarError';
  readonly code: string;
  readonly field: string | undefined;
  readonly details: unknown;
  readonly docsUrl: string | undefined;
  /** Say it when you ask for help. */
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    refusal: Refusal,
  ) {
    super(`${refusal.message} (${refusal.code})`);
    this.code = refusal.code;
    this.field = refusal.field;
    this.details = refusal.details;
    this.docsUrl = refusal.docs_url;
    this.requestId = refusal.request_id;
  }
}

/** No whole answer came, after all attempts. What the call should do may be done or not. */
export class ThenarConnectionError extends Error {
  override readonly name = 'ThenarConnectionError';
}

/** A webhook that was not signed with the secret, or too long ago. Answer 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}
