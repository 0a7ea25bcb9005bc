import type { Schemas } from '../api/client.ts';

/** What a member is called where there is no name. */
export const nameOf = ({ display_name, external_id, email, member_id }: Schemas['MemberView']): string =>
  display_name ?? external_id ?? email ?? member_id.slice(-12);
