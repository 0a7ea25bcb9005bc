/** What an admin does with members and their palms, each act by a click. */
import { readFileSync } from 'node:fs';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import { eventually } from '../support/receiver.js';
import { pairTerminal } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let terminal: TerminalClient;
let memberId: string;

beforeAll(async () => {
  at = await openDesk();
  terminal = (await pairTerminal(at.gateway, at.tenant)).client;
  await terminal.poll({ wait_s: 0 });
});
afterAll(() => at?.close());

const member = async () => (await at.tenant.owner.get(`/v1/projects/${at.tenant.projectId}/members/${memberId}`)).body;

describe('a member at the console', () => {
  it('is refused at the field that is wrong, and added when all is right', async () => {
    const { desk, page } = at;
    await desk.go('Members');
    await desk.button('Add a member').first().click();
    await desk.dialog.getByLabel('Name').fill('Ada Example');
    await desk.dialog.getByLabel('Metadata').fill('seven');
    await desk.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await desk.dialog.getByText('This must be a JSON object', { exact: false }).first().waitFor();
    expect(await desk.dialog.getByLabel('Metadata').getAttribute('aria-invalid')).toBe('true');
    await desk.dialog.getByLabel('Metadata').fill('{"floor": 7}');
    await desk.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await desk.heading('Ada Example').waitFor();
    memberId = page.url().split('/').at(-1)!;
    expect(await member()).toMatchObject({ display_name: 'Ada Example', metadata: { floor: 7 } });
  });

  it('is changed, and a field that is emptied is cleared', async () => {
    const { desk } = at;
    await desk.button('Edit').click();
    await desk.dialog.getByLabel('Name').fill('Ada Byron');
    await desk.dialog.getByLabel('E-mail address').fill('ada@example.org');
    await desk.dialog.getByLabel('Metadata').fill('');
    await desk.button('Save').click();
    await desk.heading('Ada Byron').waitFor();
    expect(await member()).toMatchObject({ display_name: 'Ada Byron', email: 'ada@example.org', metadata: {} });
  });

  it('is disabled and enabled again', async () => {
    const { desk } = at;
    await desk.button('Disable').click();
    await desk.notice('The member is blocked from now on.').waitFor();
    await desk.button('Enable').click();
    await desk.notice('The member is recognised again.').waitFor();
    expect(await member()).toMatchObject({ status: 'active' });
  });

  it('gives consent, is enrolled, and loses the palms with the consent', async () => {
    const { desk, page } = at;
    await desk.button('Record a consent').click();
    await desk.dialog.getByLabel('Version of the policy').fill('2026-01');
    await desk.dialog.getByLabel('Where the proof is kept').fill('folder 7');
    await desk.button('Save').click();
    await page.getByText('2026-01', { exact: true }).waitFor();
    await desk.enroll(terminal, 'ada:left', 20);
    await desk.dialog.getByText('The palm is on file.').waitFor();
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('cell', { name: 'Left' }).first().waitFor();
    await desk.button('Withdraw').click();
    await desk.dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('None recorded.').waitFor();
    await page.getByRole('heading', { name: 'No palm on file' }).waitFor();
    expect(await member()).toMatchObject({ consent: null, hands: [] });
  });

  it('is enrolled again, and one palm is removed', async () => {
    const { desk, page } = at;
    await desk.enroll(terminal, 'ada:left', 20);
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    const palms = page.getByRole('row', { name: /Left/ });
    expect(await palms.count()).toBe(3);
    await palms.getByRole('button', { name: 'Remove' }).first().click();
    await desk.dialog.getByRole('button', { name: 'Remove' }).click();
    await eventually(async () => (await palms.count()) === 2 || 'the palm is still there', 30_000);
  });

  it('is deleted after a question, and not when one thinks better of it', async () => {
    const { desk, open, tenant } = at;
    const { body } = await tenant.owner.post(`/v1/projects/${tenant.projectId}/members`, { display_name: 'Ben' });
    await open(`/members/${body.member_id}`);
    await desk.button('Delete').click();
    await desk.dialog.getByRole('button', { name: 'Cancel' }).click();
    await desk.dialog.waitFor({ state: 'hidden' });
    await desk.button('Delete').click();
    await desk.dialog.getByRole('button', { name: 'Delete' }).click();
    await desk.heading('Members').waitFor();
    await desk.row('Ada Byron').waitFor();
    expect(await desk.row('Ben').count()).toBe(0);
  });

  it('is erased after the copy is saved and the name is typed, and leaves a signed receipt', async () => {
    const { desk, open, page, tenant } = at;
    await open(`/members/${memberId}`);
    await desk.button('Erase').click();
    const download = page.waitForEvent('download');
    await desk.button('Download everything held about this person first').click();
    const copy = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    expect(JSON.stringify(copy)).toContain('ada@example.org');
    await desk.dialog.getByLabel('Reason').fill('She asked for it.');
    await desk.dialog.getByLabel('To confirm, type Ada Byron').fill('Ada');
    await desk.dialog.getByRole('button', { name: 'Erase' }).click();
    expect((await tenant.owner.get(`/v1/projects/${tenant.projectId}/members/${memberId}`)).status).toBe(200);
    await desk.dialog.getByLabel('To confirm, type Ada Byron').fill('Ada Byron');
    await desk.dialog.getByRole('button', { name: 'Erase' }).click();
    await desk.dialog.getByText('Erased. Keep this receipt', { exact: false }).waitFor();
    expect(await desk.dialog.locator('pre').textContent()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await desk.dialog.getByRole('button', { name: 'I have saved it' }).click();
    await desk.heading('Members').waitFor();
    expect((await tenant.owner.get(`/v1/projects/${tenant.projectId}/members/${memberId}`)).status).toBe(404);
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
