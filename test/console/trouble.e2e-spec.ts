/** The states that people meet: two admins at once, clicks in haste, faults, a gateway that is away, no permission. */
import { eventually } from '../support/receiver.js';
import { type Desk, openDesk } from './desk.js';

let at: Desk;
let memberId: string;

beforeAll(async () => {
  at = await openDesk();
  const { owner, projectId } = at.tenant;
  memberId = (await owner.post(`/v1/projects/${projectId}/members`, { display_name: 'Ada' })).body.member_id;
});
afterAll(() => at?.close());

const projectPath = () => `/v1/projects/${at.tenant.projectId}`;

describe('two admins who edit the same thing', () => {
  const CHANGED = 'Another person changed this since you opened it.';
  const again = () => at.desk.button('Begin again from what is there now');

  it('lose nothing of each other at a member', async () => {
    const { desk, open, tenant } = at;
    await open(`/members/${memberId}`);
    await desk.button('Edit').click();
    await tenant.owner.patch(`${projectPath()}/members/${memberId}`, { phone: '+49 30 1234567' });
    await desk.dialog.getByLabel('Name').fill('Ada Byron');
    await desk.button('Save').click();
    await desk.dialog.getByRole('alert').getByText(CHANGED, { exact: false }).waitFor();
    await again().click();
    const name = desk.dialog.getByLabel('Name');
    await eventually(async () => (await name.inputValue()) === 'Ada' || 'it does not begin again', 30_000);
    expect(await desk.dialog.getByLabel('Telephone').inputValue()).toBe('+49 30 1234567');
    await desk.dialog.getByLabel('Name').fill('Ada Byron');
    await desk.button('Save').click();
    await desk.heading('Ada Byron').waitFor();
    const { body } = await tenant.owner.get(`${projectPath()}/members/${memberId}`);
    expect(body).toMatchObject({ display_name: 'Ada Byron', phone: '+49 30 1234567' });
  });

  it('lose nothing of each other at the settings, and save twice in a row', async () => {
    const { desk, page, tenant } = at;
    await desk.go('Settings');
    await page.locator('input[name=name]').fill('Harbour');
    await desk.button('Save').click();
    await desk.notice('Saved.').waitFor();
    await page.getByLabel('Days after the last scan').fill('30');
    await desk.button('Save').click();
    await expect(settledSettings(30)).resolves.toBe(30);
    await tenant.owner.patch(projectPath(), { settings: { liveness: 'log' } });
    await page.getByLabel('Days after the last scan').fill('60');
    await desk.button('Save').click();
    await page.getByRole('alert').getByText(CHANGED, { exact: false }).waitFor();
    await again().click();
    const liveness = page.getByLabel('Liveness of the hand');
    await eventually(async () => (await liveness.inputValue()) === 'log' || 'it does not begin again', 30_000);
  });

  const settledSettings = async (days: number): Promise<number> => {
    for (let tries = 0; tries < 300; tries++) {
      const { body } = await at.tenant.owner.get(projectPath());
      if (body.settings?.retention_days === days) return days;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('It was not saved.');
  };

  it('lose nothing of each other at a rule', async () => {
    const { desk, open, page, tenant } = at;
    const rule = await tenant.owner.post(`${projectPath()}/rules`, {
      name: 'Nobody at night',
      conditions: { operator: 'AND', rules: [{ field: 'time.hour', operator: 'gte', value: 22 }] },
      action: { verdict: 'block', side_effects: [] },
    });
    await open(`/rules/${rule.body.rule_id}`);
    await page.getByLabel('Value').fill('23');
    await tenant.owner.patch(`${projectPath()}/rules/${rule.body.rule_id}`, { name: 'Nobody late' });
    await desk.button('Save').click();
    await page.getByRole('alert').getByText(CHANGED, { exact: false }).waitFor();
    // the rule comes first and the rest late: meanwhile the form is the old one as a whole, not half of each
    const lists = (url: URL) => url.pathname.endsWith('/lists');
    await page.route(lists, (route) => setTimeout(() => void route.fallback(), 1_500));
    await again().click();
    await desk.heading('Nobody late').waitFor();
    await page.getByLabel('Name', { exact: true }).and(page.locator('[value="Nobody late"]')).waitFor();
    expect(await page.getByLabel('Value').inputValue()).toBe('22');
    await page.unroute(lists);
    await page.getByLabel('Value').fill('23');
    await desk.button('Save').click();
    await desk.notice('A draft decides nothing until it is live.').waitFor();
  });
});

describe('haste', () => {
  it('makes one member of two clicks', async () => {
    const { desk, tenant } = at;
    await desk.go('Members');
    await desk.button('Add a member').first().click();
    await desk.dialog.getByLabel('Name').fill('Twice');
    await desk.dialog.getByRole('button', { name: 'Add', exact: true }).dblclick();
    await desk.heading('Twice').waitFor();
    const { body } = await tenant.owner.get(`${projectPath()}/members?q=twice`);
    expect(body.total).toBe(1);
  });

  it('keeps what is done at once from being done twice', async () => {
    const { desk, page, open } = at;
    await open(`/members/${memberId}`);
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url()));
    await desk.button('Disable').dblclick();
    await desk.notice('The member is blocked from now on.').waitFor();
    expect(sent).toHaveLength(1);
    await desk.button('Enable').click();
    await desk.notice('The member is recognised again.').waitFor();
  });
});

