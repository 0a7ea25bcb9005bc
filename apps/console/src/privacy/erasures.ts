/** Asking for an erasure and waiting for its receipt; the copy of everything that is held about a person. */
import { dataOf, gateway, type Schemas } from '../api/client.ts';
import { downloadFile } from '../ui/download.ts';

export type Erasure = Schemas['ErasureView'];
type Member = Schemas['MemberView'];

const POLL_MS = 700;
const MAX_POLLS = 90;

const pathOf = ({ project_id, member_id }: Member) => ({ project_id, member_id });

export const askErasure = (member: Member, reason: string): Promise<Erasure> =>
  dataOf(
    gateway.POST('/v1/projects/{project_id}/members/{member_id}/erasure', {
      params: { path: pathOf(member) },
      body: { reason },
    }),
  );

/** The receipt is signed when the last trace is gone, which takes moments. */
export async function untilCompleted(asked: Erasure): Promise<Erasure> {
  const path = { project_id: asked.project_id, erasure_id: asked.erasure_id };
  let known = asked;
  for (let poll = 0; poll < MAX_POLLS && known.status !== 'completed'; poll++) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    known = await dataOf(gateway.GET('/v1/projects/{project_id}/erasures/{erasure_id}', { params: { path } }));
  }
  return known;
}

export async function downloadExport(member: Member): Promise<void> {
  const all = await dataOf(
    gateway.GET('/v1/projects/{project_id}/members/{member_id}/export', { params: { path: pathOf(member) } }),
  );
  downloadFile(
    `member-${member.member_id}.json`,
    new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }),
  );
}
