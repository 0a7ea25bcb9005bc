/** Catching up with what happened: the gap-free feed of a project. */
import type { Transport } from './transport.js';

export interface ThenarEvent {
  event_id: string;
  type: string;
  project_id: string;
  /** Without gaps: nothing appears behind a number that was read. */
  sequence: number;
  timestamp: string;
  data: Record<string, unknown>;
}

export interface FollowOptions {
  projectId?: string;
  /** The last number that you have dealt with; without it from the oldest that is kept. */
  afterSequence?: number;
  type?: string;
  signal?: AbortSignal;
}

interface Batch {
  data: ThenarEvent[];
  last_sequence: number;
}
const WAIT_S = 25;
const LIMIT = 200;

export async function* follow(
  transport: Transport,
  ownProject: string | undefined,
  { projectId = ownProject, afterSequence, type, signal }: FollowOptions,
): AsyncGenerator<ThenarEvent, void> {
  if (!projectId) throw new TypeError('project_id is needed');
  for (let after = afterSequence; !signal?.aborted;) {
    const query = new URLSearchParams({ limit: String(LIMIT), wait_s: String(WAIT_S) });
    if (after !== undefined) query.set('after_sequence', String(after));
    if (type) query.set('type', type);
    const path = `/v1/projects/${encodeURIComponent(projectId)}/events?${query.toString()}`;
    const batch = (await transport.send(
      { method: 'GET', path, repeatable: false },
      { signal, timeoutMs: 60_000 },
    )) as Batch;
    yield* batch.data;
    after = batch.last_sequence;
  }
}
