/** Pictures of every page of the console, of invented people only, into docs/screenshots. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import sharp from 'sharp';
import { identify } from '../../apps/terminal/src/identify.command.js';
import { CHROMIUM, openView } from '../support/browser.js';
import { Console } from '../support/console-story.js';
import { startTestGateway } from '../support/test-gateway.js';
import { openReceiver } from '../support/receiver.js';
import { repeatablePalm } from '../support/terminal.js';

jest.setTimeout(240_000);
const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const SIZES: { suffix: string; width: number; height: number; theme: 'light' | 'dark' }[] = [
  { suffix: '', width: 1280, height: 860, theme: 'light' },
  { suffix: '-dark', width: 1280, height: 860, theme: 'dark' },
  { suffix: '-phone', width: 360, height: 740, theme: 'light' },
  { suffix: '-4k', width: 3840, height: 2160, theme: 'light' },
];
/** What is kept in the repository; the others are for looking. */
const KEPT = new Set(['', '-dark', '-phone']);
const PEOPLE = ['Ada Example', 'Ben Example', 'Cleo Example', 'Dan Example', 'Eve Example', 'Finn Example'];
const PAGES = [
  ...['Overview', 'Devices', 'Members', 'Scan results', 'Transactions', 'Rules', 'Lists', 'Webhooks', 'Settings'],
  ...['API keys', 'Usage', 'Projects', 'People', 'Audit'],
];

it('every page, as people see it', async () => {
  if (!CHROMIUM) throw new Error('Pictures need a browser: apt-get install chromium.');
  const others = process.env.SCREENSHOTS_ALL;
  const gateway = await startTestGateway({ env: { WEBHOOK_ALLOW_LOCALHOST: '1' } });
  const receiver = await openReceiver();
  const view = await openView({ width: 1280, height: 860 });
  const { page } = view;
  const desk = new Console(page, gateway);
  const stops: (() => void)[] = [];
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const picture = async (name: string) => {
    for (const close of await page.locator('.notice button').all())
      await close.click({ timeout: 1_000 }).catch(() => null);
    await page.locator('.notice').first().waitFor({ state: 'hidden' });
    for (const { suffix, width, height, theme } of SIZES) {
      if (!KEPT.has(suffix) && !others) continue;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate('window.scrollTo(0, 0)');
      await page.waitForTimeout(350); // a chart is drawn anew
      const small = await sharp(await page.screenshot())
        .png({ palette: true, quality: 90, effort: 8 })
        .toBuffer();
      const file = `${name.toLowerCase().replaceAll(' ', '-')}${suffix}.png`;
      writeFileSync(join(KEPT.has(suffix) ? FOLDER : others!, file), small);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
  };
  try {
    await page.goto(gateway.url + '/console/');
    await desk.heading('Sign in').waitFor();
    await picture('Sign in');
    await desk.signIn();
    await desk.makeTenant();
    const terminal = await desk.pairTerminal('Turnstile north');
    await terminal.poll({ wait_s: 0 });
    await desk.addMember(PEOPLE[0]!, 'gym-100');
    await desk.enroll(terminal, 'ada:left', 50);
    await picture('Enrollment');
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await moreOfEverything(gateway, desk.projectId);
    await desk.createWebhook(receiver.url);
    for (let scan = 0; scan < 6; scan++)
      await identify(terminal, repeatablePalm(scan % 3 === 2 ? 'mallory:left' : 'ada:left'));
    await desk.writeRule('Nobody between ten and six');
    await page.getByLabel('Field').selectOption('signals.replayed_capture');
    await desk.button('Create a rule').click();
    await desk.heading('Nobody between ten and six').waitFor();
    await desk.button('Run the backtest').click();
    await page.locator('[data-backtest]').waitFor();
    await picture('Rule');
    for (let scan = 0; scan < 4; scan++) await identify(terminal, repeatablePalm('ada:left'));
    await receiver.until(1);
    // it stays in contact while the pictures are taken
    const heartbeat = setInterval(() => void terminal.poll({ wait_s: 0 }).catch(() => null), 3_000);
    stops.push(() => clearInterval(heartbeat));
    await terminal.poll({ wait_s: 0 });
    for (const name of PAGES) {
      await desk.go(name);
      await page.waitForTimeout(600);
      await picture(name);
    }
    await desk.go('Devices');
    await desk.openRow('Turnstile north');
    await desk.heading('Turnstile north').waitFor();
    await page.getByText('Online', { exact: true }).first().waitFor();
    await picture('Device');
    await desk.go('Members');
    await desk.openRow(PEOPLE[0]!);
    await desk.row('Matched').waitFor();
    await picture('Member');
    await desk.button('Erase').click();
    await picture('Erase');
    await page.keyboard.press('Escape');
    await desk.go('Scan results');
    await desk.openRow('Matched');
    await desk.heading('Scan result').waitFor();
    await picture('Scan');
    await desk.go('Webhooks');
    await desk.openRow('localhost');
    await desk.row('scan.identified').waitFor();
    await picture('Webhook');
    await desk.row('scan.identified').getByRole('button').click();
    await desk.dialog.getByText('Attempt 1').waitFor();
    await picture('Delivery');
    await page.keyboard.press('Escape');
    await desk.go('Lists');
    await desk.openRow('night_doors');
    await desk.row('Turnstile north').waitFor();
    await picture('List');
    await desk.go('API keys');
    await desk.button('Create a key').first().click();
    await picture('New key');
    await page.keyboard.press('Escape');
    await page.goto(`${gateway.url}/console/p/${desk.projectId}/members/${desk.projectId}`);
    await page.getByText('There is nothing here').waitFor();
    await picture('RefusalError');
  } finally {
    for (const stop of stops) stop();
    await view.browser.close();
    await receiver.close();
    await gateway.close();
  }
});

async function moreOfEverything(
  gateway: Awaited<ReturnType<typeof startTestGateway>>,
  projectId: string,
): Promise<void> {
  const owner = await gateway.person('dev-admin', { email: 'admin@thenar.localhost' });
  for (const [index, display_name] of PEOPLE.slice(1).entries())
    await owner.post(`/v1/projects/${projectId}/members`, { display_name, external_id: `gym-${101 + index}` });
  await owner.post(`/v1/projects/${projectId}/lists`, { name: 'blocked_members', type: 'member' });
  const entrances = await owner.post(`/v1/projects/${projectId}/lists`, {
    name: 'night_doors',
    type: 'device',
    description: 'Closed at ten',
  });
  const { data: devices } = (await owner.get(`/v1/projects/${projectId}/devices`)).body;
  await owner.patch(`/v1/projects/${projectId}/lists/${entrances.body.list_id}/entries`, {
    add: [devices[0].device_id],
  });
  const { key } = (await owner.post(`/v1/projects/${projectId}/api-keys`, { name: 'Reception' })).body;
  const kinds = ['payment', 'access', 'check_in'];
  for (let n = 0; n < 9; n++)
    await owner.keyed(key).post(`/v1/projects/${projectId}/transactions`, {
      type: kinds[n % 3],
      reference: `visit-${4100 + n}`,
      ...(n % 3 === 0 ? { amount_minor: 350 + 125 * n, currency: 'EUR' } : {}),
    });
}
