/** Keys, programs that ask for one, webhooks and the books: each act by a click. */
import { readFileSync } from 'node:fs';
import { Client } from '../support/client.js';
import { eventually, openReceiver, type Receiver } from '../support/receiver.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let receiver: Receiver;

beforeAll(async () => {
  at = await openDesk();
  receiver = await openReceiver();
});
afterAll(async () => {
  await receiver?.close();
  await at?.close();
});

/** What the gateway says to a key. */
const selfOf = (key: string) => new Client(at.gateway.url, { 'X-API-Key': key }).get('/v1/api-keys/self');

describe('an API key at the console', () => {
  let first: string;
  let second: string;

  it('is made for the whole organization with some scopes and an end', async () => {
    const { desk } = at;
    await desk.go('API keys');
    await desk.button('Create a key').first().click();
    await desk.dialog.getByLabel('Name').fill('Till');
    await desk.dialog.getByLabel('Projects', { exact: true }).selectOption({ label: 'All projects' });
    for (const scope of await desk.dialog.getByRole('checkbox').all()) expect(await scope.isChecked()).toBe(false);
    await desk.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await desk.dialog.getByText('Tick at least one.').first().waitFor();
    await desk.dialog.getByLabel('See members').check();
    await desk.dialog.getByLabel('Ends on').fill('2099-12-31');
    await desk.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    first = await desk.secret('api-key');
    expect((await selfOf(first)).body).toMatchObject({ name: 'Till', mode: 'test', scopes: ['members:read'] });
  });

  it('is renewed: the new one works at once and the old one for as long as was said', async () => {
    const { desk } = at;
    await desk.button('Renew Till').click();
    await desk.dialog.getByLabel('The old key works on for').selectOption('an hour');
    await desk.dialog.getByRole('button', { name: 'Renew' }).click();
    second = await desk.secret('api-key');
    expect(second).not.toBe(first);
    expect((await selfOf(first)).status).toBe(200);
    expect((await selfOf(second)).status).toBe(200);
    await desk.row(second.slice(0, 21)).waitFor();
    await desk.row(first.slice(0, 21)).waitFor();
  });

  it('is revoked after a question and refused from then on', async () => {
    const { desk } = at;
    const row = desk.row(second.slice(0, 21));
    await row.getByRole('button', { name: 'Revoke Till' }).click();
    await desk.dialog.getByRole('button', { name: 'Revoke' }).click();
    await desk.notice('The key is refused from now on.').waitFor();
    await row.getByText('Revoked').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect((await selfOf(second)).status).toBe(401);
  });
});

describe('a program that asks for a key', () => {
  const asks = async (client_name: string) =>
    (await new Client(at.gateway.url).post('/v1/cli/device-code', { client_name })).body;
  const answerTo = (device_code: string) => new Client(at.gateway.url).post('/v1/cli/token', { device_code });

  it('gets one when the person approves, for the project and the scopes that they chose', async () => {
    const { desk, gateway, page, tenant } = at;
    const { user_code, device_code } = await asks('stock-keeper');
    await page.goto(`${gateway.url}/console/connect`);
    await page.getByLabel('Code').fill(user_code.toLowerCase());
    await desk.button('Go on').click();
    await page.getByText('stock-keeper').waitFor();
    await page.getByText('127.0.0.1').waitFor();
    await page.getByLabel('Project that the key is for').selectOption({ label: 'harbour shop (sandbox)' });
    expect(await page.getByLabel('Erase members').isChecked()).toBe(false);
    await page.getByLabel('What is it for?').selectOption('backend');
    expect(await page.getByLabel('Erase members').isChecked()).toBe(false);
    await desk.button('Approve').click();
    await page.getByText('Compare the codes first.', { exact: false }).first().waitFor();
    await page.getByLabel('The program shows the same code').check();
    await desk.button('Approve').click();
    await page.getByText('Approved. The program gets its key at its next request.').waitFor();
    const { body } = await answerTo(device_code);
    expect(body).toMatchObject({ status: 'authorized', project_id: tenant.projectId });
    const { scopes } = (await selfOf(body.api_key)).body;
    expect(scopes).toContain('members:read');
    expect(scopes).not.toContain('members:erase');
    await page.reload();
    await page.getByText('This code was used already').waitFor();
  });

  it('gets nothing when the person denies', async () => {
    const { desk, gateway, page } = at;
    const { user_code, device_code } = await asks('somebody');
    await page.goto(`${gateway.url}/console/connect?code=${user_code}`);
    await desk.button('Deny').click();
    await page.getByText('Denied. The program gets nothing.').waitFor();
    expect(await answerTo(device_code)).toMatchObject({ status: 403, body: { status: 'denied' } });
  });

  it('is unknown when the code was mistyped', async () => {
    const { gateway, page } = at;
    await page.goto(`${gateway.url}/console/connect?code=BBBB-BBBB`);
    await page.getByText('There is nothing here').waitFor();
  });
});

