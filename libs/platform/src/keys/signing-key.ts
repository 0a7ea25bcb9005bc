/** An Ed25519 key in a file of the keys folder: signs what others must be able to check without us. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, CompactSign, exportJWK, type JWK } from 'jose';
import { readOrCreate } from './once-file.js';

export class SigningKey {
  private published: Promise<JWK & { kid: string }> | null = null;

  private constructor(private readonly key: KeyObject) {}

  /** Opens `<folder>/<name>.key`, creating it (0600) for the first process that comes. */
  static open(folder: string, name: string): SigningKey {
    const pem = readOrCreate(join(folder, `${name}.key`), () =>
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim(),
    );
    return new SigningKey(createPrivateKey(pem));
  }

  /** The public half as JSON Web Key; `kid` is its thumbprint (RFC 7638). */
  publicJwk(): Promise<JWK & { kid: string }> {
    this.published ??= exportJWK(createPublicKey(this.key)).then(async (jwk) => ({
      ...jwk,
      kid: await calculateJwkThumbprint(jwk),
      alg: 'EdDSA',
      use: 'sig',
    }));
    return this.published;
  }

  /** @returns a compact JWS (RFC 7515) whose payload is the JSON of `content` */
  async sign(content: object, type: string): Promise<string> {
    const { kid } = await this.publicJwk();
    return new CompactSign(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: type })
      .sign(this.key);
  }
}
