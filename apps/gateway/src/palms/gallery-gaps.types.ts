/** Why a template at rest is not in memory: the gallery was full, or it could not be opened. */
export const GAP_CAUSES = ['full', 'unreadable'] as const;
export type GapCause = (typeof GAP_CAUSES)[number];
