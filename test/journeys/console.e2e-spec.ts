/** An admin's first day at the console, in a real browser, against a real gateway and a terminal in software. */
import { jest } from '@jest/globals';
import { identify } from '../../apps/terminal/src/identify.command.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import { barriers, CHROMIUM, openView, type View } from '../support/browser.js';
import { Console } from '../support/console-story.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openReceiver, type Receiver } from '../support/receiver.js';
import { repeatablePalm } from '../support/terminal.js';

jest.setTimeout(60_000);
const inBrowser = CHROMIUM ? describe : describe.skip;
if (!CHROMIUM) console.warn('The console was not tried: no chromium here (apt-get install chromium).');

let gateway: TestGateway;
let view: View;
let desk: Console;
let receiver: Receiver;
let terminal: TerminalClient;
let memberPage: string;

beforeAll(async () => {
  if (!CHROMIUM) return;
  [gateway, receiver, view] = await Promise.all([
    startTestGateway({ env: { WEBHOOK_ALLOW_LOCALHOST: '1' } }),
    openReceiver(),
    openView(),
  ]);
  view.page.setDefaultTimeout(30_000);
  desk = new Console(view.page, gateway);
});
afterAll(async () => {
  await Promise.all([view?.browser.close(), receiver?.close()]);
  await gateway?.close();
});

