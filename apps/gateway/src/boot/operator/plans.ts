/** `thenar plan set` and `thenar limits set`: the operator of an instance sets what an organization may use. */
import { type CommandResult, CommandUsageError } from '#platform/commands';
import type { GatewayConfig } from '../../gateway.config.js';
import { isPlan, PLANS } from '../../usage/plans.js';
import { withOperatorDatabase } from './operator-database.js';

export async function setPlan(config: GatewayConfig, organizationId: string, plan: string): Promise<CommandResult> {
  if (!isPlan(plan)) throw new CommandUsageError(`PLAN must be one of ${Object.keys(PLANS).join(', ')}`);
  const { rowCount } = await withOperatorDatabase(config, (client) =>
    client.query('UPDATE organizations SET plan = $2 WHERE organization_id = $1', [organizationId, plan]),
  );
  if (rowCount !== 1) throw new Error(`There is no organization ${organizationId}.`);
  return { text: `${organizationId} is on ${plan}`, data: { organization_id: organizationId, plan } };
}

export interface LimitsRequest {
  perS: string | undefined;
  perMonth: string | undefined;
  /** Back to the plan. */
  clear: boolean;
}

const MAX_PER_S = 100_000;
const MAX_PER_MONTH = 1_000_000_000;

export async function setLimits(
  config: GatewayConfig,
  organizationId: string,
  wanted: LimitsRequest,
): Promise<CommandResult> {
  if (wanted.clear === (wanted.perS !== undefined || wanted.perMonth !== undefined))
    throw new CommandUsageError('give --requests-per-s, --identifications-per-month or both, or --clear alone');
  const perS = wholeNumber(wanted.perS, '--requests-per-s', [1, MAX_PER_S]);
  const perMonth = wholeNumber(wanted.perMonth, '--identifications-per-month', [0, MAX_PER_MONTH]);
  const { rows } = await withOperatorDatabase(config, (client) =>
    client.query<{ per_s: number | null; per_month: string | null }>(
      `UPDATE organizations SET custom_per_s = CASE WHEN $4 THEN NULL ELSE coalesce($2, custom_per_s) END,
         custom_per_month = CASE WHEN $4 THEN NULL ELSE coalesce($3, custom_per_month) END
       WHERE organization_id = $1 RETURNING custom_per_s AS per_s, custom_per_month AS per_month`,
      [organizationId, perS, perMonth, wanted.clear],
    ),
  );
  const [set] = rows;
  if (!set) throw new Error(`There is no organization ${organizationId}.`);
  const data = {
    organization_id: organizationId,
    requests_per_s: set.per_s,
    identifications_per_month: set.per_month === null ? null : Number(set.per_month),
  };
  const words = wanted.clear
    ? `${organizationId} has the figures of its plan again`
    : `${organizationId} may ask ${set.per_s ?? 'as its plan says'} a second and identify ${set.per_month ?? 'as its plan says'} a month`;
  return { text: words, data };
}

function wholeNumber(text: string | undefined, name: string, [min, max]: [number, number]): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,10}$/.test(text) || Number(text) < min || Number(text) > max)
    throw new CommandUsageError(`${name} must be a whole number from ${min} to ${max}`);
  return Number(text);
}
