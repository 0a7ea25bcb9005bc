/** Everything by the keyboard: Tab, Enter, Escape and the arrows; one always sees where one is. */
import type { Locator } from 'playwright-core';
import type { TerminalClient } from '../../apps/terminal/src/terminal-client.js';
import { unpairedTerminal } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let terminal: TerminalClient;

beforeAll(async () => {
  at = await openDesk();
  terminal = (await unpairedTerminal(at.gateway)).client;
});
afterAll(() => at?.close());

const MAX_STEPS = 120;
const press = (key: string) => at.page.keyboard.press(key);
const type = (text: string) => at.page.keyboard.type(text);
const hasFocus = async (target: Locator) => (await target.and(at.page.locator(':focus')).count()) > 0;
/** At the dialog's ends a guard passes the focus on, a moment later. */
const focusStaysInside = () => at.page.locator('.dialog:focus-within, .drawer:focus-within').waitFor();

/** The ring is on the element, or around the row that it stands for. */
const RING_IS_SEEN = `(() => {
  const it = document.activeElement;
  const ringed = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const { top, bottom } = it.getBoundingClientRect();
  // from the end of the page one comes back to its beginning; a guard passes on
  if (it === document.body || it.hasAttribute('data-base-ui-focus-guard')) return 'seen';
  const name = it.outerHTML.slice(0, 120);
  if (!ringed(getComputedStyle(it)) && !ringed(getComputedStyle(it, '::after'))) return 'no ring: ' + name;
  return bottom > 0 && top < innerHeight ? 'seen' : 'out of sight: ' + name;
})()`;

async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < MAX_STEPS; step++) {
    if (await hasFocus(target)) return;
    await press(key);
    expect(await at.page.evaluate(RING_IS_SEEN)).toBe('seen');
  }
  throw new Error(`Not reached by the keyboard: ${target.toString()}`);
}

async function waitForFocus(target: Locator): Promise<void> {
  await target.waitFor();
  await target.and(at.page.locator(':focus')).waitFor();
}

async function goTo(name: string): Promise<void> {
  await tabTo(at.page.getByRole('navigation').getByRole('link', { name, exact: true }));
  await press('Enter');
  await at.desk.heading(name).waitFor();
  await waitForFocus(at.page.getByRole('main'));
}