inBrowser('an admin at the console', () => {
  it('signs in by the link, makes an organization, a sandbox and a project', async () => {
    await desk.signIn();
    expect(view.page.url()).not.toContain('token');
    await desk.makeTenant();
  });

  it('pairs a terminal by its code, however it is typed', async () => {
    terminal = await desk.pairTerminal('Turnstile');
    await terminal.poll({ wait_s: 0 });
    await view.page.getByText('Online', { exact: true }).first().waitFor();
    await view.page.getByText('In contact since').waitFor();
  });

  it('adds a member and watches the enrollment live', async () => {
    await desk.addMember('Alice Example', 'gym-1');
    memberPage = view.page.url();
    await desk.enroll(terminal, 'alice:left');
    await desk.dialog.getByText('The palm is on file.').waitFor();
    expect(await desk.dialog.locator('.pip[data-done]').count()).toBe(3);
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await view.page.getByRole('cell', { name: 'Left' }).first().waitFor();
  });

  it('stops an enrollment that nobody comes to', async () => {
    await desk.button('Enroll a palm').click();
    await desk.dialog.getByLabel('Replace the palms on file').check();
    await desk.button('Start').click();
    await desk.dialog.getByRole('timer').waitFor();
    await desk.button('Stop enrolling').click();
    await desk.dialog.getByText('It was stopped. Nothing was kept.').waitFor();
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
  });

  it('sees a scan arrive in the live tail, and why it ended as it did', async () => {
    await desk.go('Scan results');
    await view.page.getByRole('switch', { name: 'Live' }).check();
    expect(await identify(terminal, repeatablePalm('alice:left'))).toMatchObject({ matched: true });
    const row = desk.row('Identify');
    await row.getByText('Known').waitFor();
    await row.locator('.row-link').click();
    await desk.heading('Scan result').waitFor();
    await view.page.getByRole('cell', { name: 'Like an enrolled palm', exact: true }).waitFor();
    await desk.button('It was right').click();
    await desk.notice('Noted.').waitFor();
  });

  it('issues a key that works, once shown', async () => {
    const key = await desk.createKey('Reception');
    const { projectId } = desk;
    const person = await gateway.person('somebody');
    const answer = await person.keyed(key).get(`/v1/projects/${projectId}/members`);
    expect(answer).toMatchObject({ status: 200, body: { total: 1 } });
    await desk.row('Reception').getByText(key.slice(0, 21)).waitFor();
    expect(await view.page.getByText(key).count()).toBe(0);
  });

  it('adds a webhook and sees what was delivered, attempt by attempt', async () => {
    expect(await desk.createWebhook(receiver.url)).toMatch(/^whsec_/);
    await desk.openRow('localhost');
    await desk.heading(/^localhost/).waitFor();
    await identify(terminal, repeatablePalm('alice:left'));
    await receiver.until(1);
    await desk.row('scan.identified').getByText('Delivered').waitFor();
    await desk.row('scan.identified').getByRole('button').click();
    await desk.dialog.getByText('Attempt 1').waitFor();
    await desk.button('Deliver again').click();
    await receiver.until(2);
    expect(receiver.received[1]!.body).toBe(receiver.received[0]!.body);
    await desk.button('Diagnose').click();
    await desk.dialog.getByText('The endpoint answers as it should.').waitFor();
    await desk.dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('sees at the field what is wrong with a rule, puts it right, tries it on the past, and sees it block', async () => {
    await desk.writeRule('No palms at night');
    await view.page.getByLabel('Field').selectOption('quality');
    await view.page.getByLabel('Comparison').selectOption('gt');
    await view.page.getByLabel('Value').fill('much');
    await desk.button('Create a rule').click();
    const leaf = view.page.locator('[data-pointer="/conditions/rules/0"]');
    await leaf.getByText('must be a number.').waitFor();
    expect(await view.page.getByLabel('Value').getAttribute('aria-invalid')).toBe('true');
    await view.page.getByLabel('Value').fill('0');
    await desk.button('Create a rule').click();
    await desk.heading('No palms at night').waitFor();
    await desk.button('Run the backtest').click();
    await view.page.locator('[data-backtest="2"]').waitFor();

    expect(await identify(terminal, repeatablePalm('alice:left'))).toMatchObject({ matched: true, verdict: 'block' });
    await desk.go('Scan results');
    await desk.openRow('Blocked');
    await view.page.getByText('Deciding rule').waitFor();
    await desk.go('Overview');
    await view.page.locator('.tile').filter({ hasText: 'Blocked today' }).getByText('1', { exact: true }).waitFor();
    await view.page.locator('.tile').filter({ hasText: 'Known today' }).getByText('3', { exact: true }).waitFor();
  });

  it('finds one of ten thousand members while the browser holds some dozens', async () => {
    await gateway.database.query(
      `INSERT INTO members (member_id, organization_id, project_id, display_name, created_at, updated_at)
       SELECT gen_random_uuid(), organization_id, project_id, 'Guest ' || to_char(n, 'FM00000'), now(), now()
       FROM projects, generate_series(1, 9999) n WHERE project_id = $1`,
      [desk.projectId],
    );
    await desk.go('Members');
    await view.page.getByText('10,000 members').waitFor();
    await desk.row('Guest').waitFor();
    await view.page.keyboard.press('End');
    await desk.row('Alice Example').waitFor();
    expect(await view.page.locator('.table-body .table-row').count()).toBeLessThan(60);
    await view.page.getByLabel('Search by').fill('guest 04711');
    await view.page.getByText('1 member', { exact: true }).waitFor();
    await desk.row('Guest 04711').waitFor();
  });

  /** Every other page, dialog and state, in light and dark: `npm run test:console`. */
  it('meets no barrier on the main pages, and on a phone', async () => {
    const { page } = view;
    const met: string[] = [];
    const look = async (name: string) => {
      met.push(...(await barriers(page)).map((barrier) => `${name}: ${barrier}`));
      const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      if (wide) met.push(`${name}: wider than the window`);
    };
    for (const name of MAIN_PAGES) {
      await desk.go(name);
      await look(name);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(memberPage);
    await desk.heading('Alice Example').waitFor();
    await look('Member on a phone');
    await desk.button('Open the navigation').click();
    await desk.dialog.getByRole('link', { name: 'Overview' }).waitFor();
    await look('Navigation on a phone');
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(met).toEqual([]);
  });

  it('was never stopped by the content security policy or an error of a script', () => {
    expect(view.complaints).toEqual([]);
  });
});

const MAIN_PAGES = ['Overview', 'Devices', 'Members', 'Scan results', 'Rules', 'API keys'];

inBrowser('the states that people meet', () => {
  it('says that one is offline, and that nothing was lost when the gateway is away', async () => {
    const { context, page } = view;
    await desk.go('Lists');
    await context.setOffline(true);
    await page.getByText('You are offline.', { exact: false }).waitFor();
    await context.setOffline(false);
    await page.getByText('You are offline.', { exact: false }).waitFor({ state: 'hidden' });
  });

  it('shows the request id beside a refusal', async () => {
    const { page } = view;
    await page.goto(`${gateway.url}/console/p/${desk.projectId}/members/${desk.projectId}`);
    await page.getByText('There is nothing here').waitFor();
    await page.getByText(/^Request [0-9a-f-]{36}$/).waitFor();
  });

  it('shows a viewer only what a viewer can use', async () => {
    const { page } = view;
    const boss = await gateway.person('boss');
    const organizationId = (await boss.post('/v1/organizations', { name: 'Other Club' })).body.organization_id;
    const project = await boss.post(`/v1/organizations/${organizationId}/projects`, { name: 'Club house' });
    await boss.post(`/v1/organizations/${organizationId}/users`, { uid: 'dev-admin', role: 'viewer' });
    await page.goto(`${gateway.url}/console/p/${project.body.project_id}/devices`);
    await page.getByText('No terminal yet').waitFor();
    expect(await desk.button('Pair a terminal').count()).toBe(0);
    expect(await page.getByRole('navigation').getByRole('link', { name: 'API keys' }).count()).toBe(0);
    await page.goto(`${gateway.url}/console/o/${organizationId}/keys`);
    await page.getByText('Your role does not allow this').waitFor();
  });

  it('asks to sign in again over the page when the session has ended, and goes on where it was', async () => {
    const { page } = view;
    await page.route('**/v1/projects/*/devices?*', (route) =>
      route.fulfill({ status: 401, json: { error: { code: 'invalid_token', message: 'It has ended.' } } }),
    );
    await page.goto(`${gateway.url}/console/p/${desk.projectId}/devices`);
    await desk.dialog.getByRole('heading', { name: 'Sign in again' }).waitFor();
    await page.unroute('**/v1/projects/*/devices?*');
    await desk.dialog.getByLabel('Sign-in link').fill(gateway.gateway.signIn.issuer!.consoleLink(gateway.url));
    await desk.dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await desk.heading('Devices').waitFor();
    await desk.row('Turnstile').waitFor();
  });
});
