/** `thenar plan set`: the operator of an instance sets what an organization may use. */
import { type CommandResult, Misuse } from '#platform/commands';
import type { GatewayConfig } from '../../gateway.config.js';
import { isPlan, PLANS } from '../../usage/plans.js';
import { withOperatorDatabase } from './operator-database.js';

export async function setPlan(config: GatewayConfig, organizationId: string, plan: string): Promise<CommandResult> {
  if (!isPlan(plan)) throw new Misuse(`PLAN must be one of ${Object.keys(PLANS).join(', ')}`);
  const { rowCount } = await withOperatorDatabase(config, (client) =>
    client.query('UPDATE organizations SET plan = $2 WHERE organization_id = $1', [organizationId, plan]),
  );
  if (rowCount !== 1) throw new Error(`There is no organization ${organizationId}.`);
  return { text: `${organizationId} is on ${plan}`, data: { organization_id: organizationId, plan } };
}
