/** No barrier on any page, dialog or state, in light and dark; no page wider than its window, from a phone to a 4K display. */
import { jest } from '@jest/globals';
import { identify } from '../../apps/terminal/src/identify.command.js';
import { barriers } from '../support/browser.js';
import { Client } from '../support/client.js';
import { openReceiver, type Receiver } from '../support/receiver.js';
import { addMember, pairTerminal, repeatablePalm, type TestTerminal } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

jest.setTimeout(300_000);
const DESK = { width: 1280, height: 900 };
const OTHERS = [
  { width: 360, height: 740 },
  { width: 3840, height: 2160 },
];

let at: Desk;
let receiver: Receiver;
let terminal: TestTerminal;
let memberId: string;
const made: Record<'rule' | 'list' | 'webhook', string> = { rule: '', list: '', webhook: '' };
const met: string[] = [];

beforeAll(async () => {
  at = await openDesk(DESK);
  receiver = await openReceiver();
  receiver.answers({ status: 500, body: 'The till is closed.' });
  terminal = await pairTerminal(at.gateway, at.tenant);
  await terminal.client.poll({ wait_s: 0 });
  memberId = await addMember(at.tenant, 'Ada Example');
  const { backend, projectId } = at.tenant;
  const make = async (what: string, body: object) => {
    const answer = await backend.post(`/v1/projects/${projectId}/${what}`, body);
    if (answer.status !== 201) throw new Error(`${what}: ${answer.text}`);
    return answer.body;
  };
  made.list = (await make('lists', { name: 'blocked_people', type: 'external_id', ttl: 86_400 })).list_id;
  await backend.patch(`/v1/projects/${projectId}/lists/${made.list}/entries`, { add: ['gym-1', 'gym-2'] });
  made.rule = (
    await make('rules', {
      name: 'Nobody at night',
      status: 'live',
      conditions: {
        operator: 'AND',
        rules: [
          { field: 'member.external_id', operator: 'in', value: { list: 'blocked_people' } },
          { operator: 'OR', rules: [{ field: 'time.hour', operator: 'between', value: [0, 5] }] },
        ],
      },
      action: { verdict: 'block', side_effects: [{ type: 'emit_webhook' }] },
    })
  ).rule_id;
  const events = ['scan.identified', 'scan.rejected', 'enrollment.completed'];
  made.webhook = (await make('webhooks', { url: receiver.url, event_types: events })).webhook_id;
  await make('transactions', { type: 'payment', amount_minor: 1250, currency: 'EUR', reference: 'order 1' });
});
afterAll(async () => {
  await receiver?.close();
  await at?.close();
});
afterEach(() => expect(met.splice(0)).toEqual([]));

async function look(name: string): Promise<void> {
  const { page } = at;
  const heed = async (where: string) =>
    met.push(...(await barriers(page)).map((barrier) => `${name} (${where}): ${barrier}`));
  for (const theme of ['dark', 'light']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    await heed(theme);
  }
  for (const size of OTHERS) {
    await page.setViewportSize(size);
    if (size.width < DESK.width) await heed('on a phone');
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (wide > 0) met.push(`${name}: ${wide} px wider than a window of ${size.width}`);
  }
  await page.setViewportSize(DESK);
}

/** Opens a dialog by its button, looks at it, and closes it by Escape. */
async function lookInto(name: string, act = at.desk.button(name).first()): Promise<void> {
  await act.click();
  await at.desk.dialog.waitFor();
  await look(`dialog ${name}`);
  await at.page.keyboard.press('Escape');
  await at.desk.dialog.waitFor({ state: 'hidden' });
}

