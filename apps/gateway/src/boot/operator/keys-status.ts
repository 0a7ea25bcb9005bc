/** `thenar keys status`: which keys there are, and whether they are those of the database. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, EXIT } from '#platform/commands';
import type { GatewayConfig } from '../../gateway.config.js';
import { keyringOf } from '../key-service.js';
import { operatorKeysFolder, withOperatorDatabase } from './operator-database.js';

export async function keysStatus(config: GatewayConfig): Promise<CommandResult> {
  const folder = await operatorKeysFolder(config);
  if (!existsSync(join(folder, 'master.key'))) throw new Error(`There are no keys in ${folder}.`);
  const fingerprint = (await keyringOf(config, folder)).fingerprint();
  const known = await withOperatorDatabase(config, async (client) => {
    const { rows } = await client.query<{ keys_fingerprint: string }>('SELECT keys_fingerprint FROM installation');
    return rows[0]?.keys_fingerprint ?? null;
  });
  const projects = projectKeysIn(join(folder, 'projects'));
  const belong = known === null || known === fingerprint;
  const data = {
    folder,
    kms: config.kms.kind,
    fingerprint,
    belong_to_database: known === null ? null : belong,
    projects: projects.length,
    superseded: projects.filter((versions) => versions > 1).length,
  };
  const lines = [
    `folder       ${folder}`,
    `master       ${config.kms.kind === 'file' ? 'as it is, in a file' : `wrapped by ${config.kms.kind}`}`,
    `fingerprint  ${fingerprint}`,
    `database     ${known === null ? 'has never seen keys' : belong ? 'was written under these keys' : 'WAS WRITTEN UNDER OTHER KEYS'}`,
    `projects     ${data.projects} with a key, ${data.superseded} of them with more than one version`,
  ];
  return { text: lines.join('\n'), data, exitCode: belong ? EXIT.done : EXIT.failed };
}

/** Versions by project. */
function projectKeysIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(
    (name) => readdirSync(join(folder, name)).filter((file) => file.endsWith('.key')).length,
  );
}
