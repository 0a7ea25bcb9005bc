/** What a URL says by itself about whether we may ever go there; names are still to be resolved. */
import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './address.policy.js';

export type RefusalCode =
  'invalid_url' | 'https_required' | 'userinfo_not_allowed' | 'private_address' | 'port_not_allowed' | 'unresolvable';

/** Why a target is not gone to. The message names nothing that the URL's author did not write. */
export class TargetRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'TargetRefused';
  }
}

export interface Target {
  url: URL;
  /** Without the brackets of an IPv6 literal. */
  hostname: string;
  port: number;
  secure: boolean;
  literal: boolean;
  /** This very machine, allowed by the operator. */
  loopback: boolean;
}

export interface UrlRules {
  /** http:// and https:// to this machine; for development only. */
  allowLocalhost: boolean;
}

const MAX_URL = 2048;
const MAX_NAME = 253;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const INSIDE_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|workgroup|svc|arpa|onion|invalid|test|alt)$/;

/** Services that must not hear from us even on a public address. */
const SERVICE_PORTS = new Set([
  1080, 1433, 1434, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2377, 2379, 2380, 3128, 3268, 3269, 3306, 3389, 4369,
  5060, 5061, 5222, 5269, 5432, 5433, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6000, 6001, 6379, 6380, 6443, 6660,
  6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 6697, 7001, 7077, 8086, 8500, 8883, 9042, 9092, 9160, 9200,
  9300, 10050, 10051, 10250, 10255, 10256, 11211, 15672, 16379, 25672, 26379, 27017, 27018, 27019, 28017,
]);

/** @throws TargetRefused */
export function readTarget(raw: string, rules: UrlRules): Target {
  if (raw.length > MAX_URL) throw new TargetRefused('invalid_url', `The URL is longer than ${MAX_URL} characters.`);
  // what WHATWG repairs silently, other readers take for something else
  const url = /[\u0000-\u0020\u007f\\]/.test(raw) || !/^[a-z][a-z0-9+.-]*:/i.test(raw) ? null : parsed(raw);
  if (url === null) throw new TargetRefused('invalid_url', 'This is not an absolute URL.');
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:')
    throw new TargetRefused('https_required', 'The URL must begin with https://.');
  if (!/^https?:\/\/[^/?#]/i.test(raw)) throw new TargetRefused('invalid_url', 'This is not an absolute URL.');
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/i.test(raw))
    throw new TargetRefused('userinfo_not_allowed', 'The URL must not hold a user name or password.');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(hostname) !== 0;
  const loopback = rules.allowLocalhost && (literal ? isLoopbackAddress(hostname) : isLocalhost(hostname));
  if (!secure && !loopback) throw new TargetRefused('https_required', 'The URL must begin with https://.');
  if (!loopback) checkHost(hostname, literal);
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  checkPort(port, loopback && !secure);
  return { url, hostname, port, secure, literal, loopback };
}

/** Not by `URL.canParse`: once Node has optimised it, it takes the Latin-1 of `bücher.example` for broken UTF-8. */
function parsed(raw: string): URL | null {
  try {
    return new URL(raw);
  } catch {
    return null;
  }
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}

function checkHost(hostname: string, literal: boolean): void {
  if (literal) {
    if (!isPublicAddress(hostname)) throw privateAddress();
    return;
  }
  const labels = hostname.split('.');
  if (hostname.length > MAX_NAME || !labels.every((label) => LABEL.test(label))) {
    if (INSIDE_NAMES.test(hostname.replace(/\.+$/, ''))) throw privateAddress();
    throw new TargetRefused('invalid_url', 'The host of the URL is not a name that the public DNS can hold.');
  }
  // one label is a name of the local network; so are the names that were set aside for it
  if (labels.length < 2 || INSIDE_NAMES.test(hostname)) throw privateAddress();
}

function checkPort(port: number, plainLoopback: boolean): void {
  const fits = port === 443 || (port >= 1024 && !SERVICE_PORTS.has(port)) || (plainLoopback && port === 80);
  if (!fits)
    throw new TargetRefused('port_not_allowed', 'The port must be 443, 8443, or from 1024 up and no known service.');
}

export function privateAddress(): TargetRefused {
  return new TargetRefused('private_address', 'The URL leads to an address that is not on the public internet.');
}
