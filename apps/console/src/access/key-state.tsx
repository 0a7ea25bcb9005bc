/** Whether a key works, in one word. */
import type { Schemas } from '../api/client.ts';
import { serverNowMs } from '../api/server-clock.ts';
import { useTenancy } from '../tenancy/tenancy.tsx';
import { texts, word } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';

export type Key = Schemas['ApiKeyView'];
const { access } = texts;

export function stateOf({ revoked_at, expires_at, exposed_at, mode }: Key): string {
  if (revoked_at) return 'revoked';
  if (exposed_at) return 'exposed';
  if (expires_at && Date.parse(expires_at) < serverNowMs()) return 'expired';
  return mode;
}

export const isInForce = (key: Key): boolean => !['revoked', 'expired'].includes(stateOf(key));

export function KeyState({ apiKey }: { apiKey: Key }) {
  const state = stateOf(apiKey);
  return <Badge state={state}>{word(access.states, state)}</Badge>;
}

/** The projects that a key can access, by name. */
export function useReachOf(): (key: Key) => string {
  const { projects } = useTenancy();
  return ({ project_ids }) =>
    project_ids === null
      ? access.all_projects
      : project_ids.map((id) => projects.find(({ project_id }) => project_id === id)?.name ?? id).join(', ');
}
