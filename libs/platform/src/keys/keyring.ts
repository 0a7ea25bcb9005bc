/** One master secret in a file outside the database; every purpose gets its own key derived from it. */
import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MASTER_FILE, wrappedIn } from './master-text.js';
import { readOrCreate } from './once-file.js';

export class KeysMissingError extends Error {
  override readonly name = 'KeysMissingError';
}

export class Keyring {
  private constructor(
    readonly folder: string,
    private readonly master: Buffer,
  ) {}

  /** Opens `<folder>/master.key`, creating it (0600) for the first process that comes; all others read that one. */
  static open(folder: string): Keyring {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const text = readOrCreate(join(folder, MASTER_FILE), () => randomBytes(32).toString('base64url'));
    const wrapped = wrappedIn(text);
    if (wrapped !== null)
      throw new KeysMissingError(
        `${join(folder, MASTER_FILE)} is wrapped by ${wrapped.kind}: set THENAR_KMS=${wrapped.kind} and what belongs to it.`,
      );
    return Keyring.of(folder, Buffer.from(text.trim(), 'base64url'));
  }

  /** @throws KeysMissingError when this is no secret of 32 bytes */
  static of(folder: string, master: Buffer): Keyring {
    if (master.length !== 32)
      throw new KeysMissingError(`${join(folder, MASTER_FILE)} does not hold 32 bytes in base64url.`);
    return new Keyring(folder, master);
  }

  /** 32 bytes for one purpose and version, e.g. `derive('api key pepper', 1)`. */
  derive(purpose: string, version = 1): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, 'thenar', `${purpose} v${version}`, 32));
  }

  /** For a key service that wraps it; never for a log or an answer. */
  secret(): Buffer {
    return Buffer.from(this.master);
  }

  /** Distinguishes two keyrings without revealing either. */
  fingerprint(): string {
    return createHash('sha256').update(this.derive('fingerprint')).digest('hex').slice(0, 32);
  }
}
