/** Proves a terminal: its proof, the nonce in it, that it was not seen before, and the device behind its token. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Batch } from '#platform/concurrency';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { Retention } from '#platform/retention';
import { Keyring } from '#platform/keys';
import { ApiVersions } from '#platform/versions';
import type { ProofPrincipal, TerminalPrincipal } from '../principal/principal.js';
import { deviceDecommissioned, deviceDisabled, invalidToken } from './access.errors.js';
import { DpopNonces, NONCE_LIFETIME_MS } from './dpop-nonce.js';
import { type ProvenProof, readProof } from './dpop-proof.js';
import { ProofKeys } from './proof-keys.js';
import { PublicOrigins } from './public-origins.js';
import { TerminalDirectory } from './terminal-directory.js';
import { TerminalTokens } from './terminal-tokens.service.js';

/** What a proof is held against: the request line, or the socket's handshake. */
export interface ProofRequest {
  method: string;
  path: string;
  proof: string;
  accessToken: string | null;
}

/** Each statement is a commit: a terminal waits this little, so that tenants wait less for the disk. */
const SPENT_APART_MS = 5;

@Injectable()
export class TerminalAuthenticator {
  private readonly nonces: DpopNonces;
  private readonly keys = new ProofKeys();
  private readonly spending = new Batch<Buffer, boolean>({
    ...{ most: 100, atOnce: 2, apartMs: SPENT_APART_MS },
    ask: (some) => this.spendAll(some),
  });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly origins: PublicOrigins,
    private readonly terminals: TerminalDirectory,
    private readonly tokens: TerminalTokens,
    private readonly versions: ApiVersions,
    keyring: Keyring,
    retention: Retention,
  ) {
    retention.register({
      reason: 'spent proofs',
      table: 'dpop_proofs',
      key: 'proof_digest',
      where: 'expires_at < $1',
      retentionMs: 0,
    });
    this.nonces = new DpopNonces(keyring.derive('dpop nonce'));
  }

  /** For the `DPoP-Nonce` header of every answer to a terminal. */
  freshNonce(): string {
    return this.nonces.issue(this.clock.nowMs());
  }

  async admitProof(request: ProofRequest): Promise<ProofPrincipal> {
    const proven = await this.prove(request);
    await this.spend(proven);
    return { kind: 'proof', keyThumbprint: proven.keyThumbprint };
  }

  async admitTerminal(request: ProofRequest & { accessToken: string }): Promise<TerminalPrincipal> {
    const proven = await this.prove(request);
    const { keyThumbprint, iatS } = proven;
    const deviceId = this.tokens.deviceOf(request.accessToken, keyThumbprint);
    const [terminal] = await Promise.all([this.terminals.byId(deviceId), this.spend(proven)]);
    if (!terminal || terminal.keyThumbprint !== keyThumbprint || !terminal.projectAlive) throw invalidToken();
    const refusal = terminal.decommissioned ? deviceDecommissioned() : terminal.enabled ? null : deviceDisabled();
    if (refusal) {
      await this.terminals.noteRefusal(terminal, refusal.code);
      throw refusal;
    }
    const { organizationId, projectId } = terminal;
    const apiVersion = this.versions.inForceAt(terminal.registeredAt);
    const clockSkewMs = iatS * 1000 - this.clock.nowMs();
    return { kind: 'terminal', deviceId, organizationId, projectId, apiVersion, clockSkewMs };
  }

  private prove(request: ProofRequest): Promise<ProvenProof> {
    const { method, path, accessToken } = request;
    return readProof(request.proof, {
      method,
      path,
      accessToken,
      isOwnOrigin: (origin) => this.origins.owns(origin),
      isFreshNonce: (nonce) => this.nonces.isFresh(nonce, this.clock.nowMs()),
      keys: this.keys,
    });
  }

  private async spend({ keyThumbprint, jti }: ProvenProof): Promise<void> {
    const digest = createHash('sha256').update(`${keyThumbprint}\n${jti}`).digest();
    if (!(await this.spending.ask(digest))) throw invalidToken('The DPoP proof was used before.');
  }

  /**
   * A jti serves once; the table is shared by all processes. It may be forgotten when its nonce is dead.
   * Sorted, so that two processes that meet in the index do not wait for each other.
   */
  private async spendAll(digests: Buffer[]): Promise<boolean[]> {
    const inserted = await this.database.systemQuery<{ digest: Buffer }>(
      'spend a proof',
      `INSERT INTO dpop_proofs (proof_digest, expires_at)
       SELECT digest, $2 FROM unnest($1::bytea[]) AS spent(digest) ORDER BY digest
       ON CONFLICT DO NOTHING RETURNING proof_digest AS digest`,
      [digests, this.clock.in(NONCE_LIFETIME_MS * 2)],
    );
    const fresh = new Set(inserted.map(({ digest }) => digest.toString('hex')));
    return digests.map((digest) => fresh.delete(digest.toString('hex'))); // the second of two in one batch is the repetition
  }
}
