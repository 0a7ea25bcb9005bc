/** An operator starts an empty gateway, names its first owner, and that person signs in. */
import type { Client } from '../support/client.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { operate, operateAtTheShell } from '../support/operator.js';

let gateway: TestGateway & { keysFolder: string };
const env = () => ({ DATABASE_URL: gateway.database.url, THENAR_KEYS_DIR: gateway.keysFolder });
const bootstrap = (owner: string, organization: string) =>
  operate(env(), 'bootstrap', '--owner', owner, '--organization', organization);
const organizationsOf = async (person: Client) => (await person.get('/v1/organizations')).body.data;

beforeAll(async () => {
  gateway = await startTestGateway({ env: { THENAR_ORG_CREATION: 'invited' }, counted: true });
});
afterAll(() => gateway.close());

describe('the first owner of a gateway', () => {
  it('is named by its operator, as the refusal of an empty gateway says', async () => {
    const visitor = await gateway.person('visitor');
    const refusal = (await visitor.post('/v1/organizations', { name: 'Visitors' })).body.error;
    expect(refusal).toMatchObject({
      code: 'organization_creation_closed',
      message: expect.stringContaining('thenar bootstrap --owner MAIL --organization NAME'),
    });
  });

  it('is refused as an address that is none, or an organization without a name', async () => {
    expect(await bootstrap('ada', 'Acme')).toMatchObject({ code: 2, err: expect.stringContaining('e-mail') });
    expect(await bootstrap('ada@acme.example', ' ')).toMatchObject({ code: 2 });
    expect(await operate(env(), 'bootstrap', '--owner', 'ada@acme.example')).toMatchObject({ code: 2 });
    expect(await gateway.database.query('SELECT 1 FROM organizations')).toEqual([]);
  });

  it('may be corrected until someone has signed in, and makes one organization all the same', async () => {
    const first = await operateAtTheShell(env(), 'bootstrap', '--owner', 'typo@acme.example', '--organization', 'Acne');
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Made: organization "Acne"/) });
    const second = await bootstrap('Ada@Acme.example', 'Acme');
    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/^Changed: organization "Acme"/) });
    const typo = await gateway.person('typo', { email: 'typo@acme.example' });
    expect(await organizationsOf(typo)).toEqual([]);
    expect(await gateway.database.query('SELECT name FROM organizations')).toEqual([{ name: 'Acme' }]);
  });

  it('is whoever signs in with the verified address, and owns the organization', async () => {
    const ada = await gateway.person('ada', { email: 'ada@acme.example' });
    const [acme] = await organizationsOf(ada);
    expect(acme).toMatchObject({ name: 'Acme', role: 'owner' });
    const invited = await ada.post(`/v1/organizations/${acme.organization_id}/users`, {
      email: 'bob@acme.example',
      role: 'admin',
    });
    expect(invited.status).toBe(201);
    const actions = (await ada.get(`/v1/organizations/${acme.organization_id}/audit-events`)).body.data.map(
      ({ action }: { action: string }) => action,
    );
    expect(actions).toEqual(['user.invited', 'organization.bootstrap_changed', 'organization.bootstrapped']);
    expect(await operate(env(), 'audit', 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('whole') });
  });

  it('is named once: afterwards the command is refused and changes nothing', async () => {
    const refused = await bootstrap('eve@elsewhere.example', 'Elsewhere');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('has an owner already') });
    const eve = await gateway.person('eve', { email: 'eve@elsewhere.example' });
    expect(await organizationsOf(eve)).toEqual([]);
    const refusal = (await eve.post('/v1/organizations', { name: 'Elsewhere' })).body.error;
    expect(refusal.message).not.toMatch(/bootstrap/);
  });

  it('is one person where twenty operators name twenty', async () => {
    const empty = await startTestGateway({ env: { THENAR_ORG_CREATION: 'invited' }, counted: true });
    try {
      const here = { DATABASE_URL: empty.database.url, THENAR_KEYS_DIR: empty.keysFolder };
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          operate(here, 'bootstrap', '--owner', `owner${n}@acme.example`, '--organization', 'Acme'),
        ),
      );
      expect(outcomes.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 0));
      const [counted] = await empty.database.query(
        `SELECT (SELECT count(*)::int FROM organizations) AS organizations, count(*)::int AS invited FROM invitations`,
      );
      expect(counted).toEqual({ organizations: 1, invited: 1 });
    } finally {
      await empty.close();
    }
  });
});
