import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { Clock } from '#platform/clock';
import { chooseIdTokens } from '../../apps/gateway/src/sign-in/choose-id-tokens.js';
import { EmulatorIdTokens } from '../../apps/gateway/src/sign-in/emulator-id-tokens.js';
import type { IdTokens } from '../../apps/gateway/src/sign-in/id-tokens.js';
import { InvalidIdToken } from '../../apps/gateway/src/sign-in/sign-in.errors.js';

const PROJECT = 'demo-thenar';
const host = process.env.FIREBASE_AUTH_EMULATOR_HOST;
if (!host) console.warn('skipped: no Auth emulator here; `npm run test:firebase` brings one');

let idTokens: IdTokens;
beforeAll(() => {
  const options = { firebaseProjectId: PROJECT, credentialsFile: null, keysFolder: '', warn: () => undefined };
  ({ idTokens } = chooseIdTokens({
    ...options,
    mode: 'development',
    emulatorHost: host ?? '127.0.0.1:9',
    clock: new Clock(),
  }));
});
afterAll(() => idTokens.close());

async function call<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`http://${host}/identitytoolkit.googleapis.com/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer owner' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface Session {
  localId: string;
  idToken: string;
  email: string;
}
/** As an app in a browser does: with a key that may be known, and no ownership. */
async function signUp(): Promise<Session> {
  const email = `${crypto.randomUUID()}@example.org`;
  const response = await fetch(`http://${host}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'open sesame', displayName: 'Ada Adams', returnSecureToken: true }),
  });
  return { ...((await response.json()) as Session), email };
}
const change = (localId: string, changes: object) =>
  call(`projects/${PROJECT}/accounts:update`, { localId, ...changes });
const refused = (token: string) => expect(idTokens.verify(token)).rejects.toThrow(InvalidIdToken);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
const forge = (claims: object) => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;

(host ? describe : describe.skip)('with the real Auth emulator', () => {
  it('takes the token of a user who signed up', async () => {
    const { localId, idToken, email } = await signUp();
    expect(idTokens).toBeInstanceOf(EmulatorIdTokens);
    const signedIn = await idTokens.verify(idToken);
    expect(signedIn).toMatchObject({ uid: localId, email, emailVerified: false });
    expect(Math.abs(signedIn.authTimeS - new Clock().nowMs() / 1000)).toBeLessThan(60);
  });

  it('agrees with firebase-admin', async () => {
    const { idToken } = await signUp();
    const app = initializeApp({ projectId: PROJECT }, 'agreement');
    const { uid, auth_time } = await getAuth(app).verifyIdToken(idToken, true);
    await expect(idTokens.verify(idToken)).resolves.toMatchObject({ uid, authTimeS: auth_time });
    await deleteApp(app);
  });

  it('hears of a verified e-mail and a name with the next sign-in', async () => {
    const { localId, email } = await signUp();
    await change(localId, { emailVerified: true, displayName: 'Ada Byron' });
    const { idToken } = await call<Session>('accounts:signInWithPassword?key=any', {
      email,
      password: 'open sesame',
      returnSecureToken: true,
    });
    await expect(idTokens.verify(idToken)).resolves.toMatchObject({
      uid: localId,
      emailVerified: true,
      name: 'Ada Byron',
    });
  });

  it('refuses a disabled user, and takes them again when enabled', async () => {
    const { localId, idToken } = await signUp();
    await change(localId, { disableUser: true });
    await refused(idToken);
    await change(localId, { disableUser: false });
    await expect(idTokens.verify(idToken)).resolves.toMatchObject({ uid: localId });
  });

  it('refuses a deleted user', async () => {
    const { localId, idToken } = await signUp();
    await call(`projects/${PROJECT}/accounts:delete`, { localId });
    await refused(idToken);
  });

  it('refuses a sign-in that was revoked', async () => {
    const { localId, idToken } = await signUp();
    await change(localId, { validSince: String(Math.floor(new Clock().nowMs() / 1000) + 60) });
    await refused(idToken);
  });

  it('refuses a forged token for a user that it does not know', async () => {
    const { idToken } = await signUp();
    await refused(forge({ ...claimsOf(idToken), sub: 'victim', user_id: 'victim' }));
  });

  it('refuses a token of another project, and one with a signature', async () => {
    const { idToken } = await signUp();
    await refused(forge({ ...claimsOf(idToken), aud: 'demo-other' }));
    await refused(`${idToken}AAAA`);
  });
});
