/** Who may read the metrics on the API's own port. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopbackPeer, type Peer } from '../sign-in/loopback.policy.js';

/** From the configuration. */
export abstract class MetricsPolicy {
  /** A port of their own: then they are not here. */
  abstract readonly port: number | null;
  abstract readonly token: string | null;
  /** In development: to programs of this machine. */
  abstract readonly open: boolean;
}

export function mayReadMetrics(
  policy: MetricsPolicy,
  peer: Peer,
  authorization: string | undefined,
): 'yes' | 'prove yourself' | 'not here' {
  if (policy.port !== null) return 'not here';
  if (policy.token !== null) return isBearer(authorization, policy.token) ? 'yes' : 'prove yourself';
  return policy.open && isLoopbackPeer(peer) ? 'yes' : 'not here';
}

export function isBearer(authorization: string | undefined, token: string): boolean {
  const said = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return said !== undefined && timingSafeEqual(digestOf(said), digestOf(token));
}

/** Equal lengths for the comparison, whatever was said. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
