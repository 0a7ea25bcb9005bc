/** What may be done to an enrollment, and what must come of it by the model. */
import { expect } from '@jest/globals';
import type { Driver, DriverAnswer } from './driver.js';
import { knownNow } from './laws.js';
import {
  current,
  type Device,
  isAlive,
  isFinal,
  judge,
  latest,
  type Member,
  type Model,
  MAX_REFUSALS,
  type Session,
  show,
} from './model.js';
import { PALMS, type Palms } from './palms.js';

export interface World {
  driver: Driver;
  palms: Palms;
}
const touched = (session: Session, world: World) => (session.lastContactMs = world.driver.nowMs());
function challenged(session: Session, { challenge }: DriverAnswer, world: World): void {
  if (challenge) session.challenge = { words: challenge, atMs: world.driver.nowMs() };
}

/** A disabled terminal gets no further, whatever it wants. */
function refusedAtOnce(answer: DriverAnswer, device: Device, world: World): boolean {
  if (device.enabled || !world.driver.authenticates) return false;
  expect(answer.refused).toBe('device_disabled');
  return true;
}

export async function start(
  model: Model,
  world: World,
  at: { gateway: number; device: Device; member: Member; required: number; expiresInS: number },
) {
  const { gateway, device, member, required, expiresInS } = at;
  const body = {
    member_id: member.id,
    hand: 'left',
    replace: true,
    captures_required: required,
    expires_in_s: expiresInS,
  };
  const answer = await world.driver.start(gateway, device.id, body);
  const refused = !member.alive
    ? 'not_found'
    : !device.enabled
      ? 'device_disabled'
      : current(device)
        ? 'device_busy'
        : null;
  expect(answer.refused).toBe(refused);
  if (refused) return;
  expect(answer.session).toMatchObject({ status: 'pending', version: 1 });
  device.sessions.push({
    ...{ id: answer.session!.session_id, member, status: 'pending', required, refused: 0, lastContactMs: 0 },
    ...{ expiresAtMs: world.driver.nowMs() + expiresInS * 1000, challenge: null, sent: [], shown: new Map() },
  });
}

export async function poll(_: Model, world: World, at: { gateway: number; device: Device }): Promise<void> {
  const session = latest(at.device);
  if (session && !isFinal(session) && session.status === 'active') touched(session, world);
  const answer = await world.driver.poll(at.gateway, at.device.id, { waitS: 0, sessionId: session?.id });
  if (!at.device.enabled) return void expect(answer.refused).toBe('device_disabled');
  expect(answer).toMatchObject({
    refused: null,
    session: session ? { session_id: session.id, status: session.status } : null,
  });
}

export async function ack(
  model: Model,
  world: World,
  at: { gateway: number; session: Session; device: Device },
): Promise<void> {
  const { session } = at;
  const answer = await world.driver.ack(at.gateway, at.device.id, session.id);
  if (refusedAtOnce(answer, at.device, world)) return;
  expect(answer.refused).toBe(isFinal(session) ? 'session_not_active' : null);
  if (answer.refused) return;
  session.status = 'active';
  touched(session, world);
  challenged(session, answer, world);
}

export type Kind = 'good' | 'other palm' | 'dark' | 'wrong challenge';
export async function capture(
  model: Model,
  world: World,
  at: { gateway: number; session: Session; device: Device; kind: Kind },
) {
  const { session, kind } = at;
  const now = world.driver.nowMs();
  const seq = session.sent.length + 1;
  const palm = kind === 'other palm' ? (session.member.palm + 1) % PALMS : session.member.palm;
  const picture = kind === 'dark' ? world.palms.dark : world.palms.of(palm, seq);
  const good = kind !== 'wrong challenge' && isAlive(session, now);
  const challenge =
    kind === 'wrong challenge' ? 'not the one that was given' : (session.challenge?.words ?? 'none was given');
  const answer = await world.driver.capture(at.gateway, at.device.id, session.id, { seq, challenge, capture: picture });
  if (refusedAtOnce(answer, at.device, world)) return;
  if (session.status !== 'active') return void expect(answer.refused).toBe('session_not_active');
  touched(session, world);
  if (!good) {
    expect(answer.refused).toBe('challenge_expired');
    return challenged(session, answer, world);
  }
  const shown = kind === 'dark' ? null : show(session, palm);
  expect(answer).toMatchObject({ refused: null, accepted: shown?.accepted ?? false });
  session.sent.push({ palm, pose: kind === 'dark' ? -1 : seq, accepted: answer.accepted! });
  session.challenge = null;
  challenged(session, answer, world);
  if (!answer.accepted) session.refused++;
  if (shown && shown.count >= session.required) judge(model, session, shown.most);
  else if (session.refused >= MAX_REFUSALS) session.status = 'failed';
}

