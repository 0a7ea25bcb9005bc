/** Hostile ID tokens as data → the tokens themselves, for whichever key and project is under attack. */
import { constants, createHmac, createSign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { firebaseClaims, type KeyPair, newKeyPair, signRs256 } from './offline-google.js';

export interface JwtVector {
  id: string;
  name: string;
  header?: Record<string, unknown>;
  payload?: Record<string, unknown>;
  payload_raw?: string;
  sign?: string;
  raw?: string;
  authorization?: unknown;
  setup?: string;
  expect: { status: number[] };
}

export interface Target {
  key: KeyPair;
  keyId: string;
  projectId: string;
  nowMs: number;
}

const OTHER_ISSUER = newKeyPair();
const FILE = join(import.meta.dirname, '../../../shared/vectors/hostile-inputs.json');

/** @returns null where the vectors are not at hand */
export function readJwtVectors(): JwtVector[] | null {
  if (!existsSync(FILE)) return null;
  return (JSON.parse(readFileSync(FILE, 'utf8')) as { jwt_attacks: JwtVector[] }).jwt_attacks;
}

/** The vectors whose token is at fault, not the header that carries it or what stands around it. */
export function concernsTheToken(vector: JwtVector): boolean {
  return vector.authorization === undefined && vector.setup === undefined;
}

export function buildToken(vector: JwtVector, target: Target): string {
  const header = merge({ alg: 'RS256', kid: target.keyId, typ: 'JWT' }, vector.header, target);
  const payload = payloadText(vector, target);
  const unsigned = `${encode(JSON.stringify(header))}.${encode(payload)}`;
  const right = () => signRs256(header, payload, target.key.privateKey);
  const hmac = (secret: string) => `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
  if (vector.raw === '{{jwt_std_b64}}') return inStandardAlphabet(right());
  switch (vector.sign) {
    case 'right':
      return header.alg === 'PS256' ? signPs256(unsigned, target.key.privateKey) : right();
    case 'empty':
      return `${unsigned}.`;
    case 'strip':
      return unsigned;
    case 'hmac(public_pem)':
      return hmac(target.key.publicKey.export({ type: 'spki', format: 'pem' }) as string);
    case 'hmac("")':
      return hmac('');
    case 'wrong_key':
    case 'attacker':
      return signRs256(header, payload, OTHER_ISSUER.privateKey);
    case 'jwe_zip':
      return [encode('{"alg":"RSA-OAEP","enc":"A256GCM","zip":"DEF"}'), 'AAAA', 'AAAA', bomb(), 'AAAA'].join('.');
    default:
      throw new Error(`vector ${vector.id} is signed in an unknown way: ${vector.sign}`);
  }
}

function payloadText(vector: JwtVector, target: Target): string {
  const claims = merge(firebaseClaims(target.projectId, target.nowMs), vector.payload, target);
  const text = JSON.stringify(claims);
  if (vector.payload_raw === undefined) return text;
  for (const name of vector.payload_raw.matchAll(/"(\w+)":/g)) delete claims[name[1]!];
  return `${JSON.stringify(claims).slice(0, -1)},${vector.payload_raw}}`;
}

/** `null` removes a member; placeholders are filled in. */
function merge(
  base: Record<string, unknown>,
  changes: Record<string, unknown> = {},
  target: Target,
): Record<string, unknown> {
  const merged = { ...base, ...(fill(changes, target) as Record<string, unknown>) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function fill(value: unknown, target: Target): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, target));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, target)]));
  if (typeof value !== 'string') return value;
  const nowPlus = /^now\+(\d+)$/.exec(value);
  if (nowPlus) return Math.floor(target.nowMs / 1000) + Number(nowPlus[1]);
  if (value === 'thenar') return target.projectId;
  return value
    .replace(/\{\{A\*(\d+)\}\}/, (_, times: string) => 'A'.repeat(Number(times)))
    .replace(/\/thenar$/, `/${target.projectId}`);
}

function signPs256(unsigned: string, key: KeyObject): string {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const signature = createSign('RSA-SHA256').update(unsigned).sign({ key, padding, saltLength: 32 }, 'base64url');
  return `${unsigned}.${signature}`;
}

function inStandardAlphabet(token: string): string {
  return token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('base64'))
    .join('.');
}

const bomb = () => deflateRawSync(Buffer.alloc(1024 * 1024)).toString('base64url');
const encode = (text: string) => Buffer.from(text).toString('base64url');
