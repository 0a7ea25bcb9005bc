/** `thenar keys rotate`: a new key for a project, while its gateways work. */
import type { CommandResult } from '#platform/commands';
import { Keyring } from '#platform/keys';
import type { GatewayConfig } from '../../gateway.config.js';
import { projectKeys } from '../../palms/project-keys.js';
import { rotateProjectKey } from '../../palms/rotate-keys.js';
import { TemplateCipher } from '../../palms/template-cipher.js';
import { operatorKeysFolder, withOperatorDatabase } from './operator-database.js';

export async function rotateKeys(config: GatewayConfig, projectId: string): Promise<CommandResult> {
  const rotated = await withOperatorDatabase(config, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM projects WHERE project_id = $1', [projectId]);
    if (rowCount === 0) throw new Error(`There is no project ${projectId}.`);
    const vault = projectKeys(Keyring.open(await operatorKeysFolder(config)));
    return rotateProjectKey({ client, vault, cipher: new TemplateCipher(vault) }, projectId);
  });
  const destroyed = rotated.destroyed.map((version) => `v${version}`).join(', ') || 'none';
  return {
    text: `Version ${rotated.version} is in use, ${rotated.members} members' keys wrapped anew, destroyed: ${destroyed}.`,
    data: { project_id: projectId, ...rotated },
  };
}
