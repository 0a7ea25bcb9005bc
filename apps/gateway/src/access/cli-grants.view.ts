import type { CliGrant } from './cli-grant.entity.js';
import { showUserCode } from './device-codes.js';

export class DeviceCodeView {
  /** 64 characters; keep it, and poll with it. */
  device_code: string;
  /** `ABCD-EFGH`, for the person to compare. */
  user_code: string;
  verification_url: string;
  /** Seconds. */
  expires_in: number;
  /** Seconds between polls. */
  interval: number;
}

export class GrantAnswerView {
  status: 'pending' | 'authorized';
  /** While pending: seconds until the next poll. */
  interval?: number;
  /** Once: the key in plaintext. */
  api_key?: string;
  key_id?: string;
  project_id?: string;
}

export class GrantView {
  user_code: string;
  /** As the program calls itself: nobody has verified it. */
  client_name: string;
  client_verified: false;
  /** From where the program asked. */
  address: string;
  status: 'pending' | 'approved' | 'denied' | 'consumed' | 'expired';
  created_at: string;
  expires_at: string;

  static of(grant: CliGrant, now: Date): GrantView {
    const expired = grant.expiresAt <= now && (grant.status === 'pending' || grant.status === 'approved');
    return {
      user_code: showUserCode(grant.userCode),
      client_name: grant.clientName,
      client_verified: false,
      address: grant.address,
      status: expired ? 'expired' : grant.status,
      created_at: grant.createdAt.toISOString(),
      expires_at: grant.expiresAt.toISOString(),
    };
  }
}
