/** `thenar keys rotate`: a new key for a project, while its gateways work. */
import { type CommandResult, CommandUsageError } from '#platform/commands';
import { rewrap } from '#platform/keys';
import type { GatewayConfig } from '../../gateway.config.js';
import { projectKeys } from '../../palms/project-keys.js';
import { rotateProjectKey } from '../../palms/rotate-keys.js';
import { TemplateCipher } from '../../palms/template-cipher.js';
import { keyringOf, keyServiceOf } from '../key-service.js';
import { operatorKeysFolder, withOperatorDatabase } from './operator-database.js';

export async function rotateKeys(config: GatewayConfig, projectId: string): Promise<CommandResult> {
  const rotated = await withOperatorDatabase(config, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM projects WHERE project_id = $1', [projectId]);
    if (rowCount === 0) throw new Error(`There is no project ${projectId}.`);
    const vault = projectKeys(await keyringOf(config, await operatorKeysFolder(config)));
    return rotateProjectKey({ client, vault, cipher: new TemplateCipher(vault) }, projectId);
  });
  const destroyed = rotated.destroyed.map((version) => `v${version}`).join(', ') || 'none';
  return {
    text: `Version ${rotated.version} is in use, ${rotated.members} members' keys wrapped anew, destroyed: ${destroyed}.`,
    data: { project_id: projectId, ...rotated },
  };
}

/** `thenar keys rotate --master`: the secret stays and is wrapped under a new key; gateways that work go on as they are. */
export async function rotateMaster(config: GatewayConfig): Promise<CommandResult> {
  const service = keyServiceOf(config);
  if (service === null)
    throw new CommandUsageError('--master needs a key service: with THENAR_KMS=file nothing wraps the master secret');
  await service.rotate();
  const keyring = await rewrap(await operatorKeysFolder(config), service);
  return {
    text: `The master secret is wrapped under a new key of ${service.kind}. Gateways go on; copies of the keys folder are to be made anew.`,
    data: { kms: service.kind, fingerprint: keyring.fingerprint() },
  };
}