describe('a webhook at the console', () => {
  it('is refused at the field when its address is', async () => {
    const { desk, open } = at;
    await open('/webhooks');
    await desk.button('Add a webhook').first().click();
    await desk.dialog.getByLabel('Address').fill('http://10.0.0.7/hook');
    await desk.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await desk.dialog.locator('.fault, [role=alert]').first().waitFor();
    await desk.dialog.getByLabel('Address').fill(receiver.url);
    await desk.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    expect(await desk.secret('webhook-secret')).toMatch(/^whsec_/);
    await desk.openRow('localhost');
    await desk.heading(/^localhost/).waitFor();
  });

  it('gets a test, and shows what the endpoint said', async () => {
    const { desk, page } = at;
    receiver.answers({ status: 500, body: 'The till is closed.' });
    await desk.button('Send a test').click();
    await desk.notice('A test event is on its way.').waitFor();
    await receiver.until(1);
    await desk.row('webhook.test').getByText('500').waitFor();
    await desk.row('webhook.test').getByRole('button').click();
    await desk.dialog.getByText('The till is closed.').waitFor();
    receiver.answers({ status: 200 });
    await desk.button('Deliver again').click();
    await desk.notice('It is on its way again.').waitFor();
    await desk.row('Delivered').waitFor();
    await page.getByLabel('Status').selectOption('success');
    await page.getByText(/^[12] deliver(y|ies)$/).waitFor(); // the first one may have been repeated by now
    await page.getByLabel('Status').selectOption('');
  });

  it('renews its secret, with both for a while', async () => {
    const { desk } = at;
    await desk.button('Renew the secret').click();
    await desk.dialog.getByRole('button', { name: 'Renew the secret' }).click();
    expect(await desk.secret('webhook-secret')).toMatch(/^whsec_/);
    const before = receiver.received.length;
    await desk.button('Send a test').click();
    await receiver.until(before + 1);
    expect(receiver.received.at(-1)!.headers['webhook-signature']!.split(' ')).toHaveLength(2);
  });

  it('is diagnosed when nobody listens', async () => {
    const { desk } = at;
    await desk.button('Edit').click();
    await desk.dialog.getByLabel('Address').fill('http://localhost:9/hook');
    await desk.button('Save').click();
    await desk.dialog.locator('.fault, [role=alert]').first().waitFor();
    await desk.dialog.getByLabel('Address').fill(receiver.url);
    await desk.dialog.getByLabel('Description').fill('The till');
    await desk.button('Save').click();
    await at.page.getByText('The till', { exact: true }).waitFor();
    await receiver.close();
    await desk.button('Diagnose').click();
    await desk.dialog.getByText('The endpoint does not answer as it should.').waitFor();
    await desk.dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('is switched off and on, and deleted', async () => {
    const { desk, page } = at;
    await desk.button('Disable').click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await desk.button('Enable').click();
    await page.getByText('Enabled', { exact: true }).waitFor();
    await desk.button('Delete').click();
    await desk.dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No webhook yet').waitFor();
  });
});

describe('the books', () => {
  it('are downloaded as a file with every transaction of the span', async () => {
    const { desk, page, tenant } = at;
    for (const reference of ['order 1', 'order 2', '=order 3'])
      await tenant.backend.post(`/v1/projects/${tenant.projectId}/transactions`, {
        ...{ type: 'payment', amount_minor: 1250, currency: 'EUR', reference },
      });
    await desk.go('Transactions');
    await desk.row('€12.50').waitFor();
    const download = page.waitForEvent('download');
    await desk.button('Download CSV').click();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('transaction_id');
    expect(lines.join('\n')).toContain("'=order 3");
    await page.getByLabel('From').fill('2019-01-01T00:00');
    await page.getByLabel('Up to').fill('2020-01-01T00:00');
    await page.getByText('No transaction in this span').waitFor();
  });

  it('name the people who work here, with their roles', async () => {
    const { desk, page, tenant } = at;
    await desk.go('People');
    await desk.button('Invite').click();
    await desk.dialog.getByLabel('E-mail address').fill('zoe@example.org');
    await desk.dialog.getByLabel('Role').selectOption('admin');
    await desk.dialog.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('row', { name: /zoe@example.org.*Invited/ }).waitFor();
    await page.getByRole('row', { name: /zoe/ }).getByRole('button', { name: 'Remove' }).click();
    await desk.dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: /zoe/ }).waitFor({ state: 'hidden' });
    await page.getByLabel('Role of harbour-owner').selectOption('viewer');
    await eventually(async () => {
      const { status } = await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { name: 'Mine' });
      return status === 403 || `${status}`;
    }, 30_000);
    await page
      .getByRole('row', { name: /harbour-owner/ })
      .getByRole('button', { name: 'Remove' })
      .click();
    await desk.dialog.getByRole('button', { name: 'Remove' }).click();
    await eventually(async () => {
      const { status } = await tenant.owner.get(`/v1/projects/${tenant.projectId}`);
      return status === 404 || `${status}`;
    }, 30_000);
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