describe('with the keyboard alone', () => {
  it('signs out by the menu and in by the link', async () => {
    const { desk, gateway, page } = at;
    const account = page.getByTitle('Your account');
    await tabTo(account);
    await press('Enter');
    await page.getByRole('menu').waitFor();
    await press('Escape');
    await waitForFocus(account);
    await press('Enter');
    await page.getByRole('menu').waitFor();
    const out = page.getByRole('menuitem', { name: 'Sign out' });
    for (let step = 0; step < 10 && !(await hasFocus(out)); step++) await press('ArrowDown');
    await press('Enter');
    await page.getByText('You are signed out.').waitFor();
    await tabTo(page.getByLabel('Sign-in link'));
    await type(gateway.gateway.signIn.issuer!.consoleLink(gateway.url));
    await press('Enter');
    await desk.heading('Overview').waitFor();
  });

  it('skips the navigation', async () => {
    const { page } = at;
    await page.reload();
    await at.desk.heading('Overview').waitFor();
    await press('Tab');
    await waitForFocus(page.getByRole('link', { name: 'Skip to the page' }));
    expect(await page.evaluate(RING_IS_SEEN)).toBe('seen');
    await press('Enter');
    await waitForFocus(page.getByRole('main'));
    await press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  });

  it('pairs a terminal, in a dialog that keeps the focus and gives it back', async () => {
    const { desk, page } = at;
    await goTo('Devices');
    const pair = desk.button('Pair a terminal').first();
    await tabTo(pair);
    await press('Enter');
    await waitForFocus(desk.dialog.getByLabel('Code on the terminal'));
    for (let step = 0; step < 12; step++) {
      await press(step % 5 === 4 ? 'Shift+Tab' : 'Tab');
      await focusStaysInside();
    }
    await press('Escape');
    await desk.dialog.waitFor({ state: 'hidden' });
    await waitForFocus(pair);
    await press('Enter');
    await waitForFocus(desk.dialog.getByLabel('Code on the terminal'));
    const { registration_code, registration_id } = await terminal.register();
    await type(registration_code.toLowerCase());
    await tabTo(desk.dialog.getByLabel('Name'));
    await type('Boathouse');
    await press('Enter');
    await desk.heading('Boathouse').waitFor();
    await waitForFocus(page.getByRole('main'));
    await terminal.pollRegistration(registration_id);
  });

  it('adds a member, and is led to the field that was refused', async () => {
    const { desk, page } = at;
    await goTo('Members');
    await tabTo(desk.button('Add a member').first());
    await press('Enter');
    await waitForFocus(desk.dialog.getByLabel('Name'));
    await type('Ada Example');
    await tabTo(desk.dialog.getByLabel('Metadata'));
    await type('seven');
    await tabTo(desk.dialog.getByRole('button', { name: 'Add', exact: true }));
    await press('Space');
    await desk.dialog.locator('.fault').first().waitFor();
    await waitForFocus(desk.dialog.getByLabel('Metadata'));
    await press('ControlOrMeta+a');
    await press('Delete');
    await tabTo(desk.dialog.getByLabel('Telephone'), 'Shift+Tab');
    await press('Enter');
    await desk.heading('Ada Example').waitFor();
    await waitForFocus(page.getByRole('main'));
  });

  it('opens a row of a list, and a page again that was left', async () => {
    const { desk, page } = at;
    await goTo('Members');
    await tabTo(page.getByRole('link', { name: 'Ada Example' }));
    await press('Enter');
    await desk.heading('Ada Example').waitFor();
    await tabTo(desk.button('Delete'));
    await press('Enter');
    await desk.dialog.waitFor();
    await press('Escape');
    await desk.dialog.waitFor({ state: 'hidden' });
    await waitForFocus(desk.button('Delete'));
  });

  it('makes an API key with the scopes that it needs', async () => {
    const { desk, page } = at;
    await goTo('API keys');
    const create = desk.button('Create a key').first();
    await tabTo(create);
    await press('Enter');
    await waitForFocus(desk.dialog.getByLabel('Name'));
    await type('Till');
    const projects = desk.dialog.getByLabel('Projects', { exact: true });
    await tabTo(projects);
    expect(await projects.inputValue()).toBe(at.tenant.projectId);
    await tabTo(desk.dialog.getByLabel('What is it for?'));
    await press('ArrowDown');
    expect(await desk.dialog.getByLabel('See members').isChecked()).toBe(true);
    expect(await desk.dialog.getByLabel('Erase members').isChecked()).toBe(false);
    await tabTo(desk.dialog.getByLabel('See analytics'));
    await press('Space');
    expect(await desk.dialog.getByLabel('See analytics').isChecked()).toBe(true);
    await tabTo(desk.dialog.getByRole('button', { name: 'Create', exact: true }));
    await press('Enter');
    const key = await desk.dialog.locator('[data-secret="api-key"]').textContent();
    expect(key).toMatch(/^thn_test_/);
    await focusStaysInside();
    await press('Escape');
    await desk.dialog.locator('[data-secret="api-key"]').waitFor();
    await tabTo(desk.dialog.getByRole('button', { name: 'I have saved it' }));
    await press('Enter');
    await desk.dialog.waitFor({ state: 'hidden' });
    await desk.row('Till').waitFor();
    await waitForFocus(page.getByRole('button', { name: 'Create a key' }).first());
  });

  it('closes the navigation of a phone by Escape', async () => {
    const { desk, page } = at;
    await page.setViewportSize({ width: 360, height: 740 });
    const open = desk.button('Open the navigation');
    await tabTo(open, 'Shift+Tab');
    await press('Enter');
    await desk.dialog.waitFor();
    await press('Escape');
    await desk.dialog.waitFor({ state: 'hidden' });
    await waitForFocus(open);
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
