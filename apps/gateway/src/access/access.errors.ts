/** Errors of authentication and access. */
import type { CallerKind } from '#platform/access';
import { Problem } from '#platform/problems';

export const unauthenticated = () => new Problem('unauthenticated', 'unauthenticated', 'A credential is needed here.');
export const repeatedCredential = () =>
  new Problem('unauthenticated', 'unauthenticated', 'A credential header stands there twice.');
export const invalidApiKey = () =>
  new Problem('unauthenticated', 'invalid_api_key', 'The API key is invalid, expired or revoked.');
export const invalidToken = (why = 'The token is invalid or expired.') =>
  new Problem('unauthenticated', 'invalid_token', why);
export const apiKeyInQuery = () =>
  new Problem(
    'unauthenticated',
    'api_key_in_query',
    'API keys do not belong into addresses; send X-API-Key. The key is marked as exposed.',
  );
export const ambiguousCredentials = () =>
  new Problem('invalid', 'ambiguous_credentials', 'Send one credential, not two different ones.');
export const useDpopNonce = () =>
  new Problem('unauthenticated', 'use_dpop_nonce', 'Repeat the request with a proof over the nonce in DPoP-Nonce.');
export const deviceDisabled = () => new Problem('forbidden', 'device_disabled', 'This device is disabled.');
export const deviceDecommissioned = () =>
  new Problem('gone', 'device_decommissioned', 'This device was decommissioned.');
export const sandboxRequired = () =>
  new Problem('forbidden', 'sandbox_required', 'This works in a sandbox, or where the environment pairs by code.');
export const missingScope = (required: string) =>
  new Problem('forbidden', 'missing_scope', `The API key lacks the scope ${required}.`, { details: { required } });
export const addressNotAllowed = () =>
  new Problem('forbidden', 'address_not_allowed', 'The API key may not be used from this address.');
export const rateLimited = (retryAfterS: number) =>
  new Problem('exhausted', 'rate_limited', 'Too many requests; try again later.', {
    details: { retry_after_s: retryAfterS },
  });
export const tooManyBadCredentials = (retryAfterS: number) =>
  new Problem('exhausted', 'rate_limited', 'Too many bad credentials from this address.', {
    details: { retry_after_s: retryAfterS },
  });

const NEEDED = {
  user: 'firebase_required',
  key: 'api_key_required',
  'user-or-key': 'firebase_or_key_required',
  terminal: 'terminal_required',
  proof: 'terminal_required',
} as const;
const NEED = {
  user: 'This needs a signed-in user (Firebase ID token).',
  key: 'This needs an API key.',
  'user-or-key': 'This needs a signed-in user or an API key.',
  terminal: 'This is for terminals.',
  proof: 'This is for terminals.',
} as const;

export const wrongKind = (who: Exclude<CallerKind, 'anyone'>) => new Problem('forbidden', NEEDED[who], NEED[who]);
