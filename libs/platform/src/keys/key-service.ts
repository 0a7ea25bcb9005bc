/** What wraps the master secret where its file alone shall not be enough: a hardware module or a key server. */

export interface KeyService {
  /** As it stands in the master file, e.g. `vault`. */
  readonly kind: string;
  /** Under the newest version of the service's key. @returns text without spaces */
  wrap(secret: Buffer): Promise<string>;
  /** @throws KeyServiceUnavailable while it is away, Error when it was wrapped elsewhere */
  unwrap(wrapped: string): Promise<Buffer>;
  /** A new version of the service's key; what older ones wrapped can still be unwrapped. */
  rotate(): Promise<void>;
  /** @throws KeyServiceUnavailable */
  check(): Promise<void>;
}

export class KeyServiceUnavailable extends Error {
  override readonly name = 'KeyServiceUnavailable';
}