describe('no barrier', () => {
  it('on the way in', async () => {
    const { gateway, page } = at;
    const { context } = at.view;
    const visitor = await context.browser()!.newContext({ viewport: DESK, reducedMotion: 'reduce' });
    const first = await visitor.newPage();
    await first.goto(`${gateway.url}/console/`);
    await first.getByLabel('Sign-in link').waitFor();
    met.push(...(await barriers(first)));
    await visitor.close();
    await page.getByTitle('Your account').click();
    await page.getByRole('menu').waitFor();
    await look('menu of the account');
    await page.keyboard.press('Escape');
  });

  it('where a palm is enrolled', async () => {
    const { desk, open, page } = at;
    await open(`/members/${memberId}`);
    await lookInto('Enroll a palm');
    await lookInto('Edit');
    await lookInto('Record a consent');
    await lookInto('Delete');
    await lookInto('Erase');
    await desk.enroll(terminal.client, 'ada:left', 20);
    await desk.dialog.getByText('The palm is on file.').waitFor();
    await look('enrollment that is done');
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await desk.button('Enroll a palm').click();
    await desk.dialog.getByLabel('Replace the palms on file').check();
    await desk.button('Start').click();
    await desk.dialog.getByRole('timer').waitFor();
    await look('enrollment that runs');
    await desk.button('Stop enrolling').click();
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    expect(await identify(terminal.client, repeatablePalm('ada:left'))).toMatchObject({ matched: true });
    await identify(terminal.client, repeatablePalm('mallory:left'));
    await page.reload();
    await desk.row('Known').waitFor();
    await look('Member');
  });

  it('at terminals and scans', async () => {
    const { desk, open, page } = at;
    await terminal.client.poll({ wait_s: 0 });
    await open(`/devices/${terminal.deviceId}`);
    await page.getByText('In contact since').waitFor();
    await look('Device');
    await lookInto('Rename');
    await lookInto('Decommission');
    await desk.go('Devices');
    await look('Devices');
    await lookInto('Pair a terminal');
    for (const result of ['Unknown', 'Known']) {
      await desk.go('Scan results');
      await desk
        .row(new RegExp(`Identify.*${result}|${result}.*Identify`))
        .getByRole('link')
        .first()
        .click();
      await page.getByRole('cell', { name: 'Search', exact: true }).waitFor();
      await look(`Scan that ${result}`);
    }
    await desk.go('Scan results');
    await look('Scan results');
  });

  it('at webhooks, rules and lists', async () => {
    const { desk, open } = at;
    await open(`/webhooks/${made.webhook}`);
    await desk.row('scan.identified').getByText('500').waitFor();
    await look('Webhook');
    for (const dialog of ['Edit', 'Renew the secret', 'Delete']) await lookInto(dialog);
    await lookInto('attempts', desk.row('scan.identified').getByRole('button'));
    await desk.button('Diagnose').click();
    await desk.dialog.getByText('The endpoint does not answer as it should.').waitFor();
    await look('Diagnosis');
    await at.page.keyboard.press('Escape');
    await desk.go('Webhooks');
    await look('Webhooks');
    await lookInto('Add a webhook');
    await open(`/rules/${made.rule}`);
    await desk.heading('Nobody at night').waitFor();
    await desk.button('Run the backtest').click();
    await at.page.locator('[data-backtest]').waitFor();
    await look('Rule');
    await desk.go('Rules');
    await look('Rules');
    await open(`/lists/${made.list}`);
    await desk.row('gym-1').waitFor();
    await look('List');
    await lookInto('Add entries');
    await desk.go('Lists');
    await look('Lists');
    await lookInto('Create a list');
  });

  it('on the other pages of a project and its organization', async () => {
    const { desk, page } = at;
    await desk.go('Overview');
    await page.locator('svg.bars').waitFor();
    await page.getByText('As a table').click();
    await look('Overview');
    for (const name of [
      'Analytics',
      'Members',
      'Transactions',
      'Settings',
      'API keys',
      'Usage',
      'Projects',
      'People',
      'Audit',
    ]) {
      await desk.go(name);
      await page.getByRole('main').locator('.skeleton').first().waitFor({ state: 'hidden' });
      await look(name);
    }
    await desk.go('Projects');
    await lookInto('Create project');
    await lookInto('Create environment');
    await desk.go('People');
    await lookInto('Invite');
    await desk.go('API keys');
    await desk.openRow('backend');
    await desk.heading('backend').waitFor();
    await look('API key');
    await desk.go('API keys');
    await lookInto('Create a key');
    await lookInto('Renew backend');
    await lookInto('Revoke backend');
    await desk.button('Create a key').first().click();
    await desk.dialog.getByLabel('Name').fill('Till');
    await desk.dialog.getByLabel('See members').check();
    await desk.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await desk.dialog.locator('[data-secret]').waitFor();
    await look('a key that is shown once');
    await desk.dialog.getByRole('button', { name: 'I have saved it' }).click();
  });

  it('where a program asks, where there is nothing yet, and where something is refused', async () => {
    const { desk, gateway, open, page, tenant } = at;
    const { body } = await new Client(gateway.url).post('/v1/cli/device-code', { client_name: 'stock-keeper' });
    await page.goto(`${gateway.url}/console/connect`);
    await page.getByLabel('Code').waitFor();
    await look('Code of a program');
    await page.goto(`${gateway.url}/console/connect?code=${body.user_code}`);
    await desk.button('Approve').waitFor();
    await look('Question of a program');
    await page.goto(`${gateway.url}/console/devices/pair?code=WDJB-MJHT`);
    await desk.heading('Pair a terminal').waitFor();
    await look('pairing by QR code');
    await open('/erasures');
    await desk.heading('Erasure receipts').waitFor();
    await look('Erasure receipts');
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('a');
    await page.getByRole('option').first().waitFor();
    await look('palette');
    await page.keyboard.press('Escape');
    await open(`/members/${tenant.projectId}`);
    await page.getByText('There is nothing here').waitFor();
    await look('a refusal');
    await open('/nonsense');
    await page.getByText('There is no such page').waitFor();
    await look('no such page');
    const path = `/v1/organizations/${tenant.organizationId}/projects`;
    const empty = await tenant.owner.post(path, { name: 'Empty', environment_id: tenant.environmentId });
    await page.goto(`${gateway.url}/console/p/${empty.body.project_id}`);
    await desk.heading('Overview').waitFor();
    for (const name of [
      'Overview',
      'Devices',
      'Members',
      'Scan results',
      'Transactions',
      'Rules',
      'Lists',
      'Webhooks',
    ]) {
      await desk.go(name);
      await page.getByRole('main').locator('.skeleton').first().waitFor({ state: 'hidden' });
      await look(`${name} without anything`);
    }
  });

  it('and no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
