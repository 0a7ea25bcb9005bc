/** What people do in the console, click by click; the journey checks each step, the screenshots show where it leads. */
import type { Locator, Page } from 'playwright-core';
import { runTerminal } from '../../apps/terminal/src/terminal-loop.js';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import type { TestGateway } from './test-gateway.js';
import { unpairedTerminal, repeatablePalm } from './terminal.js';

export class Console {
  projectId = '';
  organizationId = '';

  constructor(
    readonly page: Page,
    private readonly gateway: TestGateway,
  ) {}

  /** By the link that a development gateway prints. */
  async signIn(): Promise<void> {
    await this.page.goto(this.gateway.gateway.signIn.issuer!.consoleLink(this.gateway.url));
    await this.heading('Welcome').waitFor();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }
  /** In the dialog that is open; notices are small dialogs too. */
  get dialog(): Locator {
    return this.page.locator('[role=dialog]:not(.notice)');
  }
  notice(text: string | RegExp): Locator {
    return this.page.locator('.notice').filter({ hasText: text }).first();
  }
  async go(page: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: page, exact: true }).click();
    await this.heading(page).waitFor();
  }
  /** Of a long list. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.table-body .table-row').filter({ hasText: text }).first();
  }
  /** What the row is about, not whom it names besides. */
  async openRow(text: string | RegExp): Promise<void> {
    await this.row(text).locator('.row-link').click();
  }

  async makeTenant(): Promise<void> {
    await this.page.getByLabel('Name of the organization').fill('Harbour Gym');
    await this.button('Create organization').click();
    await this.heading('Projects').waitFor();
    await this.button('Create environment').first().click();
    await this.dialog.getByLabel('Name').fill('Sandbox');
    await this.dialog.getByLabel('Allows server lookup').check();
    await this.dialog.getByRole('button', { name: 'Create environment' }).click();
    await this.page.getByRole('cell', { name: 'Sandbox', exact: true }).waitFor();
    await this.button('Create project').first().click();
    await this.dialog.getByLabel('Name').fill('Front desk');
    await this.dialog.getByRole('button', { name: 'Create project' }).click();
    const link = this.page.getByRole('main').getByRole('link', { name: 'Front desk' });
    await link.click();
    await this.heading('Overview').waitFor();
    this.projectId = /\/p\/([0-9a-f-]+)/.exec(this.page.url())![1]!;
    await this.go('Settings');
    await this.page.getByLabel('Extended events.').check();
    await this.button('Save').click();
    await this.notice('Saved.').waitFor();
    // the terminal in software shows regions, as a fixed sensor does
    await this.gateway.database.query(`UPDATE projects SET enroll_from = 'any'`);
  }

  async pairTerminal(name: string): Promise<TerminalClient> {
    const { client } = await unpairedTerminal(this.gateway);
    const { registration_code, registration_id } = await client.register();
    await this.go('Devices');
    await this.button('Pair a terminal').first().click();
    await this.dialog.getByLabel('Code on the terminal').fill(registration_code.replace('-', ' ').toLowerCase());
    await this.dialog.getByLabel('Name').fill(name);
    await this.button('Pair').click();
    await this.heading(name).waitFor();
    await client.pollRegistration(registration_id);
    return client;
  }

  async addMember(name: string, externalId: string): Promise<void> {
    await this.go('Members');
    await this.button('Add a member').first().click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('Your own id').fill(externalId);
    await this.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await this.heading(name).waitFor();
  }

  /** Starts at the console, shows a palm at the terminal. @returns when the terminal is done */
  async enroll(client: TerminalClient, palm: string, paceMs = 150): Promise<void> {
    await this.button('Enroll a palm').click();
    const stop = new AbortController();
    const source = repeatablePalm(palm);
    const atTerminal = runTerminal({ client, stop: stop.signal, paceMs, once: true, palmFor: () => source });
    await this.button('Start').click();
    await this.dialog.locator('[data-session]').waitFor();
    await atTerminal;
  }

  async createKey(name: string): Promise<string> {
    await this.go('API keys');
    await this.button('Create a key').first().click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('Projects', { exact: true }).selectOption({ label: 'Front desk' });
    await this.dialog.getByLabel('What is it for?').selectOption('backend');
    await this.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    return this.secret('api-key');
  }

  async createWebhook(url: string): Promise<string> {
    await this.go('Webhooks');
    await this.button('Add a webhook').first().click();
    await this.dialog.getByLabel('Address').fill(url);
    await this.dialog.getByLabel('scan.identified').check();
    await this.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    return this.secret('webhook-secret');
  }

  /** Shown once; then the dialog is closed. */
  async secret(name: string): Promise<string> {
    const secret = (await this.dialog.locator(`[data-secret="${name}"]`).textContent())!;
    await this.dialog.getByRole('button', { name: 'I have saved it' }).click();
    return secret;
  }

  async writeRule(name: string): Promise<void> {
    await this.go('Rules');
    await this.page.getByRole('link', { name: 'Create a rule' }).first().click();
    await this.page.getByLabel('Name', { exact: true }).fill(name);
    await this.page.getByLabel('State').selectOption('live');
  }
}
