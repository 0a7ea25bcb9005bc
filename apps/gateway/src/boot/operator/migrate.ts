/** `thenar migrate`: the schema without a gateway. */
import type { CommandResult } from '#platform/commands';
import type { GatewayConfig } from '../../gateway.config.js';
import { updateSchema } from '../update-schema.js';
import { withDatabaseUrls } from './operator-database.js';

export async function migrateNow(config: GatewayConfig): Promise<CommandResult> {
  const ran = await withDatabaseUrls(config, ({ ownerUrl }) => updateSchema(config, ownerUrl));
  return {
    text: ran.length === 0 ? 'The schema is up to date.' : `Migrated: ${ran.join(', ')}.`,
    data: { migrations: ran },
  };
}
