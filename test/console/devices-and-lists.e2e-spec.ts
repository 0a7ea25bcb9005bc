/** What an admin does with terminals and with lists, each act by a click. */
import { pairTerminal, type TestTerminal } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let terminal: TestTerminal;

beforeAll(async () => {
  at = await openDesk();
  terminal = await pairTerminal(at.gateway, at.tenant);
});
afterAll(() => at?.close());

describe('a terminal at the console', () => {
  const device = async () => (await at.tenant.owner.get(`/v1/devices/${terminal.deviceId}`)).body;

  it('is not paired by a code that no terminal shows', async () => {
    const { desk } = at;
    await desk.go('Devices');
    await desk.button('Pair a terminal').first().click();
    await desk.dialog.getByLabel('Code on the terminal').fill('BCDF-GHJK');
    await desk.button('Pair').click();
    await desk.dialog.getByRole('alert').waitFor();
    await desk.dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('is renamed', async () => {
    const { desk, open } = at;
    await open(`/devices/${terminal.deviceId}`);
    await desk.button('Rename').click();
    await desk.dialog.getByLabel('Name').fill('Boathouse');
    await desk.button('Save').click();
    await desk.heading('Boathouse').waitFor();
    expect(await device()).toMatchObject({ name: 'Boathouse' });
  });

  it('is turned into a demo terminal and back', async () => {
    const { desk } = at;
    await desk.button('Turn into a demo terminal').click();
    await desk.button('Turn into a standard terminal').click();
    await desk.button('Turn into a demo terminal').waitFor();
    expect(await device()).toMatchObject({ mode: 'standard' });
  });

  it('is refused when it is disabled, and taken again when it is enabled', async () => {
    const { desk } = at;
    await desk.button('Disable').click();
    await desk.dialog.getByRole('button', { name: 'Disable' }).click();
    await desk.notice('The terminal is refused from now on.').waitFor();
    await expect(terminal.client.poll({ wait_s: 0 })).rejects.toMatchObject({ code: 'device_disabled' });
    await desk.button('Enable').click();
    await desk.notice('The terminal may work again.').waitFor();
    await terminal.client.poll({ wait_s: 0 });
  });

  it('is decommissioned only when its name is typed, and then offers nothing more', async () => {
    const { desk, page } = at;
    await desk.button('Decommission').click();
    const act = desk.dialog.getByRole('button', { name: 'Decommission' });
    expect(await act.isDisabled()).toBe(true);
    await desk.dialog.getByRole('textbox').fill('Boathouse');
    await act.click();
    await page.getByText('Decommissioned', { exact: true }).first().waitFor();
    expect(await desk.button('Rename').count()).toBe(0);
    await expect(terminal.client.poll({ wait_s: 0 })).rejects.toMatchObject({ code: 'device_decommissioned' });
  });
});

describe('a list at the console', () => {
  it('is made with an end for its entries', async () => {
    const { desk } = at;
    await desk.go('Lists');
    await desk.button('Create a list').first().click();
    await desk.dialog.getByLabel('Name').fill('Blocked People');
    await desk.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await desk.dialog.locator('.fault').first().waitFor();
    await desk.dialog.getByLabel('Name').fill('blocked_people');
    await desk.dialog.getByLabel('Kind of entries').selectOption('external_id');
    await desk.dialog.getByLabel('Entries stay for').fill('3');
    await desk.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await desk.openRow('blocked_people');
    await desk.heading('blocked_people').waitFor();
    await at.page.getByText('3 days').waitFor();
  });

  it('takes entries and gives them back', async () => {
    const { desk, page } = at;
    await desk.button('Add entries').click();
    await desk.dialog.getByLabel('Entries').fill('gym-1\ngym-2, gym-3');
    await desk.dialog.getByRole('button', { name: 'Add entries' }).click();
    await desk.notice('3 added, 0 removed.').waitFor();
    await page.getByText('3 entries').waitFor();
    await desk.row('gym-2').getByText('in 3 days').waitFor();
    await desk.button('Remove gym-2').click();
    await desk.notice('0 added, 1 removed.').waitFor();
    await page.getByText('2 entries').waitFor();
    await desk.row('gym-2').waitFor({ state: 'hidden' }); // the list and its entries are two answers
  });

  it('is asked by a rule, in a group of conditions', async () => {
    const { desk, page, tenant } = at;
    await desk.writeRule('Not these');
    await page.getByLabel('Field').selectOption('member.external_id');
    await page.getByLabel('Comparison').selectOption('in');
    await page.getByLabel('List', { exact: true }).selectOption('blocked_people');
    await desk.button('Add a group').click();
    await page.getByLabel('Field').nth(1).selectOption('time.hour');
    await page.getByLabel('Comparison').nth(1).selectOption('between');
    await page.getByLabel('From', { exact: true }).fill('0');
    await page.getByLabel('To', { exact: true }).fill('23');
    await desk.button('Add a consequence').click();
    await page.getByLabel('What happens').selectOption('emit_webhook');
    await desk.button('Create a rule').click();
    await desk.heading('Not these').waitFor();
    const { data } = (await tenant.owner.get(`/v1/projects/${tenant.projectId}/rules`)).body;
    expect(data).toMatchObject([
      {
        conditions: {
          rules: [
            { field: 'member.external_id', operator: 'in', value: { list: 'blocked_people' } },
            { operator: 'AND', rules: [{ field: 'time.hour', operator: 'between', value: [0, 23] }] },
          ],
        },
        action: { side_effects: [{ type: 'emit_webhook' }] },
      },
    ]);
    await page.getByLabel('State').selectOption('paused');
    await desk.button('Save').click();
    await desk.notice('A paused rule decides nothing.').waitFor();
    await desk.button('Delete').click();
    await desk.dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No rule yet').waitFor();
  });

  it('is deleted', async () => {
    const { desk, page } = at;
    await desk.go('Lists');
    await desk.openRow('blocked_people');
    await desk.button('Delete').click();
    await desk.dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No list yet').waitFor();
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
