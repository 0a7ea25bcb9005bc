/**
 * With THENAR_CANARY, a folder, every gateway gets a tenant whose people, palms and secrets are unmistakable; what anybody
 * else is answered is written down, and what the gateway leaves in its database is searched. `npm run test:canary` reads the
 * folder. Without the variable nothing here does anything.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningGateway } from '../../apps/gateway/src/gateway.js';
import { TemplateCipher } from '../../apps/gateway/src/palms/template-cipher.js';
import type { TestDatabase } from './database.js';

const folder = process.env.THENAR_CANARY;

/** Made by the command: the person, the captures, and how each may be spelled where it must not be. */
export interface Canaries {
  person: { display_name: string; email: string; phone: string; external_id: string; metadata: { locker: string } };
  captures: { image: string; kind: 'roi'; hand: 'left' }[];
  /** Parts of the template that the first capture gives, in hex. */
  templates: string[];
  /** By kind; nothing of these may be found anywhere but with their tenant. */
  needles: Record<'name' | 'picture' | 'template', string[]>;
}

interface PlantedGateway {
  gateway: RunningGateway;
  database: TestDatabase;
  url: string;
}

const read = (): Canaries => JSON.parse(readFileSync(join(folder!, 'canaries.json'), 'utf8')) as Canaries;
const note = (file: string, fact: unknown) =>
  appendFileSync(join(folder!, file), `${typeof fact === 'string' ? fact : JSON.stringify(fact)}\n`);

/** Every answer that a test gets: none of its callers is the canaries' tenant. */
export function overhear({ headers, text }: { headers: Headers; text: string }): void {
  if (folder) note('answers.txt', `${JSON.stringify([...headers])} ${text}`);
}

/** A gateway where this cannot be done (nobody may found an organization, say) is counted as one without. */
export async function plant(gateway: PlantedGateway): Promise<void> {
  if (!folder) return;
  try {
    await live(gateway, read());
    note('gateways.txt', { planted: true });
  } catch (error) {
    note('gateways.txt', { planted: false, because: (error as Error).message });
  }
}

class Tenant {
  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** @returns what was answered; refusals are kept with what everybody is answered, because none may echo */
  async request(method: string, path: string, body?: unknown): Promise<Record<string, string>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) note('own.txt', text);
    else overhear({ headers: response.headers, text });
    return response.ok ? (JSON.parse(text) as Record<string, string>) : { refused: `${response.status} ${path}` };
  }

  async must(path: string, body: unknown, method = 'POST'): Promise<Record<string, string>> {
    const answer = await this.request(method, path, body);
    if (answer.refused) throw new Error(answer.refused.replaceAll(/[0-9a-f-]{36}/g, '…'));
    return answer;
  }
}

async function live({ gateway, url }: PlantedGateway, { person, captures }: Canaries): Promise<void> {
  const { issuer } = gateway.signIn;
  if (!issuer) throw new Error('no issuer here');
  const token = await issuer.issue({ uid: 'canary-keeper', email: 'keeper@aviary.example', name: 'keeper' });
  const owner = new Tenant(url, { Authorization: `Bearer ${token}` });
  const { organization_id } = await owner.must('/v1/organizations', { name: 'aviary' });
  const world = { name: 'aviary', mode: 'sandbox', allows_server_lookup: true };
  const { environment_id } = await owner.must(`/v1/organizations/${organization_id}/environments`, world);
  const { project_id } = await owner.must(`/v1/organizations/${organization_id}/projects`, {
    ...{ name: 'aviary', environment_id, settings: { enroll_from: 'any' } },
  });
  const base = `/v1/projects/${project_id}`;
  await owner.must(`${base}/server-lookup`, { enabled: true }, 'PUT');
  const { key } = await owner.must(`${base}/api-keys`, { name: 'aviary' });
  note('secrets.txt', { what: 'API key', secret: key });
  note('secrets.txt', { what: 'token of a person', secret: token });
  const backend = new Tenant(url, { 'X-API-Key': key! });
  // only some gateways may send to this machine; elsewhere it is refused, and that is an answer to look at too
  const receiver = { url: 'http://localhost:9009/canary', event_types: ['enrollment.completed'], enabled: false };
  const { secret } = await backend.request('POST', `${base}/webhooks`, receiver);
  if (secret) note('secrets.txt', { what: 'webhook secret', secret });
  const { member_id } = await backend.must(`${base}/members`, person);
  await backend.must(`${base}/enroll`, { member_id, hand: 'left', captures: captures.slice(0, 3) });
  await backend.must(`${base}/identify`, { capture: captures[3] });
  await misuse(backend, base, { person, captures });
  await backend.request('GET', `${base}/members/${member_id}/export`);
}

