/** Named, versioned keys, wrapped by a key-encryption key, as files outside the database: destroying a file destroys the key. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyEncryption } from './key-encryption.js';
import { readOrCreate } from './once-file.js';

export interface VersionedKey {
  version: number;
  key: Buffer;
}

/** A store of another kind can stand here instead of files. */
export interface Vault {
  /** The newest version, created at first use. */
  current(name: string): Promise<VersionedKey>;
  /** @throws Error when that version was destroyed or never was */
  get(name: string, version: number): Promise<Buffer>;
  /** A new newest version. */
  rotate(name: string): Promise<VersionedKey>;
  destroy(name: string, version: number): void;
  versions(name: string): number[];
}

export class FileVault implements Vault {
  /** Opened keys by name and version. */
  private readonly opened = new Map<string, Map<number, Promise<Buffer>>>();

  constructor(
    private readonly folder: string,
    private readonly encryption: KeyEncryption,
  ) {}

  async current(name: string): Promise<VersionedKey> {
    const versions = this.versions(name);
    this.forgetDestroyed(name, versions);
    const version = versions.at(-1) ?? 1;
    return { version, key: await this.open(name, version) };
  }

  get(name: string, version: number): Promise<Buffer> {
    const known = this.opened.get(name)?.get(version);
    if (known) return known;
    if (!existsSync(this.path(name, version)))
      return Promise.reject(new Error(`key ${name}/${version} is not in ${this.folder}`));
    return this.open(name, version);
  }

  async rotate(name: string): Promise<VersionedKey> {
    const version = (this.versions(name).at(-1) ?? 0) + 1;
    return { version, key: await this.open(name, version) };
  }

  /** Overwritten first: the name of a file goes sooner than what it held. */
  destroy(name: string, version: number): void {
    const path = this.path(name, version);
    this.opened.get(name)?.delete(version);
    if (!existsSync(path)) return;
    writeFileSync(path, randomBytes(statSync(path).size), { flush: true });
    rmSync(path, { force: true });
  }

  versions(name: string): number[] {
    try {
      return readdirSync(join(this.folder, name))
        .map((file) => Number(/^v(\d+)\.key$/.exec(file)?.[1]))
        .filter((version) => version > 0)
        .sort((a, b) => a - b);
    } catch {
      return [];
    }
  }

  /** What another process destroyed goes from this one's memory too. */
  private forgetDestroyed(name: string, versions: number[]): void {
    const opened = this.opened.get(name);
    for (const version of opened?.keys() ?? []) if (!versions.includes(version)) opened!.delete(version);
  }

  private open(name: string, version: number): Promise<Buffer> {
    const opened = this.opened.get(name) ?? new Map<number, Promise<Buffer>>();
    this.opened.set(name, opened);
    const known = opened.get(version);
    if (known) return known;
    const opening = this.readOrMake(name, version);
    opened.set(version, opening);
    opening.catch(() => opened.delete(version)); // a service that was away may be back the next time
    return opening;
  }

  private async readOrMake(name: string, version: number): Promise<Buffer> {
    const id = `${name}/${version}`;
    const path = this.path(name, version);
    if (!existsSync(path)) {
      mkdirSync(join(this.folder, name), { recursive: true, mode: 0o700 });
      const made = (await this.encryption.wrap(randomBytes(32), id)).toString('base64url');
      readOrCreate(path, () => made);
    }
    return this.encryption.unwrap(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url'), id);
  }

  private path(name: string, version: number): string {
    if (!/^[a-z0-9-]+$/.test(name)) throw new Error('a key name is lower-case letters, digits and dashes');
    return join(this.folder, name, `v${version}.key`);
  }
}
