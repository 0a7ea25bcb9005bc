import { jest } from '@jest/globals';
import { OneSession } from '../../../test/support/terminal-one-session.js';
import { refusal, StandIn } from '../../../test/support/terminal-stand-in.js';
import { BriefMemory } from './memory.js';
import { newTerminal, openTerminal } from './open-terminal.js';
import { pictures, type PalmSource } from './palm-source.js';
import { serve, type ServingOptions } from './serving.js';
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

async function live(options: Partial<ServingOptions> = {}): Promise<Session | null> {
  const { client } = await openTerminal(new BriefMemory(await newTerminal(gateway.url, ABOUT)));
  const stop = new AbortController().signal;
  return serve({ client, stop, paceMs: 0, once: true, palmFor: () => palm, ...options });
}

const captures = () => gateway.to(/captures$/).map((asked) => asked.body);

describe('an enrollment at the terminal', () => {
  it('is acknowledged, captured with each challenge once, and completed', async () => {
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures().map(({ seq, challenge }) => [seq, challenge])).toEqual([
      [1, 'challenge-1'],
      [2, 'challenge-2'],
      [3, 'challenge-3'],
    ]);
  });

  it('repeats a capture whose answer was lost: same number, same bytes', async () => {
    let lost = true;
    one.onCaptures(() => (lost ? ((lost = false), { hangUp: true }) : one.accept()));
    expect(await live()).toMatchObject({ status: 'completed' });
    const [first, second] = gateway.to(/captures$/);
    expect(second.text).toBe(first.text);
    expect(captures().map(({ seq }) => seq)).toEqual([1, 1, 2, 3]);
  });

  it('takes the challenge that comes with challenge_expired', async () => {
    let expired = true;
    one.onCaptures(() =>
      expired ? ((expired = false), refusal(409, 'challenge_expired', { challenge: 'fresh' })) : one.accept(),
    );
    expect(await live()).toMatchObject({ status: 'completed' });
    const [first, second] = captures();
    expect(second).toEqual({ ...first, challenge: 'fresh' });
  });

  it('goes on after a restart with the first number that is free', async () => {
    one.become({ status: 'active', progress: { ...one.session.progress, captures_accepted: 1 } });
    one.onCaptures(({ body }) => (body.seq < 4 ? refusal(409, 'seq_conflict') : one.accept()));
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures().map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  });

  it('tries again after a refused capture', async () => {
    let poor = true;
    one.onCaptures(() => {
      if (!poor) return one.accept();
      poor = false;
      return { body: { accepted: false, reason: 'blurred', session: one.become({}), challenge: one.challenge() } };
    });
    expect(await live()).toMatchObject({ status: 'completed' });
    expect(captures().map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('waits while the server thinks, and gives one more capture when asked', async () => {
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

  it('stops at once when it is cancelled while the hand is away', async () => {
    one.onCaptures(() => {
      setTimeout(() => one.become({ status: 'cancelled' }), 50);
      return one.accept();
    });
    expect(await live({ paceMs: 3_600_000 })).toMatchObject({ status: 'cancelled' });
    expect(captures()).toHaveLength(1);
  });

  it('learns how it ended when its capture comes too late', async () => {
    one.onCaptures(() => {
      one.session = { ...one.session, status: 'expired', version: one.session.version + 1 };
      return refusal(409, 'session_not_active');
    });
    expect(await live()).toMatchObject({ status: 'expired' });
  });

  it('is failed by the terminal that has no picture left', async () => {
    expect(await live({ palmFor: () => pictures(['/nowhere/palm.png']) })).toMatchObject({ status: 'failed' });
    expect(gateway.to(/fail$/)[0].body).toEqual({
      code: 'cannot_capture',
      message: expect.stringContaining('/nowhere/palm.png'),
    });
  });

  it('is failed by the terminal that is stopped', async () => {
    const stop = new AbortController();
    one.onCaptures(() => {
      setTimeout(() => stop.abort(), 50);
      return one.accept();
    });
    expect(await live({ paceMs: 3_600_000, stop: stop.signal })).toMatchObject({ status: 'failed' });
    expect(gateway.to(/fail$/)[0].body.message).toBe('the terminal was stopped');
  });
});

describe('a terminal at work', () => {
  it('polls without a session when none is open, and does not poll in a circle', async () => {
    one.become({ status: 'cancelled' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1_500);
    expect(await live({ once: false, stop: stop.signal })).toBeNull();
    const polls = gateway.to(/poll$/);
    expect(polls[0].body).toEqual({ app_version: '1', wait_s: 30 });
    expect(polls.length).toBeLessThan(5);
  });

  it('that is disabled asks again later; one that waits for a single session says so', async () => {
    gateway.on(/poll$/, () => refusal(403, 'device_disabled'));
    await expect(live()).rejects.toMatchObject({ code: 'device_disabled' });
    const stop = new AbortController();
    const disabled = jest.fn(() => setTimeout(() => stop.abort(), 100));
    expect(await live({ once: false, stop: stop.signal, events: { disabled } })).toBeNull();
    expect(disabled).toHaveBeenCalledTimes(1);
  });
});
