/** Secrets and people's data are planted, used, refused and misused; then looked for where they must not be. */
import { createLogger } from '#platform/logging';
import { Clock } from '#platform/clock';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { startGateway } from '../../apps/gateway/src/gateway.js';
import type { Answer } from '../support/client.js';
import { Client } from '../support/client.js';
import { cloneDatabase } from '../support/database.js';
import type { TestGateway } from '../support/test-gateway.js';
import { pairTerminal, synthetic } from '../support/paired-terminal.js';
import { closeReceivers, openReceiver, type Receiver } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

const PERSON = { name: 'Canaria Songbird', email: 'canaria@planted.example.com', locker: 'planted-canary-locker' };

let gateway: TestGateway;
let acme: Tenant;
let otherTenant: Tenant;
let receiver: Receiver;
let log = '';
const refusals: string[] = [];
const toOtherTenant: string[] = [];
const secrets: Record<string, string> = {};
let copy: Answer;

beforeAll(async () => {
  gateway = await openTalkative();
  acme = await openTenant(gateway);
  otherTenant = await openTenant(gateway, 'other');
  receiver = await openReceiver();
  await live();
}, 60_000);
afterAll(async () => {
  await closeReceivers();
  await gateway?.close();
});

/** A gateway that logs everything, to the test. */
async function openTalkative(): Promise<TestGateway> {
  const database = await cloneDatabase();
  const keys = mkdtempSync(join(tmpdir(), 'thenar-keys-'));
  const config = gatewayConfig({
    ...{ PORT: '0', DATABASE_URL: database.url, THENAR_KEYS_DIR: keys, THENAR_WORKERS: '1' },
    ...{ THENAR_LOG_LEVEL: 'trace', WEBHOOK_ALLOW_LOCALHOST: 'on' },
  });
  const logger = createLogger('trace', { write: (line) => void (log += line) });
  const gateway = await startGateway(config, { logger, withoutPages: true, clock: new Clock() });
  return {
    ...{ gateway, database, url: gateway.url, time: null as never },
    person: async (uid) => {
      const token = await gateway.signIn.issuer!.issue({ uid, email: `${uid}@example.com`, name: uid });
      secrets[`token of ${uid}`] = token;
      return new Client(gateway.url, { Authorization: `Bearer ${token}` });
    },
    close: async () => {
      await gateway.stop();
      await database.drop();
      rmSync(keys, { recursive: true, force: true });
    },
  };
}

async function live(): Promise<void> {
  const base = `/v1/projects/${acme.projectId}`;
  const { backend } = acme;
  secrets['API key'] = acme.key;
  await acme.owner.patch(base, { settings: { extended_events: true, display_fields: ['display_name'] } });
  const event_types = ['enrollment.completed', 'scan.identified', 'scan.rejected', 'member.deleted'];
  const hook = await backend.post(`${base}/webhooks`, { url: receiver.url, event_types });
  secrets['webhook secret'] = hook.body.secret;
  const facts = { display_name: PERSON.name, email: PERSON.email, metadata: { locker: PERSON.locker } };
  const { member_id } = (await backend.post(`${base}/members`, facts)).body;
  const captures = await Promise.all(['1', '2', '3'].map((n) => synthetic('canaria:left', n)));
  for (const [i, { image }] of captures.entries()) secrets[`picture ${i}`] = image.slice(60, 140);
  await backend.post(`${base}/enroll`, { member_id, hand: 'left', captures });
  const capture = await synthetic('canaria:left', 'later');
  await backend.post(`${base}/identify`, { capture });
  const terminal = await pairTerminal(gateway, acme);
  await terminal.scans([{ scan_ref: 'a', counter: 1, capture }]);
  secrets['terminal token'] = terminal.token!;
  copy = await backend.get(`${base}/members/${member_id}/export`);
  await misuse(base, member_id, captures[0]!);
  for (const path of [
    '',
    '/members',
    `/members/${member_id}`,
    `/members/${member_id}/export`,
    '/scan-results',
    '/webhooks',
  ])
    for (const caller of [otherTenant.backend, otherTenant.owner])
      toOtherTenant.push((await caller.get(base + path)).text);
  const own = `/v1/projects/${otherTenant.projectId}`;
  for (const path of ['/members', '/scan-results', '/transactions/export.csv', '/webhooks'])
    toOtherTenant.push((await otherTenant.backend.get(own + path)).text);
  toOtherTenant.push((await otherTenant.backend.post(`${own}/identify`, { capture })).text);
}

