/** What may never be, however things came: looked at after every step, and over everything at the end of a run. */
import { expect } from '@jest/globals';
import {
  afterMove,
  MOVES,
  type SessionMove,
  type SessionStatus,
} from '../../../apps/gateway/src/enrollment/session.machine.js';
import type { Driver } from './driver.js';
import { type Device, latest, type Model } from './model.js';

/** Rows are as the model says, and a device has one session under way at most. */
export async function checkRows(model: Model, driver: Driver): Promise<void> {
  const rows = await driver.query<{ session_id: string; status: string }>(
    'SELECT session_id, status FROM enrollment_sessions WHERE device_id = ANY ($1::uuid[])',
    [model.devices.map(({ id }) => id)],
  );
  const found = Object.fromEntries(rows.map(({ session_id, status }) => [session_id, status]));
  const sessions = model.devices.flatMap(({ sessions }) => sessions);
  expect(found).toEqual(Object.fromEntries(sessions.map(({ id, status }) => [id, status])));
}

const ANSWER_WITHIN_MS = 5_000;

/** A parked poll is answered once what it knew is not true any more. */
export async function checkParked(model: Model, ended = false): Promise<void> {
  const still: Model['parked'] = [];
  for (const parked of model.parked) {
    const isTrue = parked.device.enabled && parked.knew === knownNow(parked.device);
    if (isTrue && !ended) {
      still.push(parked);
      continue;
    }
    const answer = await within(parked.answered, ANSWER_WITHIN_MS);
    expect(answer).not.toBe('no answer');
  }
  model.parked = still;
}

/** Session and state, as a waiting terminal would see it; progress inside a state counts by its captures. */
export function knownNow(device: Device): string {
  const session = latest(device);
  return session ? `${session.id} ${session.status} ${session.sent.length}` : 'none';
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | 'no answer'> {
  let timer: NodeJS.Timeout;
  const late = new Promise<'no answer'>((resolve) => (timer = setTimeout(() => resolve('no answer'), ms)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Every write to a session is written down by the database itself. */
export async function keepHistory(driver: Driver): Promise<void> {
  await driver.query(
    `CREATE TABLE session_history (n bigserial, session_id uuid, device_id uuid, was text, is_now text, was_version int, version int)`,
  );
  await driver.query(`CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      INSERT INTO public.session_history (session_id, device_id, was, is_now, was_version, version)
      VALUES (new.session_id, new.device_id, CASE WHEN tg_op = 'UPDATE' THEN old.status END, new.status,
              CASE WHEN tg_op = 'UPDATE' THEN old.version END, new.version);
      RETURN new;
    END$$`);
  await driver.query(
    'CREATE TRIGGER history AFTER INSERT OR UPDATE ON enrollment_sessions FOR EACH ROW EXECUTE FUNCTION keep_history()',
  );
}

interface Written {
  was: SessionStatus | null;
  is_now: SessionStatus;
  was_version: number | null;
  version: number;
}

/** Only moves of the table; a move raises the version by one, and nothing lowers it. */
export async function checkHistory(model: Model, driver: Driver): Promise<number> {
  const rows = await driver.query<Written>(
    'SELECT was, is_now, was_version, version FROM session_history WHERE device_id = ANY ($1::uuid[]) ORDER BY n',
    [model.devices.map(({ id }) => id)],
  );
  for (const { was, is_now, was_version, version } of rows) {
    if (was === null) expect([is_now, version]).toEqual(['pending', 1]);
    else if (was === is_now) expect([0, 1]).toContain(version - was_version!);
    else {
      expect(Object.keys(MOVES).map((move) => afterMove(was, move as SessionMove))).toContain(is_now);
      expect(version).toBe(was_version! + 1);
    }
  }
  return rows.length;
}
