/** No URL of a tenant makes the gateway connect to an internal address: not when it is kept, changed, tested or delivered to. */
import { existsSync, readFileSync } from 'node:fs';
import net, { type AddressInfo, isIP } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Internet, isPublicAddress } from '#platform/guarded-http';
import { type TestGateway, startTestGateway } from '../support/test-gateway.js';
import { emit, eventually } from '../support/receiver.js';
import { openTenant, type Tenant } from '../support/tenant.js';

interface Vector {
  id: string;
  group: string;
  url: string;
  expect: string;
  dns?: string[][] | string;
}

const FILE = join(import.meta.dirname, '../../../shared/vectors/hostile-inputs.json');
const given = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as { ssrf_urls: Vector[] }).ssrf_urls : [];
if (given.length === 0) console.warn(`ssrf: only our own vectors, because ${FILE} is not here`);

/** The same kinds, made here: every private network in every spelling that a URL parser knows. */
const INSIDE_V4 = [
  '127.0.0.1',
  '10.0.0.1',
  '172.16.5.4',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '0.0.0.0',
];
const spellings = (ip: string): string[] => {
  const [a, b, c, d] = ip.split('.').map(Number);
  const word = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hex = word.toString(16).padStart(8, '0');
  const v6 = `${hex.slice(0, 4)}:${hex.slice(4)}`;
  return [
    ip,
    `${ip}.`,
    String(word),
    `0x${hex}`,
    `0${word.toString(8)}`,
    `0x${a.toString(16)}.0x${b.toString(16)}.0x${c.toString(16)}.0x${d.toString(16)}`,
    `0${a.toString(8)}.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    ip.replaceAll('.', '。'),
    ip.replaceAll('.', '%2e'),
    [...ip].map((c) => (c === '.' ? '.' : String.fromCodePoint(0xff10 + Number(c)))).join(''),
    `[::ffff:${ip}]`,
    `[::ffff:${v6}]`,
    `[::${v6}]`,
    `[64:ff9b::${v6}]`,
    `[64:ff9b:1::${v6}]`,
    `[2002:${v6}::1]`,
    `[2001:0:${v6}::1]`,
    `[fe80::5efe:${v6}]`,
    `[2a00:1:2:3:0:5efe:${v6}]`,
  ];
};
const NAMES = [
  'localhost',
  'LocalHost',
  'localhost.',
  'a.localhost',
  'router',
  'db.internal',
  'x.local',
  'x.home.arpa',
  'x.lan',
  'x.corp',
  'x.svc.cluster.local',
];
const own: Vector[] = [...INSIDE_V4.flatMap(spellings), ...NAMES].map((host, i) => ({
  id: `own-${i}`,
  group: 'own',
  url: `https://${host}/`,
  expect: 'refuse_at_create',
}));
const vectors = [...given, ...own];
const refused = vectors.filter((vector) => vector.expect === 'refuse_at_create');
const accepted = vectors.filter(
  (vector) => vector.expect === 'accept' || vector.expect === 'accept_literal_or_punycode',
);

let gateway: TestGateway;
let acme: Tenant;
let hooks: string;
let sinkPort: number;
let knocks = 0;
const dialed: string[] = [];
/** What a name resolves to; everything else resolves to the sink. */
const names = new Map<string, string[][] | string>();
const sinks: net.Server[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
  acme = await openTenant(gateway);
  hooks = `/v1/projects/${acme.projectId}/webhooks`;
  const sink = (host: string, port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = net.createServer((socket) => (knocks++, socket.destroy())).on('error', reject);
      server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
      sinks.push(server);
    });
  sinkPort = await sink('0.0.0.0', 0);
  await sink('::1', sinkPort).catch(() => undefined); // a machine without IPv6
  const internet = gateway.gateway.app.get(Internet);
  jest.spyOn(internet, 'resolve').mockImplementation((name) => {
    const answers = names.get(name) ?? [['127.0.0.1', '::1']];
    if (typeof answers === 'string') return Promise.reject(new Error(answers));
    return Promise.resolve(answers.length > 1 ? answers.shift()! : answers[0]);
  });
  const dial = internet.dial.bind(internet);
  jest.spyOn(internet, 'dial').mockImplementation((address, port) => {
    dialed.push(address);
    if (!isPublicAddress(address)) return dial(address, port);
    const socket = new net.Socket(); // the real internet is not asked
    process.nextTick(() => socket.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })));
    return socket;
  });
});
afterAll(async () => {
  for (const sink of sinks) sink.close();
  await gateway.close();
});
beforeEach(() => {
  names.clear();
  for (const { url, dns } of vectors) if (dns !== undefined) names.set(new URL(url).hostname, structuredClone(dns));
});

/** As it stands, and with the sink's port where it names none. */
const urlsOf = ({ url }: Vector): string[] => {
  const filled = url.replaceAll('{{sink}}', String(sinkPort)).replaceAll('{{project_id}}', acme.projectId);
  const ported = filled.replace(/^(https:\/\/(?:[^/?#@]*@)?(?:\[[^\]/]*\]|[^/:?#@]+))(?=[/?#])/i, `$1:${sinkPort}`);
  return ported === filled ? [filled] : [filled, ported];
};
const CODES = ['invalid_url', 'https_required', 'private_address', 'port_not_allowed', 'userinfo_not_allowed'];
const body = (url: string) => ({ url, event_types: ['enrollment.completed'] });

async function inTurns<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const entries = items.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of entries) await work(item);
    }),
  );
}

