import { DEVICE, refusal, StandIn } from '../../../test/support/terminal-stand-in.js';
import { InMemoryStateStore } from './state-store.js';
import { newTerminal, openTerminal, type OpeningOptions } from './open-terminal.js';

const ABOUT = { serial_number: 'T-1', model: 'test', app_version: '1.2' };
const SESSION = '018f0000-0000-7000-8000-000000000001';
const CAPTURE = { image: 'aGVsbG8=', kind: 'roi', hand: 'left' } as const;
const IDLE = { body: { server_time: '2026-11-22T12:00:00.000Z', session: null, config: null, next_poll_in_s: 0 } };
let gateway: StandIn;

beforeEach(async () => {
  gateway = await StandIn.open();
});
afterEach(() => gateway.close());

async function open(options: OpeningOptions = {}) {
  const store = new InMemoryStateStore(await newTerminal(gateway.url, ABOUT));
  return { store, ...(await openTerminal(store, options)) };
}

describe('terminal client registration', () => {
  it('registration needs the proof alone, and its result is stored', async () => {
    const { client, key, store } = await open();
    const registration = { registration_id: 'r1', registration_code: 'WDJB-MJHT', expires_in: 600, interval: 3 };
    gateway.on(/registrations$/, () => ({ status: 201, body: registration }));
    gateway.on(/r1\/poll$/, () => ({ body: { status: 'registered', ...DEVICE } }));
    expect(await client.register()).toEqual(registration);
    expect(await client.pollRegistration('r1')).toMatchObject(DEVICE);
    expect(store.read()).toMatchObject(DEVICE);
    expect(
      gateway.requests.map(({ path, body, accessToken, thumbprint }) => [path, body, accessToken, thumbprint]),
    ).toEqual([
      ['/v1/terminal/registrations', ABOUT, undefined, key.thumbprint],
      ['/v1/terminal/registrations/r1/poll', {}, undefined, key.thumbprint],
    ]);
  });

  it('slow_down is not retried by the client', async () => {
    const { client } = await open();
    gateway.on(/poll$/, () => refusal(429, 'slow_down'));
    await expect(client.pollRegistration('r1')).rejects.toMatchObject({ code: 'slow_down' });
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('terminal client nonces', () => {
  it('a nonce is taken from every answer, and a stale one is renewed without an error', async () => {
    const { client } = await open();
    gateway.on(/poll$/, () => IDLE);
    await client.poll({ wait_s: 0 });
    gateway.nonce = 'nonce-2';
    await client.poll({ wait_s: 0 });
    expect(gateway.requests.map((request) => request.proof.nonce)).toEqual(['nonce-1', 'nonce-1', 'nonce-2']);
  });
});

describe('terminal client tokens', () => {
  it('a token is used until shortly before it expires', async () => {
    let nowMs = 1_000_000;
    const { client } = await open({ now: () => nowMs });
    gateway.on(/poll$/, () => IDLE);
    await client.poll({ wait_s: 0 });
    nowMs += 3_500_000;
    await client.poll({ wait_s: 0 });
    expect(gateway.to(/token$/)).toHaveLength(1);
    nowMs += 50_000;
    await client.poll({ wait_s: 0 });
    expect(gateway.to(/token$/)).toHaveLength(2);
  });

  it('a token that the gateway refuses is replaced once', async () => {
    const { client } = await open();
    gateway.on(/poll$/, () => IDLE);
    await client.poll({ wait_s: 0 });
    gateway.tokens.clear();
    await client.poll({ wait_s: 0 });
    expect(gateway.to(/token$/)).toHaveLength(2);
    gateway.on(/poll$/, () => refusal(401, 'invalid_token'));
    await expect(client.poll({ wait_s: 0 })).rejects.toMatchObject({ status: 401 });
    expect(gateway.to(/token$/)).toHaveLength(3);
  });
});

describe('terminal client retries', () => {
  it('lost answers, 5xx, 408 and 429 are retried, no sooner than Retry-After', async () => {
    const waits: number[] = [];
    const retry = { onRetry: (_: Error, waitMs: number) => void waits.push(waitMs), random: () => 0 };
    const { client } = await open({ retry });
    const replies = [
      { hangUp: true },
      refusal(503, 'unavailable'),
      refusal(408, 'request_timeout'),
      { ...refusal(429, 'rate_limited'), headers: { 'Retry-After': '1' } },
    ];
    gateway.on(/ack$/, () => replies.shift() ?? { body: { session: null, challenge: 'c' } });
    await expect(client.ack(SESSION)).resolves.toMatchObject({ challenge: 'c' });
    expect(waits).toEqual([100, 200, 400, 1000]);
  });

  it('a retry carries the same bytes and a new proof', async () => {
    const { client } = await open();
    let lost = 1;
    gateway.on(/captures$/, () => (lost-- > 0 ? { hangUp: true } : { body: { accepted: true } }));
    await client.sendCapture(SESSION, { seq: 1, challenge: 'c', capture: CAPTURE });
    const [first, second] = gateway.to(/captures$/);
    expect(second.text).toBe(first.text);
    expect(second.proof.jti).not.toBe(first.proof.jti);
  });

  it('an error that does not pass is reported in the end', async () => {
    const { client } = await open({ retry: { giveUpAfterMs: 500 } });
    await gateway.close();
    await expect(client.ack(SESSION)).rejects.toMatchObject({
      name: 'UnreachableError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('a stopped terminal ends its retries at once', async () => {
    const stop = new AbortController();
    const { client } = await open({ retry: { giveUpAfterMs: Infinity, signal: stop.signal } });
    gateway.on(/poll$/, () => new Promise((resolve) => setTimeout(() => resolve(IDLE), 2_000).unref()));
    setTimeout(() => stop.abort(), 100);
    await expect(client.poll({ wait_s: 30 })).rejects.toBeInstanceOf(Error);
  });
});

describe('terminal client refusals', () => {
  it('a refusal carries code, status and details, and is not retried', async () => {
    const { client } = await open();
    gateway.on(/captures$/, () => refusal(409, 'challenge_expired', { challenge: 'next' }));
    const sent = client.sendCapture(SESSION, { seq: 1, challenge: 'c', capture: CAPTURE });
    await expect(sent).rejects.toMatchObject({
      status: 409,
      code: 'challenge_expired',
      details: { challenge: 'next' },
    });
    expect(gateway.to(/captures$/)).toHaveLength(1);
  });

  it('a refusal without a code is named by its status', async () => {
    const { client } = await open();
    gateway.on(/ack$/, () => ({ status: 404, body: '<html>', headers: { 'Content-Type': 'text/html' } }));
    await expect(client.ack(SESSION)).rejects.toMatchObject({ code: 'http_404' });
  });
});

describe('terminal scan counters', () => {
  it('a counter rises and is stored before it is used', async () => {
    const { client, store } = await open();
    expect([client.nextCounter(), client.nextCounter()]).toEqual([1, 2]);
    expect(store.read().counter).toBe(2);
  });
});
