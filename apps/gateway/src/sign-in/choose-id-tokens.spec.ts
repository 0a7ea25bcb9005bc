import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '#platform/clock';
import { chooseIdTokens, type SignInOptions } from './choose-id-tokens.js';

const folder = mkdtempSync(join(tmpdir(), 'thenar-choose-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function choose(given: Partial<SignInOptions>) {
  const chosen = chooseIdTokens({
    mode: 'development',
    firebaseProjectId: null,
    credentialsFile: null,
    emulatorHost: null,
    keysFolder: folder,
    clock: new Clock(),
    warn: () => undefined,
    ...given,
  });
  await chosen.idTokens.close();
  return chosen;
}

describe('who proves identity', () => {
  it('in production is Firebase, and nothing is written', async () => {
    await expect(choose({ mode: 'production', firebaseProjectId: 'thenar' })).resolves.toMatchObject({
      kind: 'firebase',
      issuer: null,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('in production must be named, and must not be an emulator', async () => {
    await expect(choose({ mode: 'production' })).rejects.toThrow('FIREBASE_PROJECT_ID');
    for (const firebaseProjectId of ['thenar', null])
      await expect(choose({ mode: 'production', firebaseProjectId, emulatorHost: '127.0.0.1:9099' })).rejects.toThrow(
        'FIREBASE_AUTH_EMULATOR_HOST',
      );
  });

  it('says what is wrong with a service account file', async () => {
    const credentialsFile = join(folder, 'absent.json');
    await expect(choose({ firebaseProjectId: 'thenar', credentialsFile })).rejects.toThrow(credentialsFile);
  });

  it('in development is Firebase when a project is named, else the local issuer', async () => {
    await expect(choose({ firebaseProjectId: 'thenar' })).resolves.toMatchObject({ kind: 'firebase', issuer: null });
    const local = await choose({});
    expect(local.kind).toBe('local');
    expect(local.issuer!.signInLink('http://localhost')).toContain('/dev/sign-in?token=');
  });

  it('in development is the emulator when one is named, with or without a project', async () => {
    for (const firebaseProjectId of ['thenar', null])
      await expect(choose({ firebaseProjectId, emulatorHost: 'localhost:9099' })).resolves.toMatchObject({
        kind: 'emulator',
        issuer: null,
      });
  });

  it('is no emulator elsewhere, unless that is allowed', async () => {
    await expect(choose({ emulatorHost: 'firebase:9099' })).rejects.toThrow('on this machine');
    await expect(choose({ emulatorHost: 'localhost:9099@evil.example' })).rejects.toThrow('127.0.0.1:9099');
    await expect(choose({ emulatorHost: 'firebase:9099', allowRemoteEmulator: true })).resolves.toMatchObject({
      kind: 'emulator',
    });
  });
});