/** Everything that can go wrong, with the canaries in hand. */
async function misuse(base: string, member_id: string, capture: { image: string }): Promise<void> {
  const { backend } = acme;
  const say = async (answer: Promise<Answer>) => refusals.push((await answer).text);
  await say(
    backend.post(`${base}/members`, { display_name: PERSON.name, email: `${PERSON.name} <x>`, stray: PERSON.locker }),
  );
  await say(backend.post(`${base}/members`, `{"display_name":"${PERSON.name}",`));
  await say(backend.post(`${base}/members`, { external_id: PERSON.locker, status: PERSON.name }));
  await say(backend.post(`${base}/identify`, { capture: { ...capture, kind: PERSON.name } }));
  await say(backend.post(`${base}/identify`, { capture: { ...capture, image: capture.image.slice(0, 4000) } }));
  await say(backend.post(`${base}/identify`, { capture: { ...capture, image: `${capture.image}!` } }));
  await say(backend.get(`${base}/members?q=${encodeURIComponent(PERSON.name)}&page=${secrets['API key']}`));
  await say(backend.get(`${base}/members/${encodeURIComponent(PERSON.email)}`));
  await say(new Client(gateway.url, { 'X-API-Key': `${acme.key.slice(0, -1)}x` }).get(base));
  await say(
    backend.with({ 'Idempotency-Key': `${PERSON.name}\u00e9` }).post(`${base}/members/${member_id}/erasure`, {}),
  );
  await say(backend.patch(`${base}/members/${member_id}`, { phone: PERSON.name }));
}

const found = (where: string, wanted: Record<string, string>) =>
  Object.entries(wanted).flatMap(([what, word]) => (where.includes(word) ? [what] : []));
const people = () => ({ ...PERSON });
/** What stands in the database, under any spelling of bytes. */
async function dump(): Promise<string> {
  const tables = await gateway.database.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  let text = '';
  for (const { name } of tables)
    for (const { row } of await gateway.database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`))
      text += `${row}\n${Buffer.from(row.match(/\\x([0-9a-f]+)/)?.[1] ?? '', 'hex').toString('latin1')}\n`;
  return text;
}

describe('what was planted', () => {
  it('was used', () => {
    expect(log.length).toBeGreaterThan(0);
    expect(copy.text).toContain(PERSON.name);
    expect(Object.values(secrets).filter((secret) => secret.length < 20)).toEqual([]);
  });

  it('stands in no line of the log', () => {
    expect(found(log, { ...secrets, ...people() })).toEqual([]);
  });

  it('is echoed by no refusal', () => {
    for (const text of refusals) expect(found(text, { ...secrets, ...people() })).toEqual([]);
  });

  it('is revealed to no other tenant', () => {
    for (const text of toOtherTenant) expect(found(text, { ...secrets, ...people() })).toEqual([]);
  });

  it('leaves by no webhook', async () => {
    await receiver.until(2);
    for (const { body } of receiver.received) expect(found(body, { ...secrets, ...people() })).toEqual([]);
  });

  it('is in the person’s copy only as far as it is the person’s', () => {
    expect(found(copy.text, secrets)).toEqual([]);
  });

  it('is in no dump, if it is a secret, a picture or a palm', async () => {
    const text = await dump();
    expect(found(text, secrets)).toEqual([]);
    const raw = Object.entries(secrets).filter(([what]) => what.startsWith('picture'));
    for (const [what, part] of raw)
      expect([what, text.includes(Buffer.from(part, 'base64').toString('latin1'))]).toEqual([what, false]);
    const sealed = await gateway.database.query<{ sealed: Buffer }>('SELECT sealed FROM templates');
    expect(sealed).toHaveLength(3);
    for (const { sealed: bytes } of sealed) expect(new Set(bytes).size).toBeGreaterThan(200); // no pattern shows
  });
});
