/** Nothing that was typed or shown once is lost: Escape, Back, the end of a session, a gateway that is away, a slow network. */
import { readFileSync } from 'node:fs';
import { addMember } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let memberId: string;

beforeAll(async () => {
  at = await openDesk();
  memberId = await addMember(at.tenant, 'Ada Example');
});
afterAll(() => at?.close());

const question = () => at.page.getByRole('alertdialog', { name: 'Discard what you typed?' });
const form = () => at.page.getByRole('dialog', { name: 'Edit' });

describe('what was typed', () => {
  it('is asked for before Escape, the cross or the backdrop throw it away', async () => {
    const { desk, open, page } = at;
    await open(`/members/${memberId}`);
    await desk.button('Edit').click();
    await page.keyboard.press('Escape');
    await form().waitFor({ state: 'hidden' }); // nothing was typed
    await desk.button('Edit').click();
    await form().getByLabel('Telephone').fill('+49 30 1');
    for (const close of [
      () => page.keyboard.press('Escape'),
      () => form().getByRole('button', { name: 'Close' }).click(),
      () => page.mouse.click(5, 5),
    ]) {
      await close();
      await question().waitFor();
      await page.keyboard.press('Escape');
      await question().waitFor({ state: 'hidden' });
      expect(await form().getByLabel('Telephone').inputValue()).toBe('+49 30 1');
    }
  });

  it('is asked for before Back leaves the page, and stays when one stays', async () => {
    const { page } = at;
    await page.goBack();
    await question().getByRole('button', { name: 'Keep editing' }).click();
    await question().waitFor({ state: 'hidden' });
    expect(page.url()).toContain(memberId);
    expect(await form().getByLabel('Telephone').inputValue()).toBe('+49 30 1');
    await page.keyboard.press('Escape');
    await question().getByRole('button', { name: 'Discard' }).click();
    await form().waitFor({ state: 'hidden' });
    await at.desk.button('Edit').click();
    await form().getByLabel('Telephone').fill('+49 30 2');
    await page.goBack();
    await question().getByRole('button', { name: 'Discard' }).click();
    await form().waitFor({ state: 'hidden' });
    await at.desk.button('Edit').click();
    await form().getByLabel('Telephone').fill('+49 30 3');
    await form().getByRole('button', { name: 'Cancel' }).click(); // said plainly
    await form().waitFor({ state: 'hidden' });
  });

  it('is asked for before a changed rule is left, also when only a condition was added', async () => {
    const { desk, page, tenant } = at;
    const rule = await tenant.backend.post(`/v1/projects/${tenant.projectId}/rules`, {
      name: 'Quality',
      conditions: { operator: 'AND', rules: [{ field: 'quality', operator: 'lt', value: 0.2 }] },
      action: { verdict: 'block' },
    });
    await at.open(`/rules/${rule.body.rule_id}`);
    await desk.button('Add a condition').click();
    await page.getByRole('navigation').getByRole('link', { name: 'Lists', exact: true }).click();
    await question().getByRole('button', { name: 'Keep editing' }).click();
    await desk.heading('Quality').waitFor();
    expect(await page.getByLabel('Field').count()).toBe(2);
    await page.getByRole('navigation').getByRole('link', { name: 'Lists', exact: true }).click();
    await question().getByRole('button', { name: 'Discard' }).click();
    await desk.heading('Lists').waitFor();
  });

  it('is backtested as it is on the screen, unsaved, with faults at their conditions', async () => {
    const { desk, open, page } = at;
    await open('/rules/new');
    await page.getByLabel('Name', { exact: true }).fill('Not yet');
    await page.getByLabel('Field').selectOption('quality');
    await page.getByLabel('Comparison').selectOption('gt');
    await page.getByLabel('Value').fill('much');
    await desk.button('Run the backtest').click();
    await page.locator('[data-pointer="/conditions/rules/0"]').getByText('This must be a number.').waitFor();
    await page.getByLabel('Value').fill('0');
    await desk.button('Run the backtest').click();
    await page.locator('[data-backtest="0"]').waitFor();
    await desk.button('Create a rule').click();
    await desk.notice('Saved. A draft decides nothing until it is live.').waitFor();
  });

  it('is still there after the session has ended and the person signed in over the page', async () => {
    const { desk, gateway, open, page } = at;
    await open(`/members/${memberId}`);
    await desk.button('Edit').click();
    await form().getByLabel('Telephone').fill('+49 30 7777');
    const patches = (url: URL) => url.pathname.endsWith(`/members/${memberId}`);
    await page.route(patches, (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 401, json: { error: { code: 'invalid_token', message: 'It has ended.' } } })
        : route.fallback(),
    );
    await desk.button('Save').click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.waitFor();
    await page.keyboard.press('Escape');
    await page.unroute(patches);
    await again.getByLabel('Sign-in link').fill(gateway.gateway.signIn.issuer!.consoleLink(gateway.url));
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.waitFor({ state: 'hidden' });
    expect(await form().getByLabel('Telephone').inputValue()).toBe('+49 30 7777');
    await desk.button('Save').click();
    await desk.notice('Saved.').waitFor();
    await page.getByText('+49 30 7777').first().waitFor();
  });

  it('needs a name or an id, and says so at the field', async () => {
    const { desk } = at;
    await desk.go('Members');
    await desk.button('Add a member').first().click();
    await desk.dialog.getByLabel('E-mail address').fill('nobody@example.org');
    await desk.dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await desk.dialog.getByText('Give a name here, or your own id below.').first().waitFor();
    await desk.dialog.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('what is shown once', () => {
  it('stays until the person says that it is saved: no Escape, no cross, no backdrop, no Back', async () => {
    const { desk, page } = at;
    await desk.go('API keys');
    await desk.button('Create a key').first().click();
    await desk.dialog.getByLabel('Name').fill('Till');
    await desk.dialog.getByLabel('What is it for?').selectOption('reports');
    expect(await desk.dialog.getByLabel('See scan results').isChecked()).toBe(true);
    expect(await desk.dialog.getByLabel('Change members').isChecked()).toBe(false);
    await desk.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    const secret = desk.dialog.locator('[data-secret="api-key"]');
    await secret.waitFor();
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await desk.dialog.getByRole('button', { name: 'Close' }).count()).toBe(0);
    await page.evaluate('history.go(-2)');
    await desk.dialog.getByText('Save it first: it is not shown again.').waitFor();
    const download = page.waitForEvent('download');
    await desk.button('Download').click();
    expect(readFileSync(await (await download).path(), 'utf8').trim()).toBe(await secret.textContent());
    await desk.button('I have saved it').click();
    await desk.dialog.waitFor({ state: 'hidden' });
    await desk.openRow('Till');
    await desk.heading('Till').waitFor();
    await page.getByText('See scan results').waitFor();
    await page.getByText('Made by').waitFor();
  });

  it('is a receipt of erasure that can be downloaded again', async () => {
    const { desk, page, tenant } = at;
    const id = await addMember(tenant, 'Gone');
    await tenant.owner.post(`/v1/projects/${tenant.projectId}/members/${id}/erasure`, { reason: 'asked for' });
    await desk.go('Members');
    await page.getByRole('link', { name: 'Erasure receipts' }).click();
    await desk.row('asked for').getByText('Completed').waitFor();
    await desk.row('asked for').getByRole('button').click();
    const download = page.waitForEvent('download');
    await desk.button('Download the receipt').click();
    expect(readFileSync(await (await download).path(), 'utf8').trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await page.keyboard.press('Escape');
  });
});

describe('without a connection', () => {
  it('pages that were never opened still open, and say what is the matter', async () => {
    const { desk, gateway, page } = at;
    await page.goto(`${gateway.url}/console/p/${at.tenant.projectId}`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const { context } = at.view;
    await context.setOffline(true);
    await page.getByText('You are offline.', { exact: false }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Transactions', exact: true }).click();
    await desk.heading('Transactions').waitFor();
    await page.getByText('The gateway does not answer').first().waitFor();
    await page.reload();
    await page.getByText('The gateway does not answer').first().waitFor();
    await context.setOffline(false);
    await desk.button('Try again').click();
    await desk.heading('Transactions').waitFor();
    at.view.complaints.length = 0; // the browser says that it could not connect
  });

  it('keeps nothing that the API answered', async () => {
    const kept = await at.page.evaluate<string[]>(
      `caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).then((all) => all.flat())`,
    );
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.filter((url) => !new URL(url).pathname.startsWith('/console'))).toEqual([]);
  });

  it('a slow page shows a skeleton before its answer comes', async () => {
    const { page } = at;
    await page.goto(`${at.gateway.url}/console/p/${at.tenant.projectId}`);
    await at.desk.heading('Overview').waitFor();
    const slow = (url: URL) => url.pathname.startsWith('/v1/') && url.pathname.endsWith('/lists');
    await page.route(slow, (route) => setTimeout(() => void route.fallback(), 2_000));
    const shownAfterMs = await page.evaluate<number>(`new Promise((done) => {
      const began = performance.now();
      document.querySelector('nav a[href$="/lists"]').click();
      const look = () => document.querySelector('main .skeleton') ? done(performance.now() - began) : requestAnimationFrame(look);
      look();
    })`);
    expect(shownAfterMs).toBeLessThan(2_000); // before the answer; how long before is for the bench
    await at.desk.heading('Lists').waitFor();
    await page.unroute(slow);
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
