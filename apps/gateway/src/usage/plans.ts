/** What an organization may use: requests a second by keys, and identifications a month in production. */
export const PLANS = {
  free: { perS: 10, perMonth: 10_000 },
  builder: { perS: 1_000, perMonth: 50_000 },
  growth: { perS: 1_000, perMonth: 250_000 },
  scale: { perS: 1_000, perMonth: 2_000_000 },
} as const;

export type PlanName = keyof typeof PLANS;

export function isPlan(name: string): name is PlanName {
  return Object.hasOwn(PLANS, name);
}

/** The first of the month (UTC) and of the next one. */
export function monthOf(time: Date): { start: Date; end: Date } {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  return { start: new Date(Date.UTC(year, month, 1)), end: new Date(Date.UTC(year, month + 1, 1)) };
}
