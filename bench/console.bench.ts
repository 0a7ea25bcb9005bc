/**
 * The console in a real browser on this machine: from an empty cache to interactive (≤ 1.5 s, median), the script that this
 * loads (≤ 200 KB packed by gzip, with the chart), and the time from frame to frame while ten thousand members are scrolled
 * through.
 * `npm run bench:console [-- --json] [--out FILE] [--loads 9] [--members 10000]`
 */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { interactiveAt, scrollBy, WATCH, type Watched } from './console/probe.js';
import { machine, MeasuredGateway, quantiles, report, type Tenant } from './rows/measured-gateway.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    out: { type: 'string' },
    loads: { type: 'string', default: '9' },
    members: { type: 'string', default: '10000' },
  },
});
const loads = Number(values.loads);
const members = Number(values.members);
if (!(loads >= 3 && loads <= 100 && members >= 1_000 && members <= 100_000))
  throw new Error('--loads 3..100, --members 1000..100000');

const LIMITS = { interactive_ms: 1_500, script_gzip_bytes: 200 * 1024, scroll_frame_p95_ms: 34 };
const WINDOW = { width: 1280, height: 900 };
const FRAMES = 300;
/** A page's height in five frames: faster than anybody reads, slower than pulling the bar. */
const PIXELS = 180;
const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== '' && existsSync(path),
);
if (!CHROMIUM) throw new Error('This bench needs a browser: apt-get install chromium.');

const gateway = await MeasuredGateway.start();
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: CHROMIUM, args });
try {
  const tenant = await gateway.ask<Tenant & { link: string }>('console');
  await gateway.owner.query(
    `INSERT INTO members (member_id, organization_id, project_id, display_name, created_at, updated_at)
     SELECT gen_random_uuid(), $1, $2, 'Guest ' || to_char(n, 'FM000000'), now(), now() FROM generate_series(1, $3::int) n`,
    [tenant.organizationId, tenant.projectId, members],
  );
  const cold = [];
  for (let load = 0; load < loads; load++) cold.push(await coldLoad(browser, tenant));
  const interactive = quantiles(cold.map(({ interactiveMs }) => interactiveMs));
  const content = quantiles(cold.map(({ contentMs }) => contentMs));
  const script_gzip_bytes = await gzipBytes(cold[0]!.scripts);
  const scroll = await scrolled(browser, tenant);
  const held =
    interactive.p50_ms <= LIMITS.interactive_ms &&
    script_gzip_bytes <= LIMITS.script_gzip_bytes &&
    scroll.frame_p95_ms <= LIMITS.scroll_frame_p95_ms;
  const figures = {
    browser: browser.version(),
    loads,
    interactive,
    content,
    script_gzip_bytes,
    scripts: cold[0]!.scripts.length,
    scroll: { members, ...scroll },
    limits: LIMITS,
  };
  if (values.out) {
    const date = new Date().toISOString().slice(0, 10);
    writeFileSync(values.out, `${JSON.stringify({ date, machine: machine(), ...figures, held }, null, 2)}\n`);
  }
  report(figures, held, values.json);
} finally {
  await browser.close();
  await gateway.stop();
}

/** A person who was signed in before, with a browser that has nothing of us in its cache. */
function newcomer(chrome: Browser, { link }: { link: string }) {
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token')!;
  const localStorage = [
    { name: 'thenar.development-link', value: token },
    { name: 'thenar.signed-in', value: 'development' },
  ];
  return chrome.newContext({
    ...{ viewport: WINDOW, timezoneId: 'UTC' },
    storageState: { cookies: [], origins: [{ origin: gateway.url, localStorage }] },
  });
}

async function coldLoad(chrome: Browser, tenant: Tenant & { link: string }) {
  const context = await newcomer(chrome, tenant);
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.push(answer.url());
  });
  await page.addInitScript(WATCH);
  await page.goto(`${gateway.url}/console/p/${tenant.projectId}`, { waitUntil: 'commit' });
  // asked from outside: the page's policy lets nobody evaluate a text in it again and again
  for (const endMs = Date.now() + 30_000; !(await page.evaluate<boolean>('window.__probe?.contentAt > 0'));) {
    if (Date.now() > endMs) throw new Error('The overview does not show its content.');
    await page.waitForTimeout(20);
  }
  await page.waitForTimeout(1_500); // long tasks that came right after are seen
  const watched = await page.evaluate<Watched>('window.__probe');
  await context.close();
  return { interactiveMs: interactiveAt(watched), contentMs: watched.contentAt!, scripts };
}

/** As a browser that knows no better packing would get them. */
async function gzipBytes(urls: string[]): Promise<number> {
  const sizes = await Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url, { headers: { 'Accept-Encoding': 'gzip' } });
      await answer.arrayBuffer();
      return Number(answer.headers.get('content-length'));
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function scrolled(chrome: Browser, tenant: Tenant & { link: string }) {
  const context = await newcomer(chrome, tenant);
  const page = await context.newPage();
  await page.goto(`${gateway.url}/console/p/${tenant.projectId}/members`);
  await page.locator('.table-body .table-row[data-row]').first().waitFor();
  await page.waitForTimeout(1_000);
  const frames = await page.evaluate<number[]>(scrollBy(PIXELS, FRAMES));
  const rows = await page.locator('.table-body .table-row').count();
  const began = performance.now();
  await page.keyboard.press('End');
  await page.locator(`.table-row[aria-rowindex="${members + 1}"][data-row]`).waitFor();
  const to_the_end_ms = Math.round(performance.now() - began);
  await context.close();
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => Number(sorted[Math.floor(sorted.length * share)]!.toFixed(1));
  return {
    frames: frames.length,
    pixels_a_frame: PIXELS,
    frame_p50_ms: at(0.5),
    frame_p95_ms: at(0.95),
    frame_p99_ms: at(0.99),
    rows_held: rows,
    to_the_end_ms,
  };
}
