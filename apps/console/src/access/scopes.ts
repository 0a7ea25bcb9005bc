/** What a key may do, as the API's document lists it. */
import type { Schemas } from '../api/client.ts';
import { texts } from '../texts/texts.ts';

export type Scope = NonNullable<Schemas['CreateProjectApiKey']['scopes']>[number];

/** FormValues by the document: a scope that is missing here or there does not compile. */
export const SCOPE_WORDS: Record<Scope, string> = texts.access.scope_words;
export const SCOPES = Object.keys(SCOPE_WORDS) as Scope[];
export const SCOPE_OPTIONS = SCOPES.map((scope) => [scope, `${SCOPE_WORDS[scope]} (${scope})`] as const);
