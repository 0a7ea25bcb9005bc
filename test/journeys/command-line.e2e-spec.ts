/** A developer logs in from a terminal window and looks around. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandInput, devices, identify, members, whoami } from '../../apps/cli/src/commands.js';
import { Gateway, RefusalError } from '../../apps/cli/src/gateway-api.js';
import { login } from '../../apps/cli/src/login.js';
import { table } from '../../apps/cli/src/table.js';
import { keepSettings, readSettings } from '../../apps/cli/src/settings.js';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { openTenant, type Tenant } from '../support/tenant.js';

let gateway: TestGateway;
let acme: Tenant;
const folder = mkdtempSync(join(tmpdir(), 'thenar-cli-'));

beforeAll(async () => {
  gateway = await startTestGateway({ fakeClock: true });
  acme = await openTenant(gateway);
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** Logs in while `decide` plays the person at the page. */
function loggingIn(decide: (userCode: string) => Promise<unknown>) {
  let code = '';
  return login({
    gateway: new Gateway(gateway.url),
    clientName: 'terminal window',
    show: (text) => (code = /[A-Z]{4}-[A-Z]{4}$/m.exec(text)?.[0] ?? code),
    sleep: async (ms) => {
      gateway.time.advance(ms);
      await decide(code);
    },
  });
}
const asked = (apiKey: string, more: Partial<CommandInput> = {}): CommandInput => ({
  gateway: new Gateway(gateway.url, apiKey),
  hand: 'unknown',
  kind: 'hand',
  ...more,
});

describe('the command line', () => {
  it('logs in when someone approves, and says why when nobody does', async () => {
    let turns = 0;
    const { apiKey, projectId } = await loggingIn(async (code) => {
      if (++turns === 2)
        await acme.owner.post(`/v1/cli/grants/${code}/approve`, {
          project_id: acme.projectId,
          scopes: ['devices:read', 'members:read', 'members:write', 'biometrics:identify', 'scans:read'],
        });
    });
    expect([projectId, turns]).toEqual([acme.projectId, 2]);
    expect((await whoami(asked(apiKey))).text).toMatch(
      /^key +thn_test_\w{12}… \(test\)\nname +terminal window \(CLI\)\n/,
    );
    const denied = loggingIn((code) => acme.owner.post(`/v1/cli/grants/${code}/deny`));
    await expect(denied).rejects.toMatchObject({ code: 'denied' });
  });

  it('keeps the key where only its owner reads it', () => {
    const env = { THENAR_CLI_FILE: join(folder, 'deep', 'cli.json') };
    expect(readSettings(env)).toBeNull();
    const file = keepSettings(env, { gateway: 'http://localhost:1', apiKey: 'k' });
    expect([readSettings(env), statSync(file).mode & 0o777]).toEqual([
      { gateway: 'http://localhost:1', apiKey: 'k' },
      0o600,
    ]);
    expect(readSettings({ ...env, THENAR_API_KEY: 'other' })?.apiKey).toBe('other');
  });

  it('lists members in a table and as JSON, all of them, and commands no terminal', async () => {
    for (let i = 0; i < 3; i++)
      await acme.backend.post(`/v1/projects/${acme.projectId}/members`, { display_name: `Ada ${i}` });
    const lines = (await members(asked(acme.key))).text.split('\n');
    expect([lines.length, lines[0]!.split(/ +/).slice(0, 2)]).toEqual([4, ['member_id', 'display_name']]);
    expect(table(['name'], [['Eve \u001b[31mred\u202e']])).toBe('name\nEve ·[31mred·');
    expect((await members(asked(acme.key))).data).toHaveLength(3);
    expect((await devices(asked(acme.key))).text).toBe('no devices');
  });

  it('passes on what the gateway refuses', async () => {
    const file = join(folder, 'x.png');
    writeFileSync(file, 'no picture');
    const refusal = await identify(asked(acme.key), file).catch((error: RefusalError) => error);
    expect(refusal).toBeInstanceOf(RefusalError);
    expect((refusal as RefusalError).status).toBe(400);
    await expect(whoami(asked('thn_test_x'))).rejects.toMatchObject({ code: 'invalid_api_key' });
    await expect(whoami({ ...asked(''), gateway: new Gateway('http://127.0.0.1:1') })).rejects.toThrow(
      /does not answer/,
    );
  });
});
