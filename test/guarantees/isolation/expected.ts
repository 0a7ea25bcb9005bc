/** What the declared table says about one call: a verdict, derived from who calls and what is named, never from the gateway's code. */
import type { Row } from '../isolation-table.js';
import type { TestPrincipal } from './principals.js';
import type { Place } from './test-data.js';

/** `through`: the module was entered; whatever it says then is not about access. */
export type Verdict = 'through' | 'hidden' | 'weak' | 'wrong kind' | 'sandbox' | number;

/** Where the path's ids come from: one place, nowhere, or a child of one place under the path of another. */
export type Target = { at: Place | 'nowhere' } | { parent: Place; child: Place };

export function expected(row: Row, principal: TestPrincipal, target: Target): Verdict {
  const { who } = row;
  if (principal.refusal === 400) return 400;
  if (who === 'anyone') return 'through';
  if (principal.is === 'refused') return principal.refusal!;
  if (principal.is === 'proof') return who === 'proof' ? 'through' : 401; // a proof without its token proves no device
  const kinds = {
    user: ['user'],
    key: ['key'],
    'user-or-key': ['user', 'key'],
    'user-or-manager': ['user'],
    terminal: ['terminal'],
    proof: ['proof'],
  }[who];
  if (!kinds.includes(principal.is)) return 'wrong kind';
  if (principal.is === 'key' && principal.live && row.keyMode === 'test') return 'sandbox';
  if (row.on === 'nothing') return 'through';
  if ('parent' in target || target.at === 'nowhere') return 'hidden';
  if (!isReached(row, principal, target.at)) return 'hidden';
  return principal.role === 'viewer' && row.act !== 'read' ? 'weak' : 'through';
}

function isReached(row: Row, principal: TestPrincipal, at: Place): boolean {
  const home = at === 'other' ? 'other' : 'own';
  if (row.on === 'organization' || row.on === 'environment') return principal.is === 'user' && principal.home === home;
  return principal.reaches.includes(at);
}

const WEAK = new Set(['admin_required', 'owner_required']);
const KINDS = new Set([
  ...['firebase_required', 'api_key_required', 'terminal_required', 'firebase_or_key_required'],
  'missing_scope',
]);

/** Reads the same verdict from an answer. */
export function verdictOf(answer: { status: number; code: string | null }): Verdict {
  const { status, code } = answer;
  if (status === 401 || code === 'ambiguous_credentials' || code === 'device_disabled') return status;
  if (status === 404 && code === 'not_found') return 'hidden';
  if (status === 403 && code !== null && WEAK.has(code)) return 'weak';
  if (status === 403 && code !== null && KINDS.has(code)) return 'wrong kind';
  if (code === 'sandbox_required') return 'sandbox';
  return status >= 500 ? status : 'through';
}
