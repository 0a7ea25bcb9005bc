/** Certificates made on the spot, good and bad, for receivers that speak TLS. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  key: string;
  cert: string;
}

export interface CertificateWanted {
  /** DNS names and IPv4 addresses that it is for. */
  names: string[];
  /** Days from now. */
  from?: number;
  until?: number;
}

const DAY_MS = 86_400_000;

/** Self-signed, EC P-256: trusted by whoever is given it as authority. */
export function makeCertificate(wanted: CertificateWanted): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid('550403'), utf8(wanted.names[0]))));
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(wanted.from ?? -1), time(wanted.until ?? 30)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(alternativeNames(wanted.names), authority())),
  );
  const certificate = sequence(
    body,
    algorithm,
    tlv(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])),
  );
  return { key: pemOf(privateKey), cert: pem('CERTIFICATE', certificate) };
}

function alternativeNames(names: string[]): Buffer {
  const entries = names.map((name) =>
    /^\d+\.\d+\.\d+\.\d+$/.test(name)
      ? tlv(0x87, Buffer.from(name.split('.').map(Number)))
      : tlv(0x82, Buffer.from(name)),
  );
  return sequence(oid('551d11'), tlv(0x04, sequence(...entries)));
}

/** Basic constraints, CA: it vouches for itself. */
function authority(): Buffer {
  return sequence(oid('551d13'), tlv(0x01, Buffer.from([0xff])), tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff])))));
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: Buffer[]) => tlv(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => tlv(0x31, Buffer.concat(parts));
const explicit = (number: number, part: Buffer) => tlv(0xa0 + number, part);
const integer = (bytes: Buffer) => tlv(0x02, bytes);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const utf8 = (text: string) => tlv(0x0c, Buffer.from(text));

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tlv(0x17, Buffer.from(text.slice(2)));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function pem(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')}\n-----END ${label}-----\n`;
}
