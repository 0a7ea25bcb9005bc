/** Checks API keys: a bad checksum never reaches the database, a good key is remembered for less than a second. */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database';
import { Keyring } from '#platform/keys';
import { Notifications } from '#platform/notifications';
import type { KeyPrincipal, KeyMode } from '../principal/principal.js';
import { invalidApiKey } from './access.errors.js';
import type { ApiKey } from './api-key.entity.js';
import { type ApiKeyToken, macOfSecret, parseApiKey, sameMac } from './api-key-token.js';

export const PEPPER_VERSION = 1;
/** Revocation reaches every process within this even if its notice is lost. */
const REMEMBERED_MS = 900;
const MAX_REMEMBERED = 10_000;
const LAST_USED_EVERY_MS = 60_000;

const NOBODY = Buffer.alloc(32);
const SELECT_KEY = `SELECT key_id AS "keyId", organization_id AS "organizationId", public_id AS "publicId", prefix, secret_mac AS "secretMac",
  pepper_version AS "pepperVersion", name, mode, project_ids AS "projectIds", scopes, allowed_ips AS "allowedIps", api_version AS "apiVersion", line_id AS "lineId",
  created_by AS "createdBy", created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt", rotation_due_at AS "rotationDueAt", revoked_at AS "revokedAt",
  exposed_at AS "exposedAt" FROM api_keys WHERE public_id = $1`;

/** A caller by key, with the row that admitted it: what it says of itself needs no second look. */
export class VerifiedKey implements KeyPrincipal {
  readonly kind = 'key';
  readonly keyId: string;
  readonly organizationId: string;
  readonly projectIds: readonly string[] | null;
  readonly mode: KeyMode;
  readonly scopes: readonly string[];
  readonly apiVersion: string;

  constructor(readonly row: ApiKey) {
    this.keyId = row.keyId;
    this.organizationId = row.organizationId;
    this.projectIds = row.projectIds;
    this.mode = row.mode;
    this.scopes = row.scopes;
    this.apiVersion = row.apiVersion;
  }
}

@Injectable()
export class ApiKeyVerifier {
  private readonly remembered = new LRUCache<string, { row: Promise<ApiKey | null>; untilMs: number }>({
    max: MAX_REMEMBERED,
  });
  private readonly lastUsedMs = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  private readonly peppers = new Map<number, Buffer>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    notifications: Notifications,
  ) {
    notifications.subscribe('api-key', () => this.remembered.clear());
    notifications.onReconnect(() => this.remembered.clear());
  }

  /** @throws Problem `invalid_api_key`, the same for every reason */
  async admit(text: string): Promise<VerifiedKey> {
    const token = parseApiKey(text);
    if (!token) throw invalidApiKey();
    const row = await this.read(token.publicId);
    const mac = macOfSecret(this.pepper(row?.pepperVersion ?? PEPPER_VERSION), token.secret);
    const genuine = sameMac(mac, row?.secretMac ?? NOBODY); // an unknown id costs the same comparison
    if (!row || !genuine || row.mode !== token.mode || !this.inForce(row)) throw invalidApiKey();
    this.noteUse(row);
    return new VerifiedKey(row);
  }

  /** Marks a key that travelled in an address; quietly nothing for what is no key of ours. */
  async markExposed(text: string): Promise<void> {
    const token = parseApiKey(text);
    if (!token) return;
    await this.database.systemQuery(
      'mark an exposed key',
      'UPDATE api_keys SET exposed_at = coalesce(exposed_at, $2) WHERE public_id = $1 AND secret_mac = $3',
      [token.publicId, this.clock.now(), this.macOf(token)],
    );
  }

  /** After a change of keys in this process: nothing remembered is used again. */
  forget(): void {
    this.remembered.clear();
  }

  macOf(token: ApiKeyToken): Buffer {
    return macOfSecret(this.pepper(PEPPER_VERSION), token.secret);
  }

  private pepper(version: number): Buffer {
    let pepper = this.peppers.get(version);
    if (!pepper) this.peppers.set(version, (pepper = this.keyring.derive('api key pepper', version)));
    return pepper;
  }

  private inForce(row: ApiKey): boolean {
    return row.revokedAt === null && (row.expiresAt === null || row.expiresAt.getTime() > this.clock.nowMs());
  }

  private read(publicId: string): Promise<ApiKey | null> {
    const now = this.clock.nowMs();
    const known = this.remembered.get(publicId);
    if (known && known.untilMs > now) return known.row;
    const row = this.database
      .systemQuery<ApiKey>('an API key before its organization is known', SELECT_KEY, [publicId])
      .then(([found]) => found ?? null);
    this.remembered.set(publicId, { row, untilMs: now + REMEMBERED_MS });
    row.catch(() => this.remembered.delete(publicId));
    return row;
  }

  /** At most one write a minute and key. */
  private noteUse(row: ApiKey): void {
    const now = this.clock.nowMs();
    const last = this.lastUsedMs.get(row.keyId) ?? row.lastUsedAt?.getTime() ?? 0;
    if (now - last < LAST_USED_EVERY_MS) return;
    this.lastUsedMs.set(row.keyId, now);
    void this.database
      .systemQuery('note the use of a key', 'UPDATE api_keys SET last_used_at = $2 WHERE key_id = $1', [
        row.keyId,
        new Date(now),
      ])
      .catch(() => this.lastUsedMs.delete(row.keyId)); // the next use tries again
  }
}
