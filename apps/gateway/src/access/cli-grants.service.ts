/** Device-code grants (RFC 8628): a program asks, a person decides, the key is delivered exactly once. */
import { Injectable } from '@nestjs/common';
import { Clock } from '#platform/clock';
import { Database, isUniqueViolation, type Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Retention } from '#platform/retention';
import { problem } from '#platform/problems';
import { CliGrant } from './cli-grant.entity.js';
import { grantConsumed, grantDenied, grantExpired, slowDown } from './cli-grants.errors.js';
import {
  digestOf,
  isDeviceCode,
  newDeviceCode,
  newUserCode,
  openWith,
  readUserCode,
  sealingKeyOf,
} from './device-codes.js';

export const GRANT_LIMITS = { lifetimeS: 600, intervalS: 3, slowerByS: 5, keptMs: 24 * 3_600_000 };

export type Delivery =
  { status: 'pending'; intervalS: number } | { status: 'authorized'; apiKey: string; keyId: string; projectId: string };

@Injectable()
export class CliGrants {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    retention: Retention,
  ) {
    retention.register({
      reason: 'old grants',
      table: 'cli_grants',
      key: 'grant_id',
      where: 'expires_at < $1',
      retentionMs: GRANT_LIMITS.keptMs,
    });
  }

  async ask(clientName: string, address: string): Promise<{ grant: CliGrant; deviceCode: string }> {
    const deviceCode = newDeviceCode();
    for (;;) {
      const grant = this.pending(deviceCode, clientName, address);
      try {
        await this.database.systemTransaction('a program asks for a key', (tx) => tx.insert(CliGrant, grant));
        return { grant, deviceCode };
      } catch (error) {
        if (!isUniqueViolation(error, 'cli_grants_user_code_key')) throw error; // a collision among 25 billion: draw again
      }
    }
  }

  /** @throws Problem `not_found`, `expired`, `consumed`, `denied`, `slow_down` */
  async poll(deviceCode: string): Promise<Delivery> {
    if (!isDeviceCode(deviceCode)) throw problem.notFound();
    const outcome = await this.database.systemTransaction('a program polls for its key', async (tx) => {
      const grant = await tx.getRepository(CliGrant).findOne({
        where: { deviceCodeDigest: digestOf(deviceCode) },
        lock: { mode: 'pessimistic_write' },
      });
      return grant ? this.answer(tx, grant, deviceCode) : problem.notFound();
    });
    if (outcome instanceof Error) throw outcome; // after the commit: an early poll must be remembered
    return outcome;
  }

  /** What the console shows of a grant. @throws Problem `not_found` */
  async find(userCode: string): Promise<CliGrant> {
    const code = readUserCode(userCode);
    const grant =
      code &&
      (await this.database.systemTransaction('a grant by its code', (tx) =>
        tx.getRepository(CliGrant).findOneBy({ userCode: code }),
      ));
    if (!grant) throw problem.notFound();
    return grant;
  }

  private async answer(tx: Tx, grant: CliGrant, deviceCode: string): Promise<Delivery | Error> {
    const now = this.clock.now();
    if (grant.status === 'consumed') return grantConsumed();
    if (grant.expiresAt <= now) return grantExpired();
    const { grantId } = grant;
    const early = grant.lastPolledAt !== null && now.getTime() - grant.lastPolledAt.getTime() < grant.intervalS * 1000;
    const intervalS = grant.intervalS + (early ? GRANT_LIMITS.slowerByS : 0);
    await tx.update(CliGrant, { grantId }, { lastPolledAt: now, intervalS });
    if (early) return slowDown(intervalS);
    if (grant.status === 'denied') return grantDenied();
    if (grant.status === 'pending') return { status: 'pending', intervalS };
    const apiKey = openWith(deviceCode, grant.sealedKey!, grantId);
    await tx.update(CliGrant, { grantId }, { status: 'consumed', sealedKey: null });
    // until now the key would have ended with the grant: one that nobody fetches works for nobody
    await tx.query('UPDATE api_keys SET expires_at = $2 WHERE key_id = $1 AND revoked_at IS NULL', [
      grant.keyId,
      grant.keyExpiresAt,
    ]);
    return { status: 'authorized', apiKey, keyId: grant.keyId!, projectId: grant.projectId! };
  }

  private pending(deviceCode: string, clientName: string, address: string): CliGrant {
    return Object.assign(new CliGrant(), {
      grantId: newId(this.clock.nowMs()),
      deviceCodeDigest: digestOf(deviceCode),
      sealingKey: sealingKeyOf(deviceCode),
      userCode: newUserCode(),
      clientName,
      address,
      status: 'pending' as const,
      intervalS: GRANT_LIMITS.intervalS,
      lastPolledAt: null,
      organizationId: null,
      projectId: null,
      keyId: null,
      decidedBy: null,
      sealedKey: null,
      createdAt: this.clock.now(),
      expiresAt: this.clock.in(GRANT_LIMITS.lifetimeS * 1000),
      keyExpiresAt: null,
    });
  }
}
