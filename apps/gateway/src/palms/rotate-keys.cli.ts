/** `npm run keys:rotate -- --project ID`: a new key for a project, while its gateways work. */
import { parseArgs } from 'node:util';
import { isUuid } from '#platform/ids';
import { Keyring } from '#platform/keys';
import { operatorKeysFolder, withOperatorDatabase } from '../boot/operator-database.js';
import { gatewayConfig } from '../gateway.config.js';
import { projectKeys } from './project-keys.js';
import { rotateProjectKey } from './rotate-keys.js';
import { TemplateCipher } from './template-cipher.js';

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { project: { type: 'string' }, json: { type: 'boolean' } } });
  const projectId = values.project;
  if (!isUuid(projectId)) {
    process.stderr.write('usage: npm run keys:rotate -- --project PROJECT_ID [--json]\n');
    return 2;
  }
  const config = gatewayConfig(process.env);
  const rotated = await withOperatorDatabase(config, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM projects WHERE project_id = $1', [projectId]);
    if (rowCount === 0) return null;
    const vault = projectKeys(Keyring.open(await operatorKeysFolder(config)));
    return rotateProjectKey({ client, vault, cipher: new TemplateCipher(vault) }, projectId);
  });
  if (rotated === null) process.stderr.write(`there is no project ${projectId}\n`);
  else if (values.json) process.stdout.write(`${JSON.stringify({ project_id: projectId, ...rotated })}\n`);
  else
    process.stdout.write(
      `version ${rotated.version} is in use, ${rotated.members} members' keys wrapped anew, ` +
        `destroyed: ${rotated.destroyed.map((version) => `v${version}`).join(', ') || 'none'}\n`,
    );
  return rotated === null ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
