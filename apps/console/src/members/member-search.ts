/** People found by any word, as choices of a picker. */
import { dataOf, gateway } from '../api/client.ts';
import type { Choice } from '../ui/picker.tsx';
import { nameOf } from './member-name.ts';

const MAX_FOUND = 20;

export async function searchMembers(projectId: string, text: string): Promise<Choice[]> {
  const { data } = await dataOf(
    gateway.GET('/v1/projects/{project_id}/members', {
      params: { path: { project_id: projectId }, query: { per_page: MAX_FOUND, q: text || undefined } },
    }),
  );
  return data.map((member) => ({
    value: member.member_id,
    label: nameOf(member),
    detail: [member.external_id, member.email].filter(Boolean).join(' · '),
  }));
}
