import { jest } from '@jest/globals';
import { OneSession } from '../../../test/support/terminal-one-session.js';
import { refusal, StandIn } from '../../../test/support/terminal-stand-in.js';
import { InMemoryStateStore } from './state-store.js';
import { newTerminal, openTerminal } from './open-terminal.js';
import { pictures, type PalmSource } from './palm-source.js';
import { runTerminal, type TerminalLoopOptions } from './terminal-loop.js';
import type { Session } from './wire.js';

const ABOUT = { serial_number: 'T-1', model: 'test', app_version: '1' };
const palm: PalmSource = {
  name: 'a palm',
  take: async () => ({ image: `${Math.random()}`, kind: 'roi', hand: 'left' }),
};
let gateway: StandIn;
let one: OneSession;

beforeEach(async () => {
  gateway = await StandIn.open();
  one = new OneSession(gateway);
});
afterEach(() => gateway.close());

async function live(options: Partial<TerminalLoopOptions> = {}): Promise<Session | null> {
  const { client } = await openTerminal(new InMemoryStateStore(await newTerminal(gateway.url, ABOUT)));
  const stop = new AbortController().signal;
  return runTerminal({ client, stop, paceMs: 0, once: true, palmFor: () => palm, ...options });
}

const captures = () => gateway.to(/captures$/).map((request) => request.body);

describe('terminal enrollment session', () => {
  it('a session is acknowledged, captured with each challenge once, and completed', async () => {
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures().map(({ seq, challenge }) => [seq, challenge])).toEqual([
      [1, 'challenge-1'],
      [2, 'challenge-2'],
      [3, 'challenge-3'],
    ]);
  });

  it('a capture whose answer was lost is repeated with the same number and bytes', async () => {
    let lost = true;
    one.onCaptures(() => (lost ? ((lost = false), { hangUp: true }) : one.accept()));
    expect(await live()).toMatchObject({ status: 'completed' });
    const [first, second] = gateway.to(/captures$/);
    expect(second.text).toBe(first.text);
    expect(captures().map(({ seq }) => seq)).toEqual([1, 1, 2, 3]);
  });

  it('an expired challenge is replaced by the one in the refusal', async () => {
    let expired = true;
    one.onCaptures(() =>
      expired ? ((expired = false), refusal(409, 'challenge_expired', { challenge: 'fresh' })) : one.accept(),
    );
    expect(await live()).toMatchObject({ status: 'completed' });
    const [first, second] = captures();
    expect(second).toEqual({ ...first, challenge: 'fresh' });
  });

  it('a restarted terminal goes on with the first free number', async () => {
    one.become({ status: 'active', progress: { ...one.session.progress, captures_accepted: 1 } });
    one.onCaptures(({ body }) => (body.seq < 4 ? refusal(409, 'seq_conflict') : one.accept()));
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures().map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  });

  it('a refused capture is followed by another one', async () => {
    let poor = true;
    one.onCaptures(() => {
      if (!poor) return one.accept();
      poor = false;
      return { body: { accepted: false, reason: 'blurred', session: one.become({}), challenge: one.challenge() } };
    });
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures().map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('the terminal waits while the server decides, and sends one more capture when requested', async () => {
    let thinking = true;
    one.onCaptures(() => {
      if (!thinking) return one.accept();
      thinking = false;
      setTimeout(() => one.become({ status: 'active' }), 150);
      return { body: { accepted: true, session: one.become({ status: 'processing' }), challenge: null } };
    });
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures()[1].challenge).toBe('challenge-2');
  });

  it('a cancelled session ends at once between two captures', async () => {
    one.onCaptures(() => {
      setTimeout(() => one.become({ status: 'cancelled' }), 50);
      return one.accept();
    });
    expect(await live({ paceMs: 3_600_000 })).toMatchObject({ status: 'cancelled' });
    expect(captures()).toHaveLength(1);
  });

  it('a capture that comes too late leads to the final state of the session', async () => {
    one.onCaptures(() => {
      one.session = { ...one.session, status: 'expired', version: one.session.version + 1 };
      return refusal(409, 'session_not_active');
    });
    expect(await live()).toMatchObject({ status: 'expired' });
  });

  it('a terminal without pictures fails the session', async () => {
    expect(await live({ palmFor: () => pictures(['/nowhere/palm.png']) })).toMatchObject({ status: 'failed' });
    expect(gateway.to(/fail$/)[0].body).toEqual({
      code: 'cannot_capture',
      message: expect.stringContaining('/nowhere/palm.png'),
    });
  });

  it('a stopped terminal fails the session', async () => {
    const stop = new AbortController();
    one.onCaptures(() => {
      setTimeout(() => stop.abort(), 50);
      return one.accept();
    });
    expect(await live({ paceMs: 3_600_000, stop: stop.signal })).toMatchObject({ status: 'failed' });
    expect(gateway.to(/fail$/)[0].body.message).toBe('the terminal was stopped');
  });
});

describe('terminal loop', () => {
  it('polls name no session when none is open, and do not repeat in a tight loop', async () => {
    one.become({ status: 'cancelled' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1_500);
    expect(await live({ once: false, stop: stop.signal })).toBeNull();
    const polls = gateway.to(/poll$/);
    expect(polls[0].body).toEqual({ app_version: '1', wait_s: 30 });
    expect(polls.length).toBeLessThan(5);
  });

  it('a disabled terminal polls again later, and a single-session run ends with device_disabled', async () => {
    gateway.on(/poll$/, () => refusal(403, 'device_disabled'));
    await expect(live()).rejects.toMatchObject({ code: 'device_disabled' });
    const stop = new AbortController();
    const disabled = jest.fn(() => setTimeout(() => stop.abort(), 100));
    expect(await live({ once: false, stop: stop.signal, events: { disabled } })).toBeNull();
    expect(disabled).toHaveBeenCalledTimes(1);
  });
});
