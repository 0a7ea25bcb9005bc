/** A real browser for the console: Debian's chromium, driven by playwright-core, with axe-core to look for barriers. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const PLACES = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const CHROMIUM = PLACES.find((path) => path !== '' && existsSync(path)) ?? null;

const WITHOUT_SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // chromium refuses to be root otherwise
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = new Set(['serious', 'critical']);

export interface View {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** What the browser complained about: script errors, and what the Content-Security-Policy stopped. */
  complaints: string[];
}

export async function openView(size = { width: 1280, height: 900 }): Promise<View> {
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: WITHOUT_SANDBOX });
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', timezoneId: 'UTC' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    const ours =
      line.type() === 'error' && !/the server responded with a status of (4|5)\d\d|ERR_INTERNET/.test(line.text());
    if (ours) complaints.push(line.text());
  });
  return { browser, context, page, complaints };
}

/** Barriers that would keep people out, one sentence each. */
export async function barriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const found: Violation[] = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return found
    .filter(({ impact }) => GRAVE.has(impact))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(', ')}`,
    );
}

interface Violation {
  impact: string;
  id: string;
  nodes: { target: string[]; any: { message: string }[] }[];
}
