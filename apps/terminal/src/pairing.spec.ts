import { DEVICE, refusal, StandIn, type Reply } from '../../../test/support/terminal-stand-in.js';
import { InMemoryStateStore } from './state-store.js';
import { newTerminal, openTerminal } from './open-terminal.js';
import { register } from './pairing.js';

const PENDING = { body: { status: 'pending', interval: 0.1 } };
const REGISTERED = { body: { status: 'registered', ...DEVICE } };
let gateway: StandIn;
let codes: string[];
let polledMs: number[];

beforeEach(async () => {
  gateway = await StandIn.open();
  codes = [];
  polledMs = [];
  gateway.on(/registrations$/, () => {
    const number = gateway.to(/registrations$/).length;
    const body = { registration_id: `r${number}`, registration_code: `CODE-${number}`, expires_in: 600, interval: 0.1 };
    return { status: 201, body };
  });
});
afterEach(() => gateway.close());

async function registerWith(replies: Reply[], stop = new AbortController().signal) {
  gateway.on(/poll$/, () => {
    polledMs.push(performance.now());
    return replies.shift() ?? REGISTERED;
  });
  const store = new InMemoryStateStore(
    await newTerminal(gateway.url, { serial_number: 'T', model: 'm', app_version: '1' }),
  );
  const { client } = await openTerminal(store, { retry: { signal: stop } });
  return register({ client, stop, show: ({ registration_code }) => void codes.push(registration_code) });
}

describe('terminal pairing', () => {
  it('the terminal shows its code and polls at the given interval until the code is completed', async () => {
    expect(await registerWith([PENDING, PENDING])).toMatchObject(DEVICE);
    expect(codes).toEqual(['CODE-1']);
    expect(polledMs[1] - polledMs[0]).toBeGreaterThan(95);
    expect(polledMs).toHaveLength(3);
  });

  it('an expired code is replaced by another one', async () => {
    expect(await registerWith([PENDING, refusal(410, 'expired'), refusal(404, 'not_found')])).toMatchObject(DEVICE);
    expect(codes).toEqual(['CODE-1', 'CODE-2', 'CODE-3']);
    expect(gateway.requests.at(-1)!.path).toContain('/r3/poll');
  });

  it('a lost answer does not shorten the polling interval', async () => {
    expect(await registerWith([{ hangUp: true }, refusal(503, 'unavailable')])).toMatchObject(DEVICE);
    expect(polledMs[1] - polledMs[0]).toBeGreaterThan(95);
    expect(polledMs[2] - polledMs[1]).toBeGreaterThan(95);
  });

  it('a permanent refusal ends the pairing', async () => {
    await expect(registerWith([refusal(401, 'invalid_token')])).rejects.toMatchObject({ status: 401 });
  });

  it('a stopped pairing ends without a device', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 250);
    expect(
      await registerWith(
        Array.from({ length: 50 }, () => PENDING),
        stop.signal,
      ),
    ).toBeNull();
    expect(polledMs.length).toBeLessThan(6);
  });
});
