import { listOf } from '#platform/http';
import type { ApiKey } from './api-key.entity.js';

export class ApiKeyView {
  key_id: string;
  prefix: string;
  name: string;
  mode: 'live' | 'test';
  organization_id: string;
  project_ids: string[] | null;
  scopes: string[];
  /** Addresses and blocks that the key may be used from; null for any. */
  allowed_ips: string[] | null;
  api_version: string;
  created_by: string | null;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  /** By `key_max_age_days` of the organization; the key works on. */
  rotation_due_at: string | null;
  revoked_at: string | null;
  exposed_at: string | null;

  static of(key: ApiKey): ApiKeyView {
    return {
      key_id: key.keyId,
      prefix: key.prefix,
      name: key.name,
      mode: key.mode,
      organization_id: key.organizationId,
      project_ids: key.projectIds,
      scopes: key.scopes,
      allowed_ips: key.allowedIps,
      api_version: key.apiVersion,
      created_by: key.createdBy,
      created_at: key.createdAt.toISOString(),
      last_used_at: key.lastUsedAt?.toISOString() ?? null,
      expires_at: key.expiresAt?.toISOString() ?? null,
      rotation_due_at: key.rotationDueAt?.toISOString() ?? null,
      revoked_at: key.revokedAt?.toISOString() ?? null,
      exposed_at: key.exposedAt?.toISOString() ?? null,
    };
  }
}

/** The one answer that holds the plaintext. */
export class CreatedApiKeyView extends ApiKeyView {
  key: string;

  static created({ row, token }: { row: ApiKey; token: string }): CreatedApiKeyView {
    return { ...ApiKeyView.of(row), key: token };
  }
}

export class ApiKeyList extends listOf(ApiKeyView) {}