describe('a URL that leads inside', () => {
  it(`is refused when a webhook is created or changed (${refused.length} of them), and nobody knocks`, async () => {
    const { webhook_id } = (await acme.backend.post(hooks, body('https://8.8.8.8/'))).body;
    const findings: string[] = [];
    await inTurns(
      refused.flatMap((vector) => urlsOf(vector).map((url) => [vector.id, url])),
      async ([id, url]) => {
        const answers = [
          await acme.backend.post(hooks, body(url)),
          await acme.backend.patch(`${hooks}/${webhook_id}`, { url }),
        ];
        for (const { status, body: said } of answers)
          if (status !== 400 || !CODES.includes(said.error.code))
            findings.push(`${id} ${url.slice(0, 80)}: ${status} ${said.error?.code}`);
      },
    );
    expect(findings).toEqual([]);
    expect((await acme.backend.get(`${hooks}/${webhook_id}`)).body.url).toBe('https://8.8.8.8/');
    expect({ knocks, dialed }).toEqual({ knocks: 0, dialed: [] });
    await acme.backend.delete(`${hooks}/${webhook_id}`);
  });

  it('is refused when it is tested or delivered to, even if it was kept', async () => {
    const urls = refused.flatMap(urlsOf).filter((url) => url !== '' && !url.includes('\u0000'));
    const made: string[] = [];
    for (let i = 0; i < 20; i++) made.push((await acme.backend.post(hooks, body('https://8.8.8.8/'))).body.webhook_id);
    for (let at = 0; at < urls.length; at += made.length) {
      const some = urls.slice(at, at + made.length);
      await gateway.database.query(
        `UPDATE webhooks w SET url = u.url, enabled = true FROM unnest($1::uuid[], $2::text[]) AS u(id, url) WHERE w.webhook_id = u.id`,
        [made.slice(0, some.length), some],
      );
      if (at === 0) for (const id of made) expect((await acme.backend.post(`${hooks}/${id}/test`)).status).toBe(400);
      const eventId = await emit(gateway, acme);
      await eventually(async () => {
        const [row] = await gateway.database.query<{ n: string }>(
          `SELECT count(*) AS n FROM webhook_deliveries WHERE event_id = $1 AND attempt_count = 1`,
          [eventId],
        );
        return Number(row.n) >= some.length || `${row.n} of ${some.length} were tried`;
      }, 10_000);
      const seen = await gateway.database.query<{ error_code: string }>(
        `SELECT DISTINCT error_code FROM webhook_attempts a JOIN webhook_deliveries d USING (delivery_id) WHERE d.event_id = $1`,
        [eventId],
      );
      for (const { error_code } of seen) expect([...CODES, 'dns_failed']).toContain(error_code);
      await gateway.database.query('UPDATE webhook_lanes SET failing_since = NULL');
    }
    expect({ knocks, dialed: dialed.filter((address) => !isPublicAddress(address)) }).toEqual({
      knocks: 0,
      dialed: [],
    });
    const { body: diagnosis } = await acme.backend.post(`${hooks}/${made[0]}/diagnose`);
    expect(diagnosis).toMatchObject({ ok: false, failed_step: expect.stringMatching(/^(dns|address)$/) });
    for (const id of made) await acme.backend.delete(`${hooks}/${id}`);
  }, 30_000);

  it('is not knocked at when its name changes between two deliveries', async () => {
    names.set('flip.example', [['93.184.216.34'], ['93.184.216.34'], ['127.0.0.1']]);
    const { webhook_id } = (await acme.backend.post(hooks, body(`https://flip.example:${sinkPort}/`))).body;
    const tried = async (error: string) => {
      const eventId = await emit(gateway, acme);
      await eventually(async () => {
        const [row] = await gateway.database.query(
          'SELECT last_error FROM webhook_deliveries WHERE event_id = $1 AND attempt_count = 1',
          [eventId],
        );
        return row?.last_error === error || String(row?.last_error);
      });
    };
    await tried('connection_refused'); // the public address, which is nobody here
    await tried('private_address');
    expect((await acme.backend.post(`${hooks}/${webhook_id}/test`)).body.error.code).toBe('private_address');
    const attempts = await gateway.database.query(
      'SELECT resolved_ip FROM webhook_attempts WHERE webhook_id = $1 ORDER BY started_at',
      [webhook_id],
    );
    expect(attempts).toEqual([{ resolved_ip: '93.184.216.34' }, { resolved_ip: null }]);
    expect(knocks).toBe(0);
    await acme.backend.delete(`${hooks}/${webhook_id}`);
  });
});

describe('a URL that leads outside', () => {
  const controls = [
    ...accepted,
    {
      id: 'own-control',
      group: 'own',
      url: 'https://hooks.example/?a=b#c',
      expect: 'accept',
      dns: [['2606:4700::1111']],
    },
  ];

  it.each(controls.map((vector) => [vector.url, vector]))('is taken as it is written: %s', async (_, vector) => {
    const { hostname } = new URL(vector.url);
    if (isIP(hostname) === 0) names.set(hostname, (vector.dns as string[][]) ?? [['93.184.216.34']]);
    const [url] = urlsOf(vector);
    const created = await acme.backend.post(hooks, body(url));
    expect(created).toMatchObject({ status: 201, body: { url } });
    await acme.backend.delete(`${hooks}/${created.body.webhook_id}`);
  });
});
