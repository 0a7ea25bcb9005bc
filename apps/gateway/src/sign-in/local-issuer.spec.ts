import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { Clock, FakeClockSource } from '#platform/clock';
import { firebaseClaims, signRs256 } from '../../../../test/firebase/offline-google.js';
import { DEV_KEY_FILE } from './dev-key.js';
import { LocalIdTokens } from './local-id-tokens.js';
import { DEV_ADMIN, LocalIssuer } from './local-issuer.js';
import { InvalidIdToken } from './sign-in.errors.js';

const ADA = { uid: 'ada', email: 'ada@example.org', name: 'Ada Adams' };
const time = new FakeClockSource();
const clock = new Clock(time);
let folder: string;

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'thenar-issuer-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const newIssuer = (keysFolder = folder) => new LocalIssuer({ mode: 'development', keysFolder, clock });
const linkTokenOf = (issuer: LocalIssuer) =>
  new URL(issuer.signInLink('http://localhost:3000/')).searchParams.get('token')!;

describe('the local issuer', () => {
  it('signs in the named user with the claims that Firebase would send', async () => {
    const issuer = newIssuer();
    const token = await issuer.issue(ADA);
    const authTimeS = time.unixMs() / 1000;
    const ada = {
      uid: 'ada',
      email: 'ada@example.org',
      emailVerified: true,
      name: 'Ada Adams',
      authTimeS,
      secondFactor: false,
    };
    await expect(new LocalIdTokens(issuer, clock).verify(token)).resolves.toEqual(ada);
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
    expect(claims).toMatchObject({
      iss: 'https://securetoken.google.com/thenar-local',
      aud: 'thenar-local',
      user_id: 'ada',
      firebase: { sign_in_provider: 'custom' },
    });
  });

  it('signs for an hour at most, and its tokens end', async () => {
    const issuer = newIssuer();
    const idTokens = new LocalIdTokens(issuer, clock);
    for (const lifetimeS of [0, -1, 1.5, 3601, Infinity])
      await expect(issuer.issue(ADA, lifetimeS)).rejects.toThrow(RangeError);
    const token = await issuer.issue(ADA, 10);
    time.advance(9_999);
    await expect(idTokens.verify(token)).resolves.toMatchObject({ uid: 'ada' });
    time.advance(1);
    await expect(idTokens.verify(token)).rejects.toThrow(InvalidIdToken);
  });

  it('keeps its key in a file that only its owner reads, and signs with it after a restart', async () => {
    const token = await newIssuer().issue(ADA);
    expect(statSync(join(folder, DEV_KEY_FILE)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([DEV_KEY_FILE]);
    await expect(new LocalIdTokens(newIssuer(), clock).verify(token)).resolves.toMatchObject({ uid: 'ada' });
  });

  it('is not believed on another folder', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'thenar-issuer-'));
    const token = await newIssuer(elsewhere).issue(ADA);
    rmSync(elsewhere, { recursive: true });
    await expect(new LocalIdTokens(newIssuer(), clock).verify(token)).rejects.toThrow(InvalidIdToken);
  });

  it('is not believed under the id of another key', async () => {
    const privateKey = createPrivateKey(readFileSync(join(folder, DEV_KEY_FILE)));
    const signed = (kid: string) =>
      signRs256({ alg: 'RS256', kid, typ: 'JWT' }, firebaseClaims('thenar-local', time.unixMs()), privateKey);
    const issuer = newIssuer();
    const idTokens = new LocalIdTokens(issuer, clock);
    await expect(idTokens.verify(signed(issuer.keyId))).resolves.toMatchObject({ uid: 'ada' });
    await expect(idTokens.verify(signed('other'))).rejects.toThrow(InvalidIdToken);
  });

  it('says which file holds no key', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'thenar-issuer-'));
    writeFileSync(join(elsewhere, DEV_KEY_FILE), 'not a key');
    expect(() => newIssuer(elsewhere)).toThrow(`${join(elsewhere, DEV_KEY_FILE)} is not an RSA key`);
    rmSync(elsewhere, { recursive: true });
  });

  it('does not exist in production', () => {
    expect(() => new LocalIssuer({ mode: 'production', keysFolder: folder, clock })).toThrow('development only');
  });

  it('shares one key among gateways that start together', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'thenar-issuer-'));
    const script = join(shared, 'dev-key.mjs');
    const source = join(import.meta.dirname, 'dev-key.ts');
    const { code } = transformFileSync(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    writeFileSync(script, `${code}\nprocess.stdout.write(keepDevKey(process.argv[2]).keyId);`);
    const keyIds = await Promise.all(
      Array.from({ length: 5 }, () => outputOf([script, join(shared, 'keys', 'deeper')])),
    );
    expect(keyIds[0]).toMatch(/^[0-9a-f]{40}$/);
    expect(new Set(keyIds).size).toBe(1);
    expect(readdirSync(join(shared, 'keys', 'deeper'))).toEqual([DEV_KEY_FILE]);
    rmSync(shared, { recursive: true });
  });
});

describe('the sign-in link', () => {
  it('signs in the development admin, as long as the process lives', async () => {
    const issuer = newIssuer();
    expect(issuer.signInLink('http://localhost:3000')).toMatch(
      /^http:\/\/localhost:3000\/dev\/sign-in\?token=[\w-]{43}$/,
    );
    for (let i = 0; i < 2; i++) {
      const { idToken, expiresInS, user } = await issuer.redeem(linkTokenOf(issuer));
      expect([expiresInS, user]).toEqual([3600, DEV_ADMIN]);
      await expect(new LocalIdTokens(issuer, clock).verify(idToken)).resolves.toMatchObject({ uid: DEV_ADMIN.uid });
      time.advance(86_400_000);
    }
  });

  it('is refused when it is of another process, or a part of one', async () => {
    const issuer = newIssuer();
    for (const token of [linkTokenOf(newIssuer()), linkTokenOf(issuer).slice(0, -1), `${linkTokenOf(issuer)}x`, ''])
      await expect(issuer.redeem(token)).rejects.toThrow(InvalidIdToken);
    expect(readFileSync(join(folder, DEV_KEY_FILE), 'utf8')).not.toContain(linkTokenOf(issuer));
  });
});

function outputOf(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`exit ${code}`))));
  });
}
