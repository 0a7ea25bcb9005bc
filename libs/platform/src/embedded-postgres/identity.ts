/** Who the server runs as: PostgreSQL refuses uid 0, and its data must belong to the user it runs as. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EmbeddedPostgresError } from './embedded-postgres.errors.js';
import { runCommand } from './run-command.js';

export interface Owner {
  uid: number;
  gid: number;
}

export interface Identity {
  /** `namespace`: root looks like a plain user to the server, and the files stay root's */
  kind: 'plain' | 'namespace' | 'setpriv';
  /** whom the data must belong to; absent where files have no such owner (Windows) */
  owner?: Owner;
  /** what to put before a program's name to run it as this identity; the pid stays that of the program */
  prefix: string[];
  /** how the kernel signals to the server that the gateway died; empty when it cannot */
  deathSignal: string[];
}

export interface IdentityChoice {
  /** owner of the data that is there already */
  dataOwner?: Owner;
  /** leaves out the other way to serve root; for the tests */
  only?: 'namespace' | 'setpriv';
  /** for the tests of the watchdog */
  withoutDeathSignal?: boolean;
}

/** the user whom every Linux has, and who owns nothing else */
export const NOBODY_ACCOUNT: Owner = { uid: 65534, gid: 65534 };

/** Data that is there decides; new data is root's own where user namespaces are possible, else nobody's. */
export async function chooseIdentity(choice: IdentityChoice): Promise<Identity> {
  // After the change of user, because that change clears it.
  const deathSignal = choice.withoutDeathSignal ? [] : await findDeathSignal();
  const uid = process.getuid?.();
  if (uid === undefined) return { kind: 'plain', prefix: [], deathSignal };
  const { dataOwner } = choice;
  if (uid !== 0) {
    if (dataOwner && dataOwner.uid !== uid) throw new EmbeddedPostgresError(belongsToAnother(dataOwner.uid, uid));
    return { kind: 'plain', owner: { uid, gid: process.getgid!() }, prefix: [], deathSignal };
  }
  const dataIsRoots = !dataOwner || dataOwner.uid === 0;
  const namespace = enterNamespace();
  if (dataIsRoots && choice.only !== 'setpriv' && (await works(namespace))) {
    return { kind: 'namespace', owner: { uid: 0, gid: 0 }, prefix: namespace, deathSignal };
  }
  const owner = dataIsRoots ? NOBODY_ACCOUNT : dataOwner;
  const prefix = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  if (choice.only !== 'namespace' && (await works(prefix))) return { kind: 'setpriv', owner, prefix, deathSignal };
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and neither a user namespace (unshare) nor another user ' +
      `(setpriv, uid ${owner.uid}) is possible here: start the gateway as a plain user, or set DATABASE_URL`,
  );
}

/** The whole command line that runs `program` as `identity` and dies with the gateway where the kernel can. */
export function commandAs(identity: Identity, program: string[]): string[] {
  return [...identity.prefix, ...identity.deathSignal, ...program];
}

/** initdb refuses a user without a name, as containers started with `--user 12345` have; returns it with one. */
export async function withName(identity: Identity): Promise<Identity> {
  const uid = identity.owner?.uid;
  if (identity.kind !== 'plain' || uid === undefined || hasName()) return identity;
  const prefix = enterNamespace();
  if (process.platform === 'linux' && (await works(prefix))) return { ...identity, prefix };
  throw new EmbeddedPostgresError(
    `uid ${uid} has no entry in /etc/passwd, without which PostgreSQL does not make a database: ` +
      'give it one, start the gateway as another user, or set DATABASE_URL',
  );
}

/** Into a user namespace as someone with a name, for initdb's sake. */
function enterNamespace(): string[] {
  const uid = findNamedUid();
  return ['unshare', '--user', `--map-user=${uid}`, `--map-group=${uid}`];
}

function findNamedUid(): number {
  try {
    const uids = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => Number.parseInt(line.split(':')[2] ?? '', 10));
    return uids.find((uid) => uid > 0 && uid !== NOBODY_ACCOUNT.uid) ?? NOBODY_ACCOUNT.uid;
  } catch {
    return NOBODY_ACCOUNT.uid;
  }
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

async function findDeathSignal(): Promise<string[]> {
  const pdeathsig = ['setpriv', '--pdeathsig', 'INT'];
  return process.platform === 'linux' && (await works(pdeathsig)) ? pdeathsig : [];
}

async function works(prefix: string[]): Promise<boolean> {
  return (await runCommand([...prefix, 'true'])).status === 0;
}

function belongsToAnother(owner: number, self: number): string {
  return `the database belongs to uid ${owner}, but the gateway runs as uid ${self}: start it as the user who made it`;
}