describe('what goes wrong', () => {
  const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
  const fault = { error: { code: 'internal', message: 'Something went wrong on our side.', request_id: ID } };

  it('is shown beside the button, with the request to ask about', async () => {
    const { desk, page } = at;
    const patches = (url: URL) => url.pathname.endsWith(`/members/${memberId}`);
    await page.route(patches, (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 500, headers: { 'X-Request-Id': ID }, json: fault })
        : route.fallback(),
    );
    await desk.button('Disable').click();
    await desk.notice(`Request ${ID}`).waitFor();
    await desk.button('Edit').click();
    await desk.button('Save').click();
    await desk.dialog.getByRole('alert').getByText(`Request ${ID}`).waitFor();
    await desk.dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.unroute(patches);
  });

  it('is a gateway that is away: what was typed stays, and is sent when it is back', async () => {
    const { context } = at.view;
    const { desk, page } = at;
    await desk.button('Edit').click();
    await desk.dialog.getByLabel('Telephone').fill('+49 30 7654321');
    await page.route('**/v1/**', (route) => route.abort('connectionrefused'));
    await desk.button('Save').click();
    await desk.dialog
      .getByRole('alert')
      .getByText('There is no connection, or the gateway is down.', { exact: false })
      .waitFor();
    const banner = page.getByText('The gateway does not answer. What you see may be out of date', { exact: false });
    await banner.waitFor();
    await page.unroute('**/v1/**');
    await desk.button('Save').click();
    await page.getByText('+49 30 7654321').waitFor();
    await banner.waitFor({ state: 'hidden' });
    await context.setOffline(true);
    await page.getByText('You are offline.', { exact: false }).waitFor();
    await context.setOffline(false);
    await page.getByText('You are offline.', { exact: false }).waitFor({ state: 'hidden' });
    at.view.complaints.length = 0; // the browser says that it could not connect
  });

  it('is an address that leads nowhere, and a way back from there', async () => {
    const { desk, gateway, open, page } = at;
    await open('/nonsense');
    await page.getByText('There is no such page').waitFor();
    await page.goto(`${gateway.url}/console/p/${ID}/devices`);
    await page.getByText('There is nothing here').waitFor();
    await page.getByRole('link', { name: 'Go to the start' }).click();
    await desk.heading('Overview').waitFor();
  });
});

describe('a viewer', () => {
  it('finds a project by the address that a colleague sent, and again the next day', async () => {
    const { desk, gateway, page } = at;
    const boss = await gateway.person('boss');
    const organizationId = (await boss.post('/v1/organizations', { name: 'Other Club' })).body.organization_id;
    const project = (await boss.post(`/v1/organizations/${organizationId}/projects`, { name: 'Club house' })).body;
    await boss.post(`/v1/organizations/${organizationId}/users`, { uid: 'dev-admin', role: 'viewer' });
    await page.goto(`${gateway.url}/console/o/${organizationId}/projects`);
    await page.getByLabel('Address or id of a project').fill('the club');
    await desk.button('Open').click();
    await page.getByText('There is no project id in it.').first().waitFor();
    const address = `${gateway.url}/console/p/${project.project_id}/members`;
    await page.getByLabel('Address or id of a project').fill(address);
    await desk.button('Open').click();
    await desk.heading('Overview').waitFor();
    await desk.go('Rules');
    expect(await page.getByRole('link', { name: 'Create a rule' }).count()).toBe(0);
    for (const closed of ['API keys', 'Audit'])
      expect(await page.getByRole('navigation').getByRole('link', { name: closed }).count()).toBe(0);
    await desk.go('Projects');
    await page.getByRole('main').getByRole('link', { name: 'Club house' }).click();
    await desk.heading('Overview').waitFor();
  });

  it('met no complaint of the browser', () => expect(at.view.complaints).toEqual([]));
});
