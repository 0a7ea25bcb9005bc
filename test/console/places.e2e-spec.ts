/** Finding things and one's way: the address keeps what is shown, the palette finds everything, a QR code leads to the right page. */
import { identify } from '../../apps/terminal/src/identify.command.js';
import { eventually } from '../support/receiver.js';
import { addMember, unpairedTerminal, pairTerminal, repeatablePalm, type TestTerminal } from '../support/terminal.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let terminal: TestTerminal;
let memberId: string;

beforeAll(async () => {
  at = await openDesk();
  terminal = await pairTerminal(at.gateway, at.tenant);
  await terminal.client.poll({ wait_s: 0 });
  memberId = await addMember(at.tenant, 'Zoë Ångström');
  await addMember(at.tenant, 'Ada Example');
});
afterAll(() => at?.close());

const search = () => new URL(at.page.url()).searchParams;
const addressHas = (name: string, value: string | null) =>
  eventually(async () => search().get(name) === value || `${name} is ${search().get(name)}`, 30_000);

describe('the address of a list', () => {
  it('keeps search and filters over reload, over a visit to an item, and by Back', async () => {
    const { desk, page } = at;
    await desk.go('Members');
    await desk.row('Zoë').waitFor();
    await page.getByLabel('Search by').fill('ada');
    await addressHas('q', 'ada');
    await page.getByLabel('Status').selectOption('active');
    await addressHas('status', 'active');
    await page.reload();
    await desk.row('Ada Example').waitFor();
    expect(await page.getByLabel('Search by').inputValue()).toBe('ada');
    expect(await page.getByLabel('Status').inputValue()).toBe('active');
    expect(await desk.row('Zoë').count()).toBe(0);
    await desk.openRow('Ada Example');
    await desk.heading('Ada Example').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Members', exact: true }).click();
    await desk.heading('Members').waitFor();
    await addressHas('q', 'ada');
    await addressHas('status', 'active');
    await page.goBack();
    await page.goBack();
    await desk.heading('Members').waitFor();
    await page.goBack();
    await addressHas('status', null);
    await eventually(async () => (await page.getByLabel('Status').inputValue()) === '' || 'the filter stays', 30_000);
  });

  it('keeps the time range, in the time zone of the project', async () => {
    const { desk, page, tenant } = at;
    await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { time_zone: 'Asia/Tokyo' });
    await desk.go('Scan results');
    await page.reload();
    await page.getByText('Times in Asia/Tokyo').waitFor();
    await page.getByLabel('From').fill('2026-11-01T09:00');
    await addressHas('start', '2026-11-01T00:00:00.000Z');
    await page.reload();
    await desk.heading('Scan results').waitFor();
    expect(await page.getByLabel('From').inputValue()).toBe('2026-11-01T09:00');
    expect(await page.getByText('Asia/Tokyo').count()).toBe(1); // said once
    await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { time_zone: 'UTC' });
  });

  it('keeps the place in a long list', async () => {
    const { desk, gateway, page, tenant } = at;
    await gateway.database.query(
      `INSERT INTO members (member_id, organization_id, project_id, display_name, created_at, updated_at)
       SELECT gen_random_uuid(), organization_id, project_id, 'Guest ' || to_char(n, 'FM0000'), now() - n * interval '1 second', now()
       FROM projects, generate_series(1, 1000) n WHERE project_id = $1`,
      [tenant.projectId],
    );
    await desk.go('Members');
    await page.reload();
    await desk.row('Guest').waitFor();
    await page.evaluate('window.scrollTo(0, 20000)');
    await eventually(async () => Number(search().get('row')) > 100 || `row ${search().get('row')}`, 30_000);
    const first = Number(search().get('row'));
    await page.reload();
    await page.locator(`.table-row[aria-rowindex="${first + 5}"][data-row]`).waitFor();
    await page.locator(`.table-row[aria-rowindex="${first + 5}"] .row-link`).click();
    await page.getByRole('heading', { level: 1, name: /^Guest \d{4}$/ }).waitFor();
    await page.goBack();
    await desk.heading('Members').waitFor();
    await page.locator(`.table-row[aria-rowindex="${first + 5}"][data-row]`).waitFor();
    expect(await page.evaluate<number>('window.scrollY')).toBeGreaterThan(5_000);
  });
});

