import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, FakeClockSource, systemClockSource } from '#platform/clock';
import {
  buildToken,
  concernsTheToken,
  type JwtVector,
  readJwtVectors,
  type Target,
} from '../../../../test/firebase/jwt-vectors.js';
import { KEY_ID, OfflineGoogle } from '../../../../test/firebase/offline-google.js';
import { type ChosenIdTokens, chooseIdTokens } from './choose-id-tokens.js';
import { DEV_KEY_FILE } from './dev-key.js';
import type { IdTokens } from './id-tokens.js';
import { LOCAL_PROJECT_ID } from './local-issuer.js';
import { InvalidIdToken } from './sign-in.errors.js';

const vectors = readJwtVectors();
if (!vectors) console.warn('skipped: ../shared/vectors is not here, so its hostile ID tokens were not tried');
const hostile = (vectors ?? []).filter(concernsTheToken);
const describeWithVectors = vectors ? describe : describe.skip;

const folder = mkdtempSync(join(tmpdir(), 'thenar-sign-in-'));
const time = new FakeClockSource(systemClockSource.unixMs());
let google: OfflineGoogle;
const opened: IdTokens[] = [];

beforeAll(async () => void (google = await OfflineGoogle.start()));
afterAll(async () => {
  for (const idTokens of opened) await idTokens.close();
  await google.stop();
  rmSync(folder, { recursive: true });
});

function choose(mode: 'production' | 'development'): ChosenIdTokens {
  const chosen = chooseIdTokens({
    mode,
    firebaseProjectId: mode === 'production' ? 'thenar' : null,
    credentialsFile: mode === 'production' ? google.serviceAccountFile('thenar') : null,
    emulatorHost: null,
    keysFolder: folder,
    clock: new Clock(time),
    warn: () => undefined,
    agent: google.agent,
  });
  opened.push(chosen.idTokens);
  return chosen;
}

/** Each place that proves signatures, and the key that it trusts. */
const TARGETS: [string, () => { idTokens: IdTokens; target: Target }][] = [
  [
    'production',
    () => {
      const target = { key: google.key, keyId: KEY_ID, projectId: 'thenar', nowMs: time.unixMs() };
      return { idTokens: choose('production').idTokens, target };
    },
  ],
  [
    'development',
    () => {
      const { idTokens, issuer } = choose('development');
      const privateKey = createPrivateKey(readFileSync(join(folder, DEV_KEY_FILE)));
      const { publicKey, keyId } = issuer!;
      const target = { key: { privateKey, publicKey }, keyId, projectId: LOCAL_PROJECT_ID, nowMs: time.unixMs() };
      return { idTokens, target };
    },
  ],
];

describeWithVectors.each(TARGETS)('hostile ID tokens in %s', (_, open) => {
  let idTokens: IdTokens;
  let target: Target;
  beforeAll(() => void ({ idTokens, target } = open()));

  it('are built right: the same token without an attack passes', async () => {
    const harmless: JwtVector = { id: 'control', name: 'no attack', sign: 'right', expect: { status: [200] } };
    google.signIn('ada');
    await expect(idTokens.verify(buildToken(harmless, target))).resolves.toMatchObject({ uid: 'ada' });
  });

  const refusedOnes = hostile.filter(({ expect: { status } }) => status.includes(401));
  it.each(refusedOnes.map((vector) => [vector.id, vector.name, vector] as const))(
    '%s is refused: %s',
    async (_id, _name, vector) => {
      google.signIn('victim');
      const asked = { ...google.calls };
      await expect(idTokens.verify(buildToken(vector, target))).rejects.toThrow(InvalidIdToken);
      expect(google.calls).toEqual(asked);
    },
  );

  const identified = hostile.filter(({ expect: { status } }) => !status.includes(401));
  it.each(identified.map((vector) => [vector.id, vector.name, vector] as const))(
    '%s is whoever sub says, and nothing more: %s',
    async (_id, _name, vector) => {
      const uid = (vector.payload?.sub as string | undefined) ?? 'ada';
      google.signIn(uid);
      const signedIn = await idTokens.verify(buildToken(vector, target));
      expect(signedIn.uid).toBe(uid);
      expect(Object.keys(signedIn).sort()).toEqual([
        'authTimeS',
        'email',
        'emailVerified',
        'name',
        'secondFactor',
        'uid',
      ]);
    },
  );

  it('an API key is no ID token', async () => {
    await expect(idTokens.verify(`thn_live_${'A'.repeat(50)}`)).rejects.toThrow(InvalidIdToken);
  });
});

describe('the vectors', () => {
  (vectors ? it : it.skip)('are all known: none is passed over in silence', () => {
    const elsewhere = vectors!.filter((vector) => !concernsTheToken(vector)).map(({ id }) => id);
    // Two headers and keys as Bearer: the credential reader. Keys of Google down: firebase-id-tokens.spec. Membership: tenancy.
    expect(elsewhere).toEqual(['jwt-53', 'jwt-55', 'jwt-57', 'jwt-59']);
    expect(hostile.length).toBeGreaterThanOrEqual(26);
  });
});
