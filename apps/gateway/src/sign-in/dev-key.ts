/** The local issuer's key file: made once, whole, and the same for every gateway on the folder. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const DEV_KEY_FILE = 'dev-issuer.pem';
const MODULUS_BITS = 2048;

export interface DevKey {
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** @throws Error naming the file when it holds something else */
export function keepDevKey(folder: string): DevKey {
  const file = join(folder, DEV_KEY_FILE);
  const privateKey = parse(readIfThere(file) ?? create(folder, file), file);
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 40);
  return { keyId, privateKey, publicKey };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written whole under another name, then linked: of two gateways one wins, and nobody reads half a key. */
function create(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${DEV_KEY_FILE}.${randomUUID()}`);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    fsyncSync(descriptor);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(descriptor);
    unlinkSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function parse(pem: string, file: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPrivateKey(pem);
  } catch {
    // reported below: Node's message would name neither the file nor the remedy
  }
  if (key?.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < MODULUS_BITS)
    throw new Error(`${file} is not an RSA key of ${MODULUS_BITS} bits or more; delete it and a new one is made.`);
  return key;
}
