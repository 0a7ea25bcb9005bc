/** What an organization may use: requests a second by keys, and identifications a month in production. */
export const PLANS = {
  free: { perS: 10, perMonth: 10_000 },
  builder: { perS: 1_000, perMonth: 50_000 },
  growth: { perS: 1_000, perMonth: 250_000 },
  scale: { perS: 1_000, perMonth: 2_000_000 },
} as const;

/** What an operator set for one organization in place of its plan's figures; null where the plan counts. */
export interface CustomLimits {
  perS: number | null;
  perMonth: number | null;
}

export interface Allowance {
  /** Name of the plan, or `custom`. */
  plan: string;
  /** null: not limited. */
  perS: number | null;
  perMonth: number | null;
}

/** An operator's figures hold whether plans are on or not. */
export function allowanceOf(plan: string, custom: CustomLimits, plansOn: boolean): Allowance {
  const { perS, perMonth } = PLANS[isPlan(plan) ? plan : 'free'];
  return {
    plan: custom.perS === null && custom.perMonth === null ? plan : 'custom',
    perS: custom.perS ?? (plansOn ? perS : null),
    perMonth: custom.perMonth ?? (plansOn ? perMonth : null),
  };
}

export type PlanName = keyof typeof PLANS;

export function isPlan(name: string): name is PlanName {
  return Object.hasOwn(PLANS, name);
}

/** The first of the month (UTC) and of the next one. */
export function monthOf(time: Date): { start: Date; end: Date } {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  return { start: new Date(Date.UTC(year, month, 1)), end: new Date(Date.UTC(year, month + 1, 1)) };
}
