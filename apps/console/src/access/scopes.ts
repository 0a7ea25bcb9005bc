/** What a key may do, as the API's document lists it, and what some jobs need of it. */
import type { Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';

export type Scope = NonNullable<Schemas['CreateProjectApiKey']['scopes']>[number];

/** Typed by the document: a scope that is missing here or there does not compile. */
export const SCOPE_WORDS: Record<Scope, string> = texts.access.scope_words;
export const SCOPE_OPTIONS = Object.entries(SCOPE_WORDS).map(
  ([scope, label]) => [scope, `${label} (${scope})`] as const,
);

export type Preset = keyof typeof texts.access.presets;
/** The least that each job needs; erasing is never among them. */
export const PRESETS: Record<Preset, readonly Scope[]> = {
  custom: [],
  backend: [
    'members:read',
    'members:write',
    'enrollments:write',
    'devices:read',
    'scans:read',
    'transactions:read',
    'transactions:write',
  ],
  server_lookup: ['biometrics:identify', 'biometrics:enroll', 'members:read', 'scans:read'],
  reports: ['scans:read', 'transactions:read', 'analytics:read'],
  kiosk: ['devices:read', 'enrollments:write', 'members:read'],
};
