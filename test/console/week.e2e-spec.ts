/** An admin's week: many people at once, lists and rules by name, the record, environments, another language. */
import { readFileSync } from 'node:fs';
import { barriers } from '../support/browser.js';
import { eventually } from '../support/receiver.js';
import { addMember, pairTerminal, type TestTerminal } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let terminal: TestTerminal;
const people: Record<string, string> = {};

beforeAll(async () => {
  at = await openDesk();
  terminal = await pairTerminal(at.gateway, at.tenant);
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan']) people[name] = await addMember(at.tenant, `${name} Example`);
});
afterAll(() => at?.close());

const projectPath = () => `/v1/projects/${at.tenant.projectId}`;
const statusOf = async (name: string) =>
  (await at.tenant.owner.get(`${projectPath()}/members/${people[name]}`)).body.status;
const select = (name: string) => at.page.getByRole('checkbox', { name: `Select ${name} Example` });

describe('many people at once', () => {
  it('are disabled and enabled again', async () => {
    const { desk, page } = at;
    await desk.go('Members');
    for (const name of ['Ada', 'Ben', 'Cleo']) await select(name).check();
    const bar = page.getByRole('region', { name: 'Acts on the selected people' });
    await bar.getByText('3 people selected').waitFor();
    for (const [act, status] of [
      ['Disable', 'disabled'],
      ['Enable', 'active'],
    ] as const) {
      if ((await bar.count()) === 0) for (const name of ['Ada', 'Ben', 'Cleo']) await select(name).check();
      await bar.getByRole('button', { name: act, exact: true }).click();
      await desk.dialog.getByRole('button', { name: act, exact: true }).click();
      await desk.dialog.getByText('3 of 3 done').waitFor();
      await desk.dialog.getByRole('button', { name: 'Done' }).click();
      for (const name of ['Ada', 'Ben', 'Cleo']) expect(await statusOf(name)).toBe(status);
    }
    expect(await statusOf('Dan')).toBe('active');
  });

  it('go on a list, which shows them by name and from which one is removed', async () => {
    const { desk, page, tenant } = at;
    await tenant.backend.post(`${projectPath()}/lists`, { name: 'guests', type: 'member' });
    for (const name of ['Ada', 'Ben']) await select(name).check();
    await desk.button('Add to a list').click();
    await desk.dialog.getByLabel('List').selectOption({ label: 'guests' });
    await desk.dialog.getByRole('button', { name: 'Add to a list' }).click();
    await desk.dialog.getByText('2 of 2 done').waitFor();
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await desk.go('Lists');
    await desk.openRow('guests');
    await desk.row('Ada Example').waitFor();
    await desk.button('Add entries').click();
    await desk.dialog.getByRole('combobox', { name: 'Members' }).fill('Cleo');
    await page.getByRole('option', { name: /Cleo Example/ }).click();
    await desk.dialog.getByRole('button', { name: 'Add entries' }).click();
    await desk.row('Cleo Example').getByRole('button').click();
    await desk.row('Cleo Example').waitFor({ state: 'hidden' });
  });

  it('are erased only when their number is typed', async () => {
    const { desk, tenant } = at;
    await desk.go('Members');
    for (const name of ['Cleo', 'Dan']) await select(name).check();
    await desk.button('Erase').click();
    await desk.dialog.getByLabel('Reason').fill('left');
    await desk.dialog.getByLabel('To confirm, type the number 2').fill('3');
    await desk.dialog.getByRole('button', { name: 'Erase' }).click();
    await desk.dialog.getByText('This is not the number of people selected.').first().waitFor();
    expect(await statusOf('Cleo')).toBe('active');
    await desk.dialog.getByLabel('To confirm, type the number 2').fill('2');
    await desk.dialog.getByRole('button', { name: 'Erase' }).click();
    await desk.dialog.getByText('2 of 2 done').waitFor();
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await desk.row('Cleo').waitFor({ state: 'hidden' });
    for (const name of ['Cleo', 'Dan'])
      expect((await tenant.owner.get(`${projectPath()}/members/${people[name]}`)).status).toBe(404);
  });
});

describe('a rule', () => {
  it('names people and terminals, not ids', async () => {
    const { desk, page, tenant } = at;
    await desk.writeRule('Ada only here');
    await page.getByLabel('Field').selectOption('member.id');
    await page.getByRole('combobox', { name: 'Value' }).fill('Ada');
    await page.getByRole('option', { name: /Ada Example/ }).click();
    await desk.button('Add a condition').click();
    await page.getByLabel('Field').nth(1).selectOption('device.id');
    await page.getByLabel('Comparison').nth(1).selectOption('not_in');
    await page.getByRole('combobox', { name: 'Values' }).fill('TEST');
    await page.getByRole('option').first().click();
    await desk.button('Create a rule').click();
    await desk.notice('Saved. The rule is in force.').waitFor();
    const { data } = (await tenant.owner.get(`${projectPath()}/rules`)).body;
    expect(data[0].conditions.rules).toEqual([
      { field: 'member.id', operator: 'equals', value: people.Ada },
      { field: 'device.id', operator: 'not_in', value: [terminal.deviceId] },
    ]);
    await page.reload();
    await page.getByText('Ada Example').first().waitFor();
  });
});

