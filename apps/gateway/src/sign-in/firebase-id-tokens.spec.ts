import { Clock, FakeClockSource, systemClockSource } from '#platform/clock';
import {
  firebaseClaims,
  KEY_ID,
  newKeyPair,
  OfflineGoogle,
  signRs256,
} from '../../../../test/firebase/offline-google.js';
import { FirebaseIdTokens } from './firebase-id-tokens.js';
import { IdTokensUnavailable, InvalidIdToken } from './sign-in.errors.js';

const PROJECT = 'thenar';
const HEADER = { alg: 'RS256', kid: KEY_ID, typ: 'JWT' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const rogue = newKeyPair();

let google: OfflineGoogle;
let time: FakeClockSource;
let idTokens: FirebaseIdTokens;
let warnings: string[];

/** firebase-admin reads the machine's clock, so the fake one starts there. */
beforeEach(async () => {
  google = await OfflineGoogle.start();
  google.signIn('ada');
  time = new FakeClockSource(systemClockSource.unixMs());
  warnings = [];
  idTokens = open(google.serviceAccountFile(PROJECT));
});
afterEach(async () => {
  await idTokens.close();
  await google.stop();
});

function open(credential: string | null): FirebaseIdTokens {
  const warn = (message: string) => void warnings.push(message);
  return new FirebaseIdTokens({ projectId: PROJECT, credential, clock: new Clock(time), warn, agent: google.agent });
}
function tokenOf(claims: object = {}, key = google.key): string {
  return signRs256(HEADER, { ...firebaseClaims(PROJECT, time.unixMs()), ...claims }, key.privateKey);
}
const refused = (token: string) => expect(idTokens.verify(token)).rejects.toThrow(InvalidIdToken);
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const passes = (token: string) => expect(idTokens.verify(token)).resolves.toMatchObject({ uid: 'ada' });

describe('a user of the Firebase project', () => {
  it('is who the token says', async () => {
    const authTimeS = Math.floor(time.unixMs() / 1000) - 600;
    const ada = {
      uid: 'ada',
      email: 'ada@example.org',
      emailVerified: true,
      name: 'Ada Adams',
      authTimeS,
      secondFactor: false,
    };
    await expect(idTokens.verify(tokenOf())).resolves.toEqual(ada);
  });

  it('is nobody with a signature of another key, an unknown key, or a changed claim', async () => {
    await refused(tokenOf({}, rogue));
    await refused(
      signRs256({ ...HEADER, kid: 'other' }, firebaseClaims(PROJECT, time.unixMs()), google.key.privateKey),
    );
    const [header, , signature] = tokenOf().split('.');
    const claims = { ...firebaseClaims(PROJECT, time.unixMs()), sub: 'eve' };
    await refused(`${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`);
    expect(google.calls.lookup).toBe(0);
  });

  it('is nobody after the token has ended', async () => {
    const token = tokenOf();
    await passes(token);
    time.advance(HOUR_MS);
    await refused(token);
  });

  it('is nobody when firebase-admin says so, whatever we found', async () => {
    time = new FakeClockSource(systemClockSource.unixMs() - 3 * HOUR_MS); // for us the token is good, by the machine's clock it has ended
    await idTokens.close();
    idTokens = open(null);
    await refused(tokenOf());
  });

  it('cannot come as an unsigned token of the emulator, even when its variable is set', async () => {
    process.env.FIREBASE_AUTH_EMULATOR_HOST = '127.0.0.1:9';
    try {
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = encode(firebaseClaims(PROJECT, time.unixMs()));
      await refused(`${encode({ alg: 'none', typ: 'JWT' })}.${claims}.`);
      await refused(`${encode(HEADER)}.${claims}.AAAA`);
    } finally {
      delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
    }
  });
});

describe('an account that was shut', () => {
  it.each([
    ['disabled', () => (google.accounts.get('ada')!.disabled = true)],
    ['revoked', () => (google.accounts.get('ada')!.validSince = String(Math.floor(time.unixMs() / 1000) - 5))],
    ['deleted', () => google.accounts.delete('ada')],
  ])('is refused at most a minute after it was %s', async (_, shut) => {
    const token = tokenOf();
    await passes(token);
    shut();
    time.advance(MINUTE_MS - 1);
    await passes(token);
    time.advance(1);
    await refused(token);
    expect(google.calls.lookup).toBe(2);
  });

  it('passes again with a sign-in after the revocation', async () => {
    google.accounts.get('ada')!.validSince = String(Math.floor(time.unixMs() / 1000) - 5);
    await refused(tokenOf());
    await passes(tokenOf({ auth_time: Math.floor(time.unixMs() / 1000) - 5 }));
  });

  it('is asked about once a minute, however many requests come together', async () => {
    const token = tokenOf();
    await Promise.all(Array.from({ length: 50 }, () => passes(token)));
    time.advance(MINUTE_MS / 2);
    await passes(token);
    expect(google.calls.lookup).toBe(1);
    time.advance(MINUTE_MS / 2);
    await Promise.all(Array.from({ length: 50 }, () => passes(token)));
    expect(google.calls.lookup).toBe(2);
  });

  it('is not asked about without a service account, and the operator hears of it', async () => {
    await idTokens.close();
    google.accounts.get('ada')!.disabled = true;
    idTokens = open(null);
    await passes(tokenOf());
    expect(google.calls.lookup).toBe(0);
    expect(warnings.join()).toContain('No Firebase service account');
  });
});

describe('while accounts cannot be looked up', () => {
  it('a good answer counts for five minutes, and nobody new passes', async () => {
    google.signIn('ben');
    const token = tokenOf();
    await passes(token);
    google.state.lookup = 'down';
    time.advance(5 * MINUTE_MS - 1);
    await passes(token);
    expect(warnings.join()).toContain('Firebase cannot be asked');
    await expect(idTokens.verify(tokenOf({ sub: 'ben' }))).rejects.toThrow(IdTokensUnavailable);
    time.advance(1);
    await expect(idTokens.verify(token)).rejects.toThrow(IdTokensUnavailable);
    google.state.lookup = 'up';
    time.advance(5_000);
    await passes(token);
  });

  it('a silent Google does not hold a request longer than three seconds', async () => {
    google.state.lookup = 'hangs';
    const verdict = expect(idTokens.verify(tokenOf())).rejects.toThrow(IdTokensUnavailable);
    await until(() => google.calls.lookup === 1);
    time.advance(3_000);
    await verdict;
  });
});

describe("while Google's keys cannot be fetched", () => {
  it('the last known ones serve, for a day', async () => {
    await passes(tokenOf());
    google.state.keys = 'down';
    time.advance(HOUR_MS + 1);
    await passes(tokenOf());
    await refused(tokenOf({}, rogue));
    expect(warnings.join()).toContain("Google's sign-in keys cannot be fetched");
    expect(google.calls.keys).toBe(3); // ours and firebase-admin's, then one that failed: the next comes after a pause
    time.advance(24 * HOUR_MS);
    await expect(idTokens.verify(tokenOf())).rejects.toThrow(IdTokensUnavailable);
  });

  it('a silent Google holds a request for one second while keys are known', async () => {
    await passes(tokenOf());
    google.state.keys = 'hangs';
    time.advance(HOUR_MS + 1);
    const verdict = passes(tokenOf());
    await until(() => google.calls.keys === 3);
    time.advance(1_000);
    await verdict;
  });

  it('nobody can sign in when none is known, until they can', async () => {
    google.state.keys = 'down';
    await expect(idTokens.verify(tokenOf())).rejects.toThrow(IdTokensUnavailable);
    time.advance(1_000);
    google.state.keys = 'hangs';
    const verdict = expect(idTokens.verify(tokenOf())).rejects.toThrow(IdTokensUnavailable);
    await until(() => google.calls.keys === 2);
    time.advance(5_000);
    await verdict;
    google.state.keys = 'up';
    time.advance(1_000);
    await passes(tokenOf());
  });

  it('our own proof decides when firebase-admin alone cannot fetch them', async () => {
    google.maxAgeS = 0; // firebase-admin asks again each time, we keep what we have for a minute
    await passes(tokenOf());
    google.state.keys = 'down';
    await passes(tokenOf());
    expect(warnings.join()).toContain('firebase-admin cannot verify');
    const asked = google.calls.keys;
    await passes(tokenOf());
    expect(google.calls.keys).toBe(asked);
  });

  it('asks Google once for many requests together, and not for made-up key ids', async () => {
    const token = signRs256({ ...HEADER, kid: 'x' }, firebaseClaims(PROJECT, time.unixMs()), rogue.privateKey);
    await Promise.all(Array.from({ length: 50 }, () => refused(token)));
    expect(google.calls.keys).toBe(1);
  });
});
