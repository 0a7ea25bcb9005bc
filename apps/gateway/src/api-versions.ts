/** The API's versions: what a client of an older day sends and gets. */
import { ApiVersions, type VersionChange } from '#platform/versions';
import { DEFAULT_SCOPES_OF_2026_11_22 } from './access/scopes.js';

type Body = Record<string, unknown>;

/** Before 2026-12-01 a key got every scope unless some were named. */
const oldDefaultScopes = (body: Body): Body => ({ ...body, scopes: body.scopes ?? [...DEFAULT_SCOPES_OF_2026_11_22] });
/** Before 2026-12-01 a project took enrollments from any kind of picture. */
const enrollFromAny = (body: Body): Body => ({ ...body, settings: { enroll_from: 'any', ...(body.settings as Body) } });

/** Before 2026-12-01 `progress.hint` was the sentence. */
function hintAsSentence(session: unknown): unknown {
  if (typeof session !== 'object' || session === null || !('progress' in session)) return session;
  const progress = session.progress as { hint_text?: string | null };
  return { ...session, progress: { ...progress, hint: progress.hint_text || null } };
}
const ofSession = (body: Body): Body => hintAsSentence(body) as Body;
const ofMember = (body: Body): Body => ('session' in body ? { ...body, session: hintAsSentence(body.session) } : body);
const ofList = (body: Body): Body => ({ ...body, data: (body.data as unknown[]).map(hintAsSentence) });

const CHANGES_OF_2026_12_01: VersionChange[] = [
  { operation: 'POST /v1/organizations/:organization_id/api-keys', upgradeRequest: oldDefaultScopes },
  { operation: 'POST /v1/projects/:project_id/api-keys', upgradeRequest: oldDefaultScopes },
  { operation: 'POST /v1/cli/grants/:user_code/approve', upgradeRequest: oldDefaultScopes },
  { operation: 'POST /v1/organizations/:organization_id/projects', upgradeRequest: enrollFromAny },
  { operation: 'POST /v1/devices/:device_id/enrollment', downgradeAnswer: ofSession },
  { operation: 'GET /v1/devices/:device_id/enrollment', downgradeAnswer: ofMember },
  { operation: 'DELETE /v1/devices/:device_id/enrollment', downgradeAnswer: ofMember },
  { operation: 'POST /v1/devices/:device_id/enrollment/poll', downgradeAnswer: ofMember },
  { operation: 'GET /v1/enrollment-sessions/:session_id', downgradeAnswer: ofSession },
  { operation: 'GET /v1/projects/:project_id/enrollment-sessions', downgradeAnswer: ofList },
  { operation: 'POST /v1/terminal/poll', downgradeAnswer: ofMember },
  { operation: 'POST /v1/terminal/sessions/:session_id/ack', downgradeAnswer: ofMember },
  { operation: 'POST /v1/terminal/sessions/:session_id/captures', downgradeAnswer: ofMember },
  { operation: 'POST /v1/terminal/sessions/:session_id/fail', downgradeAnswer: ofMember },
];

export function apiVersions(): ApiVersions {
  const versions = new ApiVersions('2026-11-22');
  versions.introduce('2026-12-01', CHANGES_OF_2026_12_01);
  return versions;
}
