/** How long what is kept: the figures that a project publishes and the clock goes by. */

/** Three years: no project keeps templates of someone who does not come longer. */
export const MAX_TEMPLATE_DAYS = 3 * 365;
const DAY_MS = 86_400_000;

export interface RetentionPolicy {
  projectId: string;
  consentRequired: boolean;
  retentionDays: number | null;
  mostDays: number;
  effectiveDays: number;
  scanResultsMonths: number;
}

/** @param retentionDays what the project chose */
export function effectiveDays(retentionDays: number | null): number {
  return Math.min(retentionDays ?? MAX_TEMPLATE_DAYS, MAX_TEMPLATE_DAYS);
}

/** Members whose last scan was before this moment lose their palms. */
export function forgottenBefore(retentionDays: number | null, nowMs: number): Date {
  return new Date(nowMs - effectiveDays(retentionDays) * DAY_MS);
}
