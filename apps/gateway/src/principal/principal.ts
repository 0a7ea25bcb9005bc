/** Who is calling, proven; every service decides by this and nothing else. */
import type { Branded } from '#platform/ids';

export type OrganizationId = Branded<'OrganizationId'>;
export type EnvironmentId = Branded<'EnvironmentId'>;
export type ProjectId = Branded<'ProjectId'>;
export type UserId = Branded<'UserId'>;
export type DeviceId = Branded<'DeviceId'>;
export type MemberId = Branded<'MemberId'>;

export type Role = 'owner' | 'admin' | 'viewer';
export type KeyMode = 'live' | 'test';

/** A person signed in with Firebase; the memberships are read anew for every request. */
export interface UserPrincipal {
  kind: 'user';
  userId: UserId;
  uid: string;
  email: string | null;
  roles: ReadonlyMap<string, Role>;
  /** Organizations that want a second factor, where this sign-in has none. */
  mfaMissing: ReadonlySet<string>;
  /** Whether this sign-in had a second factor. */
  secondFactor: boolean;
  /** When the person proved themselves; refreshed tokens keep it. */
  signedInMs: number;
}

export interface KeyPrincipal {
  kind: 'key';
  keyId: string;
  organizationId: string;
  /** null: every project of the organization. */
  projectIds: readonly string[] | null;
  mode: KeyMode;
  scopes: readonly string[];
  apiVersion: string;
}

export interface TerminalPrincipal {
  kind: 'terminal';
  deviceId: string;
  organizationId: string;
  projectId: string;
  /** The version in force when the device was registered; the newest where it does not matter. */
  apiVersion?: string;
  /** The terminal's clock minus ours, as its proof says; nothing depends on it. */
  clockSkewMs?: number;
}

/** A key pair that proved itself and is no device (yet). */
export interface ProofPrincipal {
  kind: 'proof';
  keyThumbprint: string;
}

export type Principal = UserPrincipal | KeyPrincipal | TerminalPrincipal;

/** A short name for audit and limits: `user:…`, `key:…`, `terminal:…`. */
export function nameOf(caller: Principal): string {
  if (caller.kind === 'user') return `user:${caller.userId}`;
  return caller.kind === 'key' ? `key:${caller.keyId}` : `terminal:${caller.deviceId}`;
}

/** The name of whoever proved a credential; null where none was asked for. */
export function credentialOf(caller: unknown): string | null {
  const known = caller as Principal | ProofPrincipal | null | undefined;
  if (!known) return null;
  return known.kind === 'proof' ? `proof:${known.keyThumbprint}` : nameOf(known);
}
