/**
 * A request that is sent twice with the same Idempotency-Key takes effect once. The claim is a short row of its own, so
 * that a second request sees it at once; the answer is written in the transaction of the effect, so that neither can
 * exist without the other. It is sealed under the client's own key, which only the client keeps.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { type Clock } from '#platform/clock';
import { type Database, type Tx } from '#platform/database';
import { type Keyring, seal, unseal } from '#platform/keys';
import { answerErased, keyReused, stillRunning } from './idempotency.errors.js';

export const IDEMPOTENCY_LIMITS = { keptMs: 24 * 3_600_000, leaseMs: 60_000, sweepEveryMs: 10 * 60_000 };

export interface Claim {
  claimId: string;
  credential: string;
  digest: Buffer;
  sealKey: Buffer;
}

export interface StoredAnswer {
  status: number;
  body: unknown;
}

interface Row {
  claim_id: string;
  fingerprint: Buffer;
  status: number | null;
  sealed: Buffer | null;
}

export class Idempotency {
  private readonly master: Buffer;
  private sweptMs = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    keyring: Keyring,
    /** Fields of answers that hold the id of whom they are about. */
    private readonly subjectFields: readonly string[] = [],
  ) {
    this.master = keyring.derive('idempotency answers');
  }

  /**
   * @returns a claim to fulfil or give up, or the answer of the first request
   * @throws Problem 409 when the key belongs to another request, or to one under way
   */
  async begin(credential: string, key: string, fingerprint: Buffer): Promise<Claim | StoredAnswer> {
    const digest = createHash('sha256').update(`${credential}\n${key}`).digest();
    const sealKey = createHmac('sha256', this.master).update(`${credential}\n${key}`).digest();
    const claim = { claimId: randomUUID(), credential, digest, sealKey };
    const [taken] = await this.database.systemQuery<Row>(
      'claim an idempotency key',
      `INSERT INTO idempotency_keys AS k (credential, key_digest, claim_id, fingerprint, leased_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (credential, key_digest) DO UPDATE SET claim_id = excluded.claim_id, fingerprint = excluded.fingerprint,
         leased_until = excluded.leased_until, expires_at = excluded.expires_at, status = NULL, sealed = NULL, about = NULL
       WHERE k.expires_at <= $7 OR (k.status IS NULL AND k.leased_until <= $7 AND k.fingerprint = excluded.fingerprint)
       RETURNING claim_id`,
      [
        credential,
        digest,
        claim.claimId,
        fingerprint,
        this.clock.in(IDEMPOTENCY_LIMITS.leaseMs),
        this.clock.in(IDEMPOTENCY_LIMITS.keptMs),
        this.clock.now(),
      ],
    );
    if (taken) {
      this.sweep();
      return claim;
    }
    return this.earlier(claim, fingerprint);
  }

  /** Joins the transaction of the effect. @throws Problem 409 when the lease was lost to another request, which undoes it */
  async fulfil(tx: Tx, claim: Claim, answer: StoredAnswer & { forgettable: boolean }): Promise<void> {
    const sealed = seal(claim.sealKey, Buffer.from(JSON.stringify(answer.body ?? null)), claim.credential);
    await tx.query(`SELECT set_config('app.credential', $1, true)`, [claim.credential]);
    const [, stored] = await tx.query<[unknown, number]>(
      `UPDATE idempotency_keys SET status = $3, sealed = $4, about = $5
       WHERE key_digest = $1 AND claim_id = $2`,
      [
        ...[claim.digest, claim.claimId, answer.status, sealed],
        answer.forgettable ? subjectsOf(answer.body, this.subjectFields) : null,
      ],
    );
    if (stored === 0) throw stillRunning();
  }

  /** Takes away what answers said about someone. The keys stay spent. @returns how many answers */
  async forget(subject: string): Promise<number> {
    const [row] = await this.database.systemQuery<{ n: string }>(
      'forget answers about an erased person',
      `WITH gone AS (UPDATE idempotency_keys SET sealed = NULL, about = NULL WHERE about @> ARRAY[$1::uuid] RETURNING 1)
       SELECT count(*) AS n FROM gone`,
      [subject],
    );
    return Number(row!.n);
  }

  /** Refusals are not kept: the same key may try again. */
  async giveUp(claim: Claim): Promise<void> {
    await this.database.systemQuery(
      'give up an idempotency key',
      'DELETE FROM idempotency_keys WHERE credential = $1 AND key_digest = $2 AND claim_id = $3 AND status IS NULL',
      [claim.credential, claim.digest, claim.claimId],
    );
  }

  private async earlier(claim: Claim, fingerprint: Buffer): Promise<StoredAnswer> {
    const [row] = await this.database.systemQuery<Row>(
      'read an idempotent answer',
      'SELECT claim_id, fingerprint, status, sealed FROM idempotency_keys WHERE credential = $1 AND key_digest = $2',
      [claim.credential, claim.digest],
    );
    if (!row) throw stillRunning(); // given up between the two statements
    if (!row.fingerprint.equals(fingerprint)) throw keyReused();
    if (row.status === null) throw stillRunning();
    if (row.sealed === null) throw answerErased();
    const body = unseal(claim.sealKey, row.sealed, claim.credential).toString();
    return { status: row.status, body: JSON.parse(body) as unknown };
  }

  private sweep(): void {
    const now = this.clock.nowMs();
    if (now - this.sweptMs < IDEMPOTENCY_LIMITS.sweepEveryMs) return;
    this.sweptMs = now;
    void this.database
      .systemQuery('forget old idempotency keys', 'DELETE FROM idempotency_keys WHERE expires_at <= $1', [
        new Date(now),
      ])
      .catch(() => (this.sweptMs = 0));
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids under the fields named, at any depth; null when there are none. */
function subjectsOf(body: unknown, fields: readonly string[]): string[] | null {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value))
      if (typeof inner !== 'string') look(inner);
      else if (fields.includes(name) && UUID.test(inner)) found.add(inner);
  };
  look(body);
  return found.size > 0 ? [...found] : null;
}
