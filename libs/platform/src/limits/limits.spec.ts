import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { Clock } from '#platform/clock';
import { type Limit, Limits } from './limits.js';

const THREE: Limit = { name: 'three', points: 3, perS: 60 };
const opened: Limits[] = [];
const open = (redisUrl: string | null, warnings: string[] = []) => {
  const limits = new Limits({ clock: new Clock(), redisUrl, warn: (message) => warnings.push(message) });
  opened.push(limits);
  return limits;
};
afterEach(() => opened.splice(0).forEach((limits) => limits.onApplicationShutdown()));

const takeFour = async (limits: Limits[], who: string) => {
  const taken = [];
  for (let i = 0; i < 4; i++) taken.push(await limits[i % limits.length]!.take(THREE, who));
  return taken.map(({ allowed, remaining }) => [allowed, remaining]);
};
const COUNTED_DOWN = [
  [true, 2],
  [true, 1],
  [true, 0],
  [false, 0],
];

describe('limits', () => {
  it('count down and then refuse, each caller apart', async () => {
    const limits = open(null);
    expect(await takeFour([limits], 'a')).toEqual(COUNTED_DOWN);
    expect(await limits.take(THREE, 'b')).toMatchObject({ allowed: true, limit: 3, remaining: 2 });
    const { resetInMs } = await limits.take(THREE, 'a');
    expect(resetInMs).toBeGreaterThan(50_000);
    expect(resetInMs).toBeLessThanOrEqual(60_000);
  });

  it('go on in each process alone when Redis is away', async () => {
    const warnings: string[] = [];
    const limits = open('redis://127.0.0.1:1', warnings);
    expect(await takeFour([limits], 'a')).toEqual(COUNTED_DOWN);
    for (let waited = 0; warnings.length === 0 && waited < 2000; waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(warnings).toHaveLength(1);
  });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('limits in Redis: skipped, because redis-server is not installed');

(hasRedis ? describe : describe.skip)('limits in Redis', () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await new Promise<void>((resolve) =>
      server.stdout!.on('data', (text: Buffer) => text.includes('Ready to accept') && resolve()),
    );
    url = `redis://127.0.0.1:${port}`;
  });
  afterAll(() => server.kill('SIGKILL'));

  it('are shared by two processes', async () => {
    const [here, there] = [open(url), open(url)];
    await Promise.all([ready(here), ready(there)]);
    expect(await takeFour([here, there], 'shared')).toEqual(COUNTED_DOWN);
  });

  it('do not wait for a Redis that hangs', async () => {
    const limits = open(url);
    await ready(limits);
    server.kill('SIGSTOP');
    const taken = await limits.take(THREE, 'hanging'); // and not for ever
    server.kill('SIGCONT');
    expect(taken.allowed).toBe(true);
  });
});

/** Until the connection stands, the process counts alone: a separate client shows it. */
async function ready(limits: Limits): Promise<void> {
  const { redis } = limits as unknown as { redis: { status: string } };
  while (redis.status !== 'ready') await new Promise((resolve) => setTimeout(resolve, 10));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