describe('the command palette', () => {
  const open = async () => {
    await at.page.keyboard.press('ControlOrMeta+k');
    await at.page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
  };
  const pick = async (text: string, option: string | RegExp) => {
    await open();
    await at.page.keyboard.type(text);
    await at.page.getByRole('option', { name: option }).first().waitFor();
  };

  it('finds a person by name, by the keyboard alone', async () => {
    const { desk } = at;
    await desk.go('Overview');
    await pick('zoë', /Zoë/);
    await at.page.keyboard.press('Enter');
    await desk.heading('Zoë Ångström').waitFor();
  });

  it('finds a terminal, a key, a scan by its id, a page and an act', async () => {
    const { desk, page } = at;
    await identify(terminal.client, repeatablePalm('mallory:left'));
    const { data } = (await at.tenant.backend.get(`/v1/projects/${at.tenant.projectId}/scan-results`)).body;
    for (const [text, option, heading] of [
      ['TEST-0001', /test terminal|TEST/i, null],
      ['backend', /backend/, 'backend'],
      [data[0].scan_id, /Scan result/, 'Scan result'],
      ['webh', 'Webhooks', 'Webhooks'],
    ] as const) {
      await pick(text, option);
      await page.getByRole('option', { name: option }).first().click();
      if (heading) await desk.heading(heading).waitFor();
    }
    await pick('pair a', 'Pair a terminal');
    await page.keyboard.press('Enter');
    await desk.dialog.getByLabel('Code on the terminal').waitFor();
    await page.keyboard.press('Escape');
    await desk.dialog.waitFor({ state: 'hidden' });
  });

  it('says where to look when it finds nothing, and closes by Escape', async () => {
    await open();
    await at.page.keyboard.type('nothing of the kind');
    await at.page.getByText('Nothing matches.', { exact: false }).waitFor();
    await at.page.keyboard.press('Escape');
    await at.page.getByRole('dialog', { name: 'Search and commands' }).waitFor({ state: 'hidden' });
  });
});

describe('the QR code on a terminal', () => {
  it('opens a page with the code filled in, on a phone, and pairs', async () => {
    const { desk, gateway, page } = at;
    const { client } = await unpairedTerminal(gateway);
    const { qr_text, registration_id } = await client.register();
    await page.setViewportSize({ width: 360, height: 740 });
    const { pathname, search: query } = new URL(qr_text);
    await page.goto(`${gateway.url}${pathname}${query}`);
    await desk.heading('Pair a terminal').waitFor();
    expect(await page.getByLabel('Code on the terminal').inputValue()).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    await page.getByLabel('Name').fill('By the window');
    await desk.button('Pair').click();
    await desk.heading('By the window').waitFor();
    expect(await client.pollRegistration(registration_id)).toMatchObject({ status: 'registered' });
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

describe('numbers and sentences', () => {
  it('lead from the overview to the list behind them', async () => {
    const { desk, page } = at;
    await desk.go('Overview');
    await page.getByRole('link', { name: 'Unknown today' }).click();
    await desk.heading('Scan results').waitFor();
    expect(search().get('result')).toBe('not_matched');
    await desk.row('Unknown').waitFor();
  });

  it('say why a scan ended as it did and what to do next, and show no verdict where no rule decided', async () => {
    const { desk, page, tenant } = at;
    const rule = await tenant.backend.post(`/v1/projects/${tenant.projectId}/rules`, {
      name: 'Never',
      status: 'live',
      conditions: { operator: 'AND', rules: [{ field: 'time.hour', operator: 'gt', value: 24 }] },
      action: { verdict: 'block' },
    });
    expect(await identify(terminal.client, repeatablePalm('mallory:right'))).toMatchObject({ verdict: 'allow' });
    await desk.go('Scan results');
    await page.reload();
    await desk.row('Unknown').waitFor();
    expect(await desk.row('Unknown').getByText('Allowed').count()).toBe(0);
    await desk.openRow('Unknown');
    await page.getByText('No palm is on file in this project', { exact: false }).waitFor();
    await page.getByText('Enroll the first person', { exact: false }).waitFor();
    await tenant.backend.delete(`/v1/projects/${tenant.projectId}/rules/${rule.body.rule_id}`);
  });

  it('show a new project its first steps until someone is recognised', async () => {
    const { desk, page } = at;
    await desk.go('Overview');
    await page.getByRole('heading', { name: 'First steps' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Enroll a palm of that person' }).waitFor();
    expect(await page.getByRole('main').getByRole('link', { name: 'Pair a terminal' }).count()).toBe(0);
    await terminal.client.poll({ wait_s: 0 }); // online terminals come first
    await at.open(`/members/${memberId}`);
    await desk.heading('Zoë Ångström').waitFor();
    await desk.enroll(terminal.client, 'zoe:left', 20);
    await desk.dialog.getByRole('list', { name: 'Each capture' }).getByText('Accepted').nth(2).waitFor();
    await desk.dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Palm on file: Left', { exact: false }).first().waitFor(); // the timeline
    expect(await identify(terminal.client, repeatablePalm('zoe:left'))).toMatchObject({ matched: true });
    await desk.go('Overview');
    await page.getByRole('heading', { name: 'First steps' }).waitFor({ state: 'hidden' });
  });

  it('are saved as SVG, PNG and CSV', async () => {
    const { desk, page } = at;
    await desk.go('Analytics');
    await page.locator('svg.bars').waitFor();
    await page.locator('svg.heat-map').waitFor();
    for (const [format, start] of [
      ['SVG', '<svg'],
      ['PNG', '\x89PNG'],
    ] as const) {
      const download = page.waitForEvent('download');
      await desk.button(format).first().click();
      const stream = await (await download).createReadStream();
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString('latin1').startsWith(start)).toBe(true);
    }
    const download = page.waitForEvent('download');
    await page.getByText('As a table').click();
    await desk.button('CSV').first().click();
    expect((await download).suggestedFilename()).toBe('scans.csv');
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
