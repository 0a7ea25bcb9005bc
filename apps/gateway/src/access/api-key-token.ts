/** The text of an API key: `thn_(live|test)_` + 12 id + 32 secret + 6 checksum, all base62; a mistyped one is known without a look-up. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyMode } from '../principal/principal.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TOKEN = /^thn_(live|test)_[0-9A-Za-z]{50}$/;
const LOOKS_LIKE = /thn_(live|test)_[0-9A-Za-z]/;
const PREFIX_CHARACTERS = 21;
const ID_CHARACTERS = 12;
const SECRET_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;

export interface ApiKeyToken {
  mode: KeyMode;
  publicId: string;
  secret: string;
}

/** A new key. @returns its plaintext, which is never kept */
export function mintApiKey(mode: KeyMode): { token: string; prefix: string } & ApiKeyToken {
  const publicId = randomText(ID_CHARACTERS);
  const secret = randomText(SECRET_CHARACTERS);
  const body = `thn_${mode}_${publicId}${secret}`;
  return { token: body + checksumOf(body), prefix: body.slice(0, PREFIX_CHARACTERS), mode, publicId, secret };
}

/** @returns null for anything that we did not mint, by form and checksum alone */
export function parseApiKey(text: string): ApiKeyToken | null {
  if (!TOKEN.test(text)) return null;
  const body = text.slice(0, -CHECKSUM_CHARACTERS);
  if (checksumOf(body) !== text.slice(-CHECKSUM_CHARACTERS)) return null;
  const [, mode] = text.split('_');
  const random = body.slice(`thn_${mode}_`.length);
  return { mode: mode as KeyMode, publicId: random.slice(0, ID_CHARACTERS), secret: random.slice(ID_CHARACTERS) };
}

/** True for text that holds something like a key, whole or cut: it must not travel in a URL. */
export function looksLikeApiKey(text: string): boolean {
  return LOOKS_LIKE.test(text);
}

export function macOfSecret(pepper: Buffer, secret: string): Buffer {
  return createHmac('sha256', pepper).update(secret).digest();
}

/** In constant time. */
export function sameMac(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** CRC-32 in base62, left-padded. */
function checksumOf(body: string): string {
  let value = crc32(body);
  let text = '';
  for (let i = 0; i < CHECKSUM_CHARACTERS; i++) {
    text = ALPHABET[value % 62]! + text;
    value = Math.floor(value / 62);
  }
  return text;
}

function randomText(characters: number): string {
  return Array.from({ length: characters }, () => ALPHABET[randomInt(62)]).join('');
}
