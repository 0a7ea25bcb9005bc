/** A gateway with a tenant in it, and its admin at the console in a real browser. */
import { jest } from '@jest/globals';
import { CHROMIUM, openView, type View } from '../support/browser.js';
import { Console } from '../support/console-story.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

jest.setTimeout(90_000);
const PATIENCE_MS = 30_000;

export interface Desk {
  gateway: TestGateway;
  view: View;
  page: View['page'];
  desk: Console;
  /** Its `owner` is another person than the one at the console, who is an owner too. */
  tenant: Tenant;
  /** A page of the project. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(size?: { width: number; height: number }): Promise<Desk> {
  if (!CHROMIUM) throw new Error('These tests need a browser: apt-get install chromium.');
  const gateway = await startTestGateway({ env: { WEBHOOK_ALLOW_LOCALHOST: '1' } });
  const tenant = await openTenant(gateway, 'harbour');
  await tenant.owner.patch(`/v1/projects/${tenant.projectId}`, { settings: { extended_events: true } });
  await (await gateway.person('dev-admin', { email: 'admin@thenar.localhost' })).get('/v1/organizations');
  await tenant.owner.post(`/v1/organizations/${tenant.organizationId}/users`, { uid: 'dev-admin', role: 'owner' });
  const view = await openView(size);
  const { page } = view;
  page.setDefaultTimeout(PATIENCE_MS);
  const desk = new Console(page, gateway);
  desk.projectId = tenant.projectId;
  desk.organizationId = tenant.organizationId;
  await page.goto(gateway.gateway.signIn.issuer!.consoleLink(gateway.url));
  await desk.heading('Overview').waitFor();
  return {
    gateway,
    view,
    page,
    desk,
    tenant,
    open: async (path) => void (await page.goto(`${gateway.url}/console/p/${tenant.projectId}${path}`)),
    close: async () => {
      await view.browser.close();
      await gateway.close();
    },
  };
}
