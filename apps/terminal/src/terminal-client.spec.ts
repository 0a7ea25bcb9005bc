import { DEVICE, refusal, StandIn } from '../../../test/support/terminal-stand-in.js';
import { BriefMemory } from './memory.js';
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
  const memory = new BriefMemory(await newTerminal(gateway.url, ABOUT));
  return { memory, ...(await openTerminal(memory, options)) };
}

describe('registering', () => {
  it('is proven by the key alone, and remembered when it is done', async () => {
    const { client, key, memory } = await open();
    const registration = { registration_id: 'r1', registration_code: 'WDJB-MJHT', expires_in: 600, interval: 3 };
    gateway.on(/registrations$/, () => ({ status: 201, body: registration }));
    gateway.on(/r1\/poll$/, () => ({ body: { status: 'registered', ...DEVICE } }));
    expect(await client.register()).toEqual(registration);
    expect(await client.pollRegistration('r1')).toMatchObject(DEVICE);
    expect(memory.read()).toMatchObject(DEVICE);
    expect(gateway.asked.map((asked) => [asked.path, asked.body, asked.accessToken, asked.thumbprint])).toEqual([
      ['/v1/terminal/registrations', ABOUT, undefined, key.thumbprint],
      ['/v1/terminal/registrations/r1/poll', {}, undefined, key.thumbprint],
    ]);
  });

  it('leaves a slow_down to whoever polls', async () => {
    const { client } = await open();
    gateway.on(/poll$/, () => refusal(429, 'slow_down'));
    await expect(client.pollRegistration('r1')).rejects.toMatchObject({ code: 'slow_down' });
    expect(gateway.asked).toHaveLength(1);
  });
});

describe('nonces', () => {
  it('are taken from every answer and renewed without a word', async () => {
    const { client } = await open();
    gateway.on(/poll$/, () => IDLE);
    await client.poll({ wait_s: 0 });
    gateway.nonce = 'nonce-2';
    await client.poll({ wait_s: 0 });
    expect(gateway.asked.map((asked) => asked.proof.nonce)).toEqual(['nonce-1', 'nonce-1', 'nonce-2']);
  });
});

describe('tokens', () => {
  it('are used until they are about to end', async () => {
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

  it('that the gateway no longer takes are replaced once', async () => {
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

describe('trouble that passes', () => {
  it('is waited out: lost answers, 5xx, 408, and 429 no earlier than it says', async () => {
    const waits: number[] = [];
    const patience = { onTrouble: (_: Error, waitMs: number) => void waits.push(waitMs), random: () => 0 };
    const { client } = await open({ patience });
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

  it('is asked again with the same bytes and a new proof', async () => {
    const { client } = await open();
    let lost = 1;
    gateway.on(/captures$/, () => (lost-- > 0 ? { hangUp: true } : { body: { accepted: true } }));
    await client.sendCapture(SESSION, { seq: 1, challenge: 'c', capture: CAPTURE });
    const [first, second] = gateway.to(/captures$/);
    expect(second.text).toBe(first.text);
    expect(second.proof.jti).not.toBe(first.proof.jti);
  });

  it('that stays is told in the end', async () => {
    const { client } = await open({ patience: { giveUpAfterMs: 500 } });
    await gateway.close();
    await expect(client.ack(SESSION)).rejects.toMatchObject({
      name: 'Unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('ends at once when the terminal is stopped', async () => {
    const stop = new AbortController();
    const { client } = await open({ patience: { giveUpAfterMs: Infinity, signal: stop.signal } });
    gateway.on(/poll$/, () => new Promise((resolve) => setTimeout(() => resolve(IDLE), 2_000).unref()));
    setTimeout(() => stop.abort(), 100);
    await expect(client.poll({ wait_s: 30 })).rejects.toBeInstanceOf(Error);
  });
});

describe('refusals', () => {
  it('come with code, status and details, and are not asked again', async () => {
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

  it('without a word of a gateway are named by their status', async () => {
    const { client } = await open();
    gateway.on(/ack$/, () => ({ status: 404, body: '<html>', headers: { 'Content-Type': 'text/html' } }));
    await expect(client.ack(SESSION)).rejects.toMatchObject({ code: 'http_404' });
  });
});

describe('scan counters', () => {
  it('rise, and are remembered before they are used', async () => {
    const { client, memory } = await open();
    expect([client.nextCounter(), client.nextCounter()]).toEqual([1, 2]);
    expect(memory.read().counter).toBe(2);
  });
});