/** The same bytes again: the same answer, whatever has become of the session. Other bytes: refused. */
export async function repeat(
  model: Model,
  world: World,
  at: { gateway: number; session: Session; device: Device; other: boolean },
) {
  const { session, other } = at;
  const seq = session.sent.length;
  const { palm, pose, accepted } = session.sent[seq - 1]!;
  const same = pose === -1 ? world.palms.dark : world.palms.of(palm, pose);
  const picture = other ? world.palms.of(palm, pose + 3) : same;
  const answer = await world.driver.capture(at.gateway, at.device.id, session.id, {
    seq,
    challenge: 'x',
    capture: picture,
  });
  if (refusedAtOnce(answer, at.device, world)) return;
  if (other) return void expect(answer.refused).toBe('seq_conflict');
  expect(answer).toMatchObject({ refused: null, accepted, session: { status: session.status } });
  if (session.status !== 'active') return;
  touched(session, world);
  challenged(session, answer, world);
}

export async function cancel(
  model: Model,
  world: World,
  at: { gateway: number; session: Session; device: Device },
): Promise<void> {
  const { session, device } = at;
  const running = current(device);
  const answer = await world.driver.cancel(at.gateway, device.id, session.id);
  if (running && running !== session) expect(answer.refused).toBe('session_mismatch');
  else if (isFinal(session) && session.status !== 'cancelled') expect(answer.refused).toBe('session_already_final');
  else session.status = 'cancelled';
  if (session.status === 'cancelled' && !(running && running !== session))
    expect(answer.session).toMatchObject({ session_id: session.id, status: 'cancelled' });
}

export async function follow(
  model: Model,
  world: World,
  at: { gateway: number; session: Session; device: Device },
): Promise<void> {
  const { session, device } = at;
  const answer = await world.driver.follow(at.gateway, device.id, session.id, 0);
  const expected = latest(device) === session ? { session_id: session.id, status: session.status } : null;
  expect(answer).toMatchObject({ refused: null, session: expected });
}

function endAll(model: Model, which: (session: Session, device: Device) => boolean): void {
  for (const device of model.devices)
    for (const session of device.sessions) if (!isFinal(session) && which(session, device)) session.status = 'failed';
}

export async function enable(
  model: Model,
  world: World,
  at: { gateway: number; device: Device; enabled: boolean },
): Promise<void> {
  await world.driver.enable(at.gateway, at.device.id, at.enabled);
  if (at.device.enabled && !at.enabled) endAll(model, (_, device) => device === at.device);
  at.device.enabled = at.enabled;
}

export async function deleteMember(model: Model, world: World, at: { gateway: number; member: Member }): Promise<void> {
  const answer = await world.driver.deleteMember(at.gateway, at.member.id);
  expect(answer.refused).toBe(at.member.alive ? null : 'not_found');
  at.member.alive = false;
  endAll(model, (session) => session.member === at.member);
}

/** A long poll that knows the truth: it must be answered when the truth changes. */
export async function park(model: Model, world: World, at: { gateway: number; device: Device }): Promise<void> {
  const { device } = at;
  const session = latest(device);
  if (session?.status === 'active') touched(session, world);
  const [row] = await world.driver.query<{ version: number }>(
    'SELECT version FROM enrollment_sessions WHERE session_id = $1',
    [session?.id ?? null],
  );
  const known = { waitS: 25, sessionId: session?.id, version: row?.version };
  const answered = world.driver.poll(at.gateway, device.id, known).then(({ refused, session }) => ({
    refused,
    knows: session ? `${session.session_id} ${session.version}` : 'none',
  }));
  answered.catch(() => undefined);
  model.parked.push({ device, knew: knownNow(device), answered });
}

export async function fail(
  _: Model,
  world: World,
  at: { gateway: number; session: Session; device: Device },
): Promise<void> {
  const answer = await world.driver.fail(at.gateway, at.device.id, at.session.id);
  if (refusedAtOnce(answer, at.device, world)) return;
  if (!isFinal(at.session)) at.session.status = 'failed';
}

/** One gateway ends and begins again. */
export async function restart(model: Model, world: World): Promise<void> {
  model.restarts++;
  model.parked = []; // answered by the gateway that stops, or cut off with it
  await world.driver.restart(1);
}
