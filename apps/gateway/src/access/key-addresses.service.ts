/** Whether a key may be used from an address; a refusal is on record once a minute. */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { Audit } from '../audit/audit.service.js';
import { addressNotAllowed } from './access.errors.js';
import { isWithin } from './address-blocks.js';
import type { VerifiedKey } from './api-key-verifier.service.js';

const RECORDED_EVERY_MS = 60_000;
const MAX_REMEMBERED = 10_000;

@Injectable()
export class KeyAddresses {
  private readonly recordedMs = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `address_not_allowed` */
  async check({ row, keyId, organizationId }: VerifiedKey, address: string): Promise<void> {
    if (row.allowedIps === null || isWithin(row.allowedIps, address)) return;
    const now = this.clock.nowMs();
    if (now - (this.recordedMs.get(keyId) ?? -Infinity) >= RECORDED_EVERY_MS) {
      this.recordedMs.set(keyId, now);
      const entry = { organizationId, action: 'api_key.address_refused', kind: 'api_key', id: keyId };
      await this.database.tenantTransaction({ organizationId }, (tx) =>
        this.audit.record(tx, { kind: 'key', keyId }, entry),
      );
    }
    throw addressNotAllowed();
  }
}
