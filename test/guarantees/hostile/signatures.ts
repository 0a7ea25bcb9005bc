/** Signatures of P-256 in forms that a proof should not have. */

const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
const HALF = 32;

/** The same token under a signature made of its own. */
export function resign(token: string, change: (signature: Buffer) => Buffer): string {
  const [head, body, signature] = token.split('.');
  return [head, body, change(Buffer.from(signature!, 'base64url')).toString('base64url')].join('.');
}

/** As OpenSSL and Java write it by themselves, where JOSE wants the two numbers as they are. */
export function derOf(signature: Buffer): Buffer {
  const numbers = Buffer.concat([signature.subarray(0, HALF), signature.subarray(HALF)].map(asInteger));
  return Buffer.concat([Buffer.from([0x30, numbers.length]), numbers]);
}

/** (r, n − s) is as good as (r, s): whoever detects replays by the signature is fooled. */
export function otherHalfOf(signature: Buffer): Buffer {
  const s = BigInt(`0x${signature.subarray(HALF).toString('hex')}`);
  const other = (ORDER - s).toString(16).padStart(HALF * 2, '0');
  return Buffer.concat([signature.subarray(0, HALF), Buffer.from(other, 'hex')]);
}

function asInteger(number: Buffer): Buffer {
  const from = number.findIndex((byte) => byte !== 0);
  const short = number.subarray(Math.max(0, from));
  const padded = short[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short;
  return Buffer.concat([Buffer.from([0x02, padded.length]), padded]);
}
