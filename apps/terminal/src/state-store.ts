/** What a terminal keeps over restarts: its key, who it is, its token and its counter. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrivateJwk } from './dpop.js';
import type { About } from './wire.js';

export interface TerminalState {
  gateway: string;
  about: About;
  private_jwk: PrivateJwk;
  device_id?: string;
  project_id?: string;
  access_token?: string;
  /** By the terminal's own clock. */
  token_expires_at_ms?: number;
  config_version?: number;
  /** Of the last scan sent or about to be sent. */
  counter: number;
}

export interface StateStore {
  read(): TerminalState;
  write(changes: Partial<TerminalState>): void;
}

/** A terminal that forgets everything when its process ends. */
export class InMemoryStateStore implements StateStore {
  constructor(private state: TerminalState) {}

  read(): TerminalState {
    return this.state;
  }

  write(changes: Partial<TerminalState>): void {
    this.state = { ...this.state, ...changes };
  }
}

const FILE = 'terminal.json';

/** `terminal.json` in a folder of its own, for its owner's eyes only, replaced whole so that a crash leaves one or the other. */
export class FileStateStore implements StateStore {
  private readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, FILE);
  }

  exists(): boolean {
    return existsSync(this.file);
  }

  create(state: TerminalState): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.replace(state);
  }

  read(): TerminalState {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as TerminalState;
    } catch (error) {
      throw new Error(`cannot read ${this.file}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Reads first: another command of the same terminal may have written meanwhile. */
  write(changes: Partial<TerminalState>): void {
    this.replace({ ...this.read(), ...changes });
  }

  private replace(state: TerminalState): void {
    const fresh = `${this.file}.${randomBytes(4).toString('hex')}`;
    writeFileSync(fresh, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, this.file);
  }
}