describe('the organization', () => {
  it('shows in its audit who did what, filtered, with details, and as a file', async () => {
    const { desk, page } = at;
    await desk.go('Audit');
    await page.getByLabel('Action').selectOption('member.erased');
    await page.getByText('2 entries').waitFor();
    await desk.row('Person erased').getByRole('button').click();
    await desk.dialog.getByText('member.erased').waitFor();
    await page.keyboard.press('Escape');
    const download = page.waitForEvent('download');
    await desk.button('Download CSV').click();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('member.erased');
    await page.getByLabel('Action').selectOption('');
    await page.getByLabel('By').selectOption({ label: 'backend (Key)' });
    await eventually(
      async () => (await desk.row('Person added').count()) > 0 && (await desk.row('Person erased').count()) === 0,
      30_000,
    );
  });

  it('changes an environment', async () => {
    const { desk, tenant } = at;
    await desk.go('Projects');
    await desk.button('Edit sandbox').click();
    await desk.dialog.getByLabel('Name').fill('Try-out');
    await desk.dialog.getByLabel('Allows server lookup').uncheck();
    await desk.button('Save').click();
    await at.page.getByRole('cell', { name: 'Try-out', exact: true }).first().waitFor();
    const { data } = (await tenant.owner.get('/v1/environments')).body;
    expect(data[0]).toMatchObject({ name: 'Try-out', allows_server_lookup: false });
    await desk.go('Overview');
    await at.page.getByRole('link', { name: /the environment does not allow it/ }).waitFor(); // needs attention
  });

  it('is switched by name', async () => {
    const { desk, page, gateway } = at;
    const admin = await gateway.person('dev-admin', { email: 'admin@thenar.localhost' });
    await admin.post('/v1/organizations', { name: 'Second Club' });
    await page.reload();
    await page.getByLabel('Organization').selectOption({ label: 'Second Club' });
    await desk.heading('Projects').waitFor();
    await page.getByLabel('Organization').selectOption({ label: 'harbour' });
    await desk.heading('Overview').waitFor();
  });
});

describe('in German', () => {
  it('a browser that prefers German gets every page in German, with its numbers and dates, and no barrier', async () => {
    const { gateway, tenant } = at;
    const context = await at.view.browser.newContext({ locale: 'de-DE', timezoneId: 'UTC', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(gateway.gateway.signIn.issuer!.consoleLink(gateway.url));
    await page.getByRole('heading', { level: 1, name: 'Überblick' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    const english = /\b(the|and|of|with|not|is|are|your|nothing)\b/i;
    const allowed = /^(Name|Status|Webhooks|Online|Software|Standard|Demo|Terminal|Terminals|Signal|Trend|Scans)$/;
    for (const path of [
      ...['', '/devices', '/members', '/scans', '/analytics', '/transactions', '/rules', '/rules/new', '/lists'],
      ...['/webhooks', '/settings', `/members/${people.Ada}`, `/devices/${terminal.deviceId}`],
    ]) {
      await page.goto(`${gateway.url}/console/p/${tenant.projectId}${path}`);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('main').locator('.skeleton').first().waitFor({ state: 'hidden' });
      const found = await page.evaluate<string[]>(
        `[...document.querySelectorAll('main h1, main h2, main h3, main button, main label > span, main dt, main th, main p, main [role=columnheader], nav a, option')].map((e) => e.textContent.trim())`,
      );
      const suspicious = found.filter(
        (text) => english.test(text) && !allowed.test(text) && !/Example|Ada|harbour/.test(text),
      );
      expect({ path, suspicious }).toEqual({ path, suspicious: [] });
      expect(await barriers(page)).toEqual([]);
    }
    await page.getByText(/Zeiten in UTC/).waitFor();
    await page.goto(`${gateway.url}/console/p/${tenant.projectId}/members/${people.Ada}`);
    await page
      .getByText(/\d{1,2}\. \S+ 20\d\d, \d\d:\d\d:\d\d/)
      .first()
      .waitFor();
    await context.close();
  });

  it('a person chooses it in the menu, and the choice is kept', async () => {
    const { page } = at;
    await page.getByTitle('Your account').click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { level: 1, name: 'Überblick' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Überblick' }).waitFor();
    await page.getByTitle('Ihr Konto').click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