/** What goes wrong with canaries in hand. */
async function misuse(backend: Tenant, base: string, { person, captures }: Pick<Canaries, 'person' | 'captures'>) {
  const [capture] = captures;
  await backend.request('POST', `${base}/members`, person); // the external id is taken
  await backend.request('POST', `${base}/members`, {
    ...person,
    stray: person.display_name,
    email: person.display_name,
  });
  await backend.request('POST', `${base}/members`, `${JSON.stringify(person).slice(0, -1)},`);
  await backend.request('POST', `${base}/identify`, { capture: { ...capture, image: `${capture!.image}!` } });
  await backend.request('POST', `${base}/identify`, { capture: { ...capture, image: capture!.image.slice(0, 2_000) } });
  await backend.request('GET', `${base}/members/${encodeURIComponent(person.email)}`);
}

/** Whole secrets of whoever: none may stand in a database as it is. */
const FORMS = {
  'an API key': /thn_(live|test)_[0-9A-Za-z]{50}/,
  'a webhook secret': /whsec_[A-Za-z0-9+/=]{24,}/,
  'a signed token': /eyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/,
  'a picture': /iVBORw0KGgo[A-Za-z0-9+/]{64,}|\\x89504e470d0a1a0a|\/9j\/[A-Za-z0-9+/]{64,}|\\xffd8ff/,
};

/** What is left when a gateway stops, row by row as a dump would write it. Hits name the table, never what was found. */
export async function searchLeft({ gateway, database }: PlantedGateway): Promise<void> {
  if (!folder) return;
  const { needles, templates } = read();
  const lines = readFileSync(join(folder, 'secrets.txt'), 'utf8').split('\n');
  const secrets = lines.filter(Boolean).map((line) => JSON.parse(line) as { what: string; secret: string });
  const tables = await database.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
  );
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    const text = rows.map(({ row }) => row).join('\n');
    const hit = (what: string) => note('hits.txt', { where: `table ${name}`, what });
    for (const { what, secret } of secrets) if (text.includes(secret)) hit(what);
    for (const kind of ['picture', 'template'] as const)
      if (needles[kind].some((part) => text.includes(part))) hit(kind);
    if (name !== 'members' && needles.name.some((part) => text.includes(part))) hit('name');
    for (const [what, form] of Object.entries(FORMS)) if (form.test(text)) hit(what);
    note('dumped.txt', { bytes: text.length });
  }
  await prove(gateway, database, templates);
}

/** That we look for the right bytes: opened with the keys, a template of the planted palm holds what is searched. */
async function prove(gateway: RunningGateway, database: TestDatabase, templates: string[]): Promise<void> {
  const cipher = gateway.app.get(TemplateCipher);
  const rows = await database.query<Record<string, never>>(
    `SELECT t.template_id AS "templateId", t.organization_id AS "organizationId", t.project_id AS "projectId",
       t.member_id AS "memberId", t.engine_version AS "engineVersion", t.sealed, k.wrapped, k.project_key_version AS "projectKeyVersion"
     FROM organizations o JOIN templates t USING (organization_id) JOIN member_keys k USING (member_id) WHERE o.name = 'aviary'`,
  );
  for (const row of rows) {
    const key = await cipher.openMemberKey(row as never).catch(() => null);
    const opened = key && attempt(() => cipher.openTemplate(key, row as never).toString('hex'));
    if (opened && templates.every((part) => opened.includes(part))) note('proven.txt', { template: true });
  }
}

/** Some tests change every row that there is, so that none opens any more. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
