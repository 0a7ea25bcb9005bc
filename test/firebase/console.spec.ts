/** The console's sign-in by e-mail and password, in a real browser, against a real gateway and the real Auth emulator. */
import { jest } from '@jest/globals';
import { Clock } from '#platform/clock';
import { CHROMIUM, openView, type View } from '../support/browser.js';
import { Client } from '../support/client.js';
import { Console } from '../support/console-story.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { EmulatedPeople } from './emulated-people.js';

jest.setTimeout(60_000);
const host = process.env.FIREBASE_AUTH_EMULATOR_HOST;
const inBrowser = host && CHROMIUM ? describe : describe.skip;
if (!CHROMIUM) console.warn('The console was not tried: no chromium here (apt-get install chromium).');

const ENDED = 'Your session has ended. Sign in again to go on where you were.';
const people = new EmulatedPeople(host!);
let gateway: TestGateway;
let view: View;
let desk: Console;
let page: View['page'];

beforeAll(async () => {
  if (!host || !CHROMIUM) return;
  gateway = await startTestGateway({
    env: { FIREBASE_PROJECT_ID: people.projectId, FIREBASE_AUTH_EMULATOR_HOST: host },
  });
});
beforeEach(async () => {
  view = await openView();
  page = view.page;
  page.setDefaultTimeout(20_000);
  desk = new Console(page, gateway);
});
afterEach(async () => {
  expect(view.complaints).toEqual([]);
  await view.browser.close();
});
afterAll(() => gateway?.close());

/** Someone with a project of their own. */
async function admin() {
  const person = await people.signUp();
  const client = new Client(gateway.url, { Authorization: `Bearer ${person.idToken}` });
  const { organization_id } = (await client.post('/v1/organizations', { name: 'Harbour Gym' })).body;
  await client.post(`/v1/organizations/${organization_id}/projects`, { name: 'Front desk' });
  return person;
}

async function signIn({ email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await desk.button('Sign in').click();
}

async function openAs(person: { email: string; password: string }): Promise<void> {
  await page.goto(`${gateway.url}/console/`);
  await signIn(person);
  await desk.heading('Overview').waitFor();
}

inBrowser('signing in with e-mail and password', () => {
  it('says that a wrong password is wrong, takes the right one, and leads to the overview', async () => {
    const person = await admin();
    await page.goto(`${gateway.url}/console/`);
    await signIn({ ...person, password: 'close sesame' });
    await page.getByRole('alert').getByText('That address and password do not fit together.').waitFor();
    await signIn(person);
    await desk.heading('Overview').waitFor();
    await page.getByText(person.email).waitFor();
  });

  it('says no more about an address that nobody has, and sends a letter to those who forgot', async () => {
    await page.goto(`${gateway.url}/console/`);
    await signIn({ email: 'nobody@example.org', password: 'open sesame' });
    await page.getByRole('alert').getByText('That address and password do not fit together.').waitFor();
    await desk.button('Set a new password').click();
    await page.getByText('If there is such an account, a letter is on its way.').waitFor();
    const person = await admin();
    await page.getByLabel('E-mail address').fill(person.email);
    await desk.button('Set a new password').click();
    await people.letterTo(person.email);
  });

  it('says that an account was disabled', async () => {
    const person = await admin();
    await people.change(person.uid, { disableUser: true });
    await page.goto(`${gateway.url}/console/`);
    await signIn(person);
    await page.getByRole('alert').getByText('This account was disabled.').waitFor();
  });

  it('knows the person again after the page was closed, until they sign out', async () => {
    const person = await admin();
    await openAs(person);
    await page.reload();
    await desk.heading('Overview').waitFor();
    await desk.button(person.email).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.reload();
    await page.getByLabel('E-mail address').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  it('lets the browser speak to the emulator and to nobody else', async () => {
    const answer = await page.goto(`${gateway.url}/console/`);
    const policy = (await answer!.allHeaders())['content-security-policy'];
    expect(policy).toContain(`connect-src 'self' http://${host};`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/google|unsafe|\*/);
  });
});

inBrowser('a session that ends elsewhere', () => {
  it.each([
    ['was revoked', (uid: string) => people.change(uid, { validSince: inAMinute() })],
    ['belongs to a disabled user', (uid: string) => people.change(uid, { disableUser: true })],
    ['belongs to a user who is gone', (uid: string) => people.remove(uid)],
  ])('leads back to the sign-in when it %s', async (_, end) => {
    const person = await admin();
    await openAs(person);
    await desk.go('Devices');
    await end(person.uid);
    await page.getByRole('navigation').getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('status').getByText(ENDED).waitFor();
    await page.reload();
    await page.getByLabel('E-mail address').waitFor();
  });

  it('goes on where it was for a person who signs in again', async () => {
    const person = await admin();
    await openAs(person);
    await desk.go('Devices');
    await people.change(person.uid, { disableUser: true });
    await page.reload();
    await page.getByText(ENDED).waitFor();
    await people.change(person.uid, { disableUser: false });
    await signIn(person);
    await desk.heading('Devices').waitFor();
  });

  it('lasts longer than its token, and does not end because Firebase is away for a while', async () => {
    const person = await admin();
    await page.clock.install();
    await openAs(person);
    const renewal = page.waitForResponse(/securetoken/);
    await page.clock.fastForward('01:05:00');
    expect((await renewal).status()).toBe(200);
    await desk.go('Devices');
    const toFirebase = `http://${host}/**`;
    await page.route(toFirebase, (route) => route.abort());
    await page.clock.fastForward('01:05:00');
    await desk.go('Rules');
    await page.getByText('The gateway does not answer').waitFor();
    await page.unroute(toFirebase);
    view.complaints.length = 0; // the browser says that the way was barred
    await desk.button('Try again').click();
    await page.getByText('No rule yet').waitFor();
  });
});

const inAMinute = () => String(Math.floor(new Clock().nowMs() / 1000) + 60);
