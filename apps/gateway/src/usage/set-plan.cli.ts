/** `npm run plan -- ORGANIZATION_ID free|builder|growth|scale`: the operator of an instance sets what an organization may use. */
import { isUuid } from '#platform/ids';
import { withOperatorDatabase } from '../boot/operator-database.js';
import { gatewayConfig } from '../gateway.config.js';
import { isPlan, PLANS } from './plans.js';

async function main([organizationId, plan]: string[]): Promise<number> {
  if (!isUuid(organizationId) || plan === undefined || !isPlan(plan)) {
    process.stderr.write(`usage: npm run plan -- ORGANIZATION_ID ${Object.keys(PLANS).join('|')}\n`);
    return 2;
  }
  const changed = await withOperatorDatabase(gatewayConfig(process.env), (client) =>
    client.query('UPDATE organizations SET plan = $2 WHERE organization_id = $1', [organizationId, plan]),
  );
  process.stdout.write(
    changed.rowCount === 1 ? `${organizationId} is on ${plan}\n` : `there is no organization ${organizationId}\n`,
  );
  return changed.rowCount === 1 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
