/** Finds PostgreSQL's programs in their npm package and makes them run for the server's identity. */
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { lstatSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { commandAs, type Identity } from './identity.js';
import { runCommand } from './run-command.js';

export interface Binaries {
  bin: string;
  /** of PostgreSQL, e.g. 18: data of another major does not open */
  major: number;
  /** set when the package itself could not be used */
  copiedBecause?: string;
}

interface Proof {
  major?: number;
  complaint: string;
}

/** The folder `native` of the package for this machine. */
export function locateNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresError(
      `the package ${name} is not installed: install with optional dependencies, or set DATABASE_URL`,
    );
  }
}

/** Uses the package in place when it runs there, else a copy of it in `home`. */
export async function prepareBinaries(native: string, identity: Identity, home: string): Promise<Binaries> {
  restore(native);
  const inPlace = await prove(native, identity);
  if (inPlace.major !== undefined) return { bin: join(native, 'bin'), major: inPlace.major };
  const copy = join(home, `native-${readVersion(native)}`);
  if (!existsSync(copy) || (await prove(copy, identity)).major === undefined) copyNative(native, copy);
  const copied = await prove(copy, identity);
  if (copied.major === undefined) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run from ${native} (${inPlace.complaint}) nor from a copy in ${home} (${copied.complaint})`,
    );
  }
  return { bin: join(copy, 'bin'), major: copied.major, copiedBecause: inPlace.complaint };
}

/** The package's install script sets the links, and some packers drop run bits; we may come after neither. */
function restore(native: string): void {
  for (const { source, target } of readLinks(native)) {
    // The list names paths from beside the folder, which a copy calls otherwise.
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    attempt(() => symlinkSync(relative(dirname(target), source), link));
  }
  for (const name of readdirSync(join(native, 'bin'))) {
    const program = join(native, 'bin', name);
    if ((lstatSync(program).mode & 0o111) !== 0o111) attempt(() => chmodSync(program, 0o755));
  }
}

/** Runs each program as the server will run it, which shows missing run bits, links and paths alike. */
async function prove(native: string, identity: Identity): Promise<Proof> {
  const proofs = await Promise.all(
    ['postgres', 'initdb'].map((name) => runCommand(commandAs(identity, [join(native, 'bin', name), '--version']))),
  );
  const failed = proofs.find(({ status }) => status !== 0);
  if (failed) return { complaint: failed.stderr.trim() };
  const major = /\(PostgreSQL\) (\d+)/.exec(proofs[0]!.stdout)?.[1];
  return { major: major === undefined ? undefined : Number(major), complaint: proofs[0]!.stdout.trim() };
}

/** By way of another name, so that a copy that was broken off is never taken for a whole one. */
function copyNative(native: string, copy: string): void {
  const unfinished = `${copy}.new`;
  try {
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    open(unfinished);
    restore(unfinished);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  } catch (error) {
    throw new EmbeddedPostgresError(`cannot copy PostgreSQL from ${native} to ${copy}: ${(error as Error).message}`);
  }
}

/** A copy keeps the modes of its source, which may have been closed to the server's user. */
function open(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode | (stat.isDirectory() ? 0o755 : 0o444));
  if (stat.isDirectory()) for (const name of readdirSync(path)) open(join(path, name));
}

function readLinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
}

function readVersion(native: string): string {
  const description = join(native, '..', 'package.json');
  return (JSON.parse(readFileSync(description, 'utf8')) as { version: string }).version;
}

/** What is refused here (a read-only or foreign node_modules) shows when the programs are proven. */
function attempt(repair: () => void): void {
  try {
    repair();
  } catch {
    return;
  }
}
