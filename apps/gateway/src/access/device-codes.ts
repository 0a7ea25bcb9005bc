/** The two codes of a grant: a long one that the program keeps, a short one that a person compares. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomInt,
} from 'node:crypto';
import { seal, unseal } from '#platform/keys';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** No vowels, no look-alikes. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const DEVICE_CODE = /^[0-9A-Za-z]{64}$/;
const USER_CODE = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex');

export const newDeviceCode = () => letters(BASE62, 64);
export const newUserCode = () => letters(LETTERS, 8);

export function isDeviceCode(text: string): boolean {
  return DEVICE_CODE.test(text);
}

/** Case, dash and blanks do not matter. @returns null when it cannot be one */
export function readUserCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  return USER_CODE.test(code) ? code : null;
}

export function showUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

export function digestOf(deviceCode: string): Buffer {
  return createHash('sha256').update(`thenar device code\n${deviceCode}`).digest();
}

/** Whoever knows only this can seal for the holder of the device code, and cannot open. */
export function sealingKeyOf(deviceCode: string): Buffer {
  return rawPublic(createPublicKey(privateKeyOf(deviceCode)));
}

export function sealFor(sealingKey: Buffer, text: string, bound: string): Buffer {
  const once = generateKeyPairSync('x25519');
  const holder = createPublicKey({ key: Buffer.concat([SPKI_X25519, sealingKey]), format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: holder });
  const ephemeral = rawPublic(once.publicKey);
  return Buffer.concat([ephemeral, seal(keyFrom(shared, ephemeral), Buffer.from(text), bound)]);
}

/** @throws Error when it was sealed for another code or grant */
export function openWith(deviceCode: string, sealed: Buffer, bound: string): string {
  const ephemeral = sealed.subarray(0, 32);
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_X25519, ephemeral]), format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: privateKeyOf(deviceCode), publicKey });
  return unseal(keyFrom(shared, ephemeral), sealed.subarray(32), bound).toString();
}

function privateKeyOf(deviceCode: string) {
  const secret = Buffer.from(hkdfSync('sha256', deviceCode, 'thenar', 'device code sealing', 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_X25519, secret]), format: 'der', type: 'pkcs8' });
}

function rawPublic(key: ReturnType<typeof createPublicKey>): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_X25519.length);
}

function keyFrom(shared: Buffer, ephemeral: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, ephemeral, 'thenar device code key', 32));
}

function letters(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
}
