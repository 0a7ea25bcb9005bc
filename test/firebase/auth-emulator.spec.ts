import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { Clock } from '#platform/clock';
import { chooseIdTokens } from '../../apps/gateway/src/sign-in/choose-id-tokens.js';
import { EmulatorIdTokens } from '../../apps/gateway/src/sign-in/emulator-id-tokens.js';
import type { IdTokens } from '../../apps/gateway/src/sign-in/id-tokens.js';
import { InvalidIdToken } from '../../apps/gateway/src/sign-in/sign-in.errors.js';
import { EmulatedPeople } from './emulated-people.js';

const host = process.env.FIREBASE_AUTH_EMULATOR_HOST;
const people = new EmulatedPeople(host!);
const PROJECT = people.projectId;
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

const refused = (token: string) => expect(idTokens.verify(token)).rejects.toThrow(InvalidIdToken);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
const forge = (claims: object) => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;

(host ? describe : describe.skip)('with the real Auth emulator', () => {
  it('takes the token of a user who signed up', async () => {
    const { uid, idToken, email } = await people.signUp();
    expect(idTokens).toBeInstanceOf(EmulatorIdTokens);
    const signedIn = await idTokens.verify(idToken);
    expect(signedIn).toMatchObject({ uid, email, emailVerified: false });
    expect(Math.abs(signedIn.authTimeS - new Clock().nowMs() / 1000)).toBeLessThan(60);
  });

  it('agrees with firebase-admin', async () => {
    const { idToken } = await people.signUp();
    const app = initializeApp({ projectId: PROJECT }, 'agreement');
    const { uid, auth_time } = await getAuth(app).verifyIdToken(idToken, true);
    await expect(idTokens.verify(idToken)).resolves.toMatchObject({ uid, authTimeS: auth_time });
    await deleteApp(app);
  });

  it('hears of a verified e-mail and a name with the next sign-in', async () => {
    const { uid, email, password } = await people.signUp();
    await people.change(uid, { emailVerified: true, displayName: 'Ada Byron' });
    const idToken = await people.signIn(email, password);
    await expect(idTokens.verify(idToken)).resolves.toMatchObject({
      uid,
      emailVerified: true,
      name: 'Ada Byron',
    });
  });

  it('refuses a disabled user, and takes them again when enabled', async () => {
    const { uid, idToken } = await people.signUp();
    await people.change(uid, { disableUser: true });
    await refused(idToken);
    await people.change(uid, { disableUser: false });
    await expect(idTokens.verify(idToken)).resolves.toMatchObject({ uid });
  });

  it('refuses a deleted user', async () => {
    const { uid, idToken } = await people.signUp();
    await people.remove(uid);
    await refused(idToken);
  });

  it('refuses a sign-in that was revoked', async () => {
    const { uid, idToken } = await people.signUp();
    await people.change(uid, { validSince: String(Math.floor(new Clock().nowMs() / 1000) + 60) });
    await refused(idToken);
  });

  it('refuses a forged token for a user that it does not know', async () => {
    const { idToken } = await people.signUp();
    await refused(forge({ ...claimsOf(idToken), sub: 'victim', user_id: 'victim' }));
  });

  it('refuses a token of another project, and one with a signature', async () => {
    const { idToken } = await people.signUp();
    await refused(forge({ ...claimsOf(idToken), aud: 'demo-other' }));
    await refused(`${idToken}AAAA`);
  });
});
