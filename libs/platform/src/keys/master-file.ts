/** `master.key` where a key service wraps the master secret: the file is worth nothing without the service. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyService, KeyServiceUnavailable } from './key-service.js';
import { Keyring, KeysMissingError } from './keyring.js';
import { MASTER_FILE, wrappedIn } from './master-text.js';
import { readOrCreate } from './once-file.js';

const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

export interface OpenOptions {
  folder: string;
  /** null: the file holds the secret itself. */
  service: KeyService | null;
  /** Called while the service is away, before each new try; a start waits. */
  waits?: (message: string) => void;
  sleep?: (ms: number) => Promise<void>;
}

/** @throws KeysMissingError when the file is of another kind than the service */
export async function openKeyring({ folder, service, waits, sleep = pause }: OpenOptions): Promise<Keyring> {
  if (service === null) return Keyring.open(folder);
  for (let tries = 0; ; tries++) {
    try {
      return await unwrapped(folder, service);
    } catch (error) {
      if (!(error instanceof KeyServiceUnavailable) || !waits) throw error;
      waits(error.message);
      await sleep(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]!);
    }
  }
}

async function unwrapped(folder: string, service: KeyService): Promise<Keyring> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, MASTER_FILE);
  if (!existsSync(path)) {
    const text = textOf(service, await service.wrap(randomBytes(32)));
    readOrCreate(path, () => text);
  }
  const known = wrappedIn(readFileSync(path, 'utf8'));
  if (known === null)
    throw new KeysMissingError(
      `${path} is not wrapped: "thenar keys wrap" hands it to the key service (${service.kind}).`,
    );
  if (known.kind !== service.kind)
    throw new KeysMissingError(`${path} was wrapped by ${known.kind}, and THENAR_KMS is ${service.kind}.`);
  return Keyring.of(folder, await service.unwrap(known.wrapped));
}

/** The same secret, wrapped anew: under a new version of the service's key, or for the first time. Gateways go on as they are. */
export async function rewrap(folder: string, service: KeyService): Promise<Keyring> {
  const path = join(folder, MASTER_FILE);
  const known = wrappedIn(readFileSync(path, 'utf8'));
  if (known !== null && known.kind !== service.kind)
    throw new KeysMissingError(`${path} was wrapped by ${known.kind}, and THENAR_KMS is ${service.kind}.`);
  const secret = known === null ? Keyring.open(folder).secret() : await service.unwrap(known.wrapped);
  const text = textOf(service, await service.wrap(secret));
  if (!(await service.unwrap(wrappedIn(text)!.wrapped)).equals(secret))
    throw new Error('The key service does not give back what it wrapped: nothing was changed.');
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return Keyring.of(folder, secret);
}

const textOf = (service: KeyService, wrapped: string): string => `wrapped ${service.kind} ${wrapped}`;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
