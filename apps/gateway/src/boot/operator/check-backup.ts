/** `thenar restore --check`: proves a backup by restoring it into a server of its own, which is thrown away. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type CommandResult, EXIT } from '#platform/commands';
import { startEmbeddedPostgres } from '#platform/embedded-postgres';
import type { Keyring } from '#platform/keys';
import { verifyChains } from '../../audit/verify-chain.js';
import type { GatewayConfig } from '../../gateway.config.js';
import { projectKeys } from '../../palms/project-keys.js';
import { TemplateCipher } from '../../palms/template-cipher.js';
import { ROLES } from '../database-roles.js';
import { keyringOf } from '../key-service.js';
import { bringKeys } from '../keys-file.js';
import { restore, type RestoreResult } from '../restore.js';
import type { BackupFiles } from './backups.js';
import { withPlainBackup } from './plain-backup.js';
import { operatorKeysFolder } from './operator-database.js';

export interface Proof extends RestoreResult {
  auditEvents: number;
  auditBreaks: number;
  palmsOpened: number;
  palmsUnreadable: number;
}

export async function checkBackup(config: GatewayConfig, files: BackupFiles): Promise<CommandResult> {
  const proof = await withPlainBackup(config, files, (file) => proveBackup(config, { ...files, file }));
  const good = proof.auditBreaks === 0 && proof.palmsUnreadable === 0;
  const text = [
    `${proof.rows} rows of ${proof.tables} tables, as of ${proof.madeAt}, can be restored.`,
    `Audit record: ${proof.auditEvents} events, ${proof.auditBreaks === 0 ? 'whole' : `${proof.auditBreaks} BREAKS`}.`,
    `Palms: ${proof.palmsOpened} opened with the keys, ${proof.palmsUnreadable} unreadable.`,
  ].join('\n');
  return { text, data: proof, exitCode: good ? EXIT.done : EXIT.failed };
}

/** @throws Error when it cannot be restored */
export async function proveBackup(config: GatewayConfig, { file, keysFile }: BackupFiles): Promise<Proof> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(config.dataFolder, 'check-'));
  try {
    const keys = keysFile === undefined ? await operatorKeysFolder(config) : join(folder, 'keys');
    if (keysFile !== undefined) await bringKeys(config, keysFile, keys);
    else if (!existsSync(join(keys, 'master.key'))) throw new Error(`There are no keys in ${keys}: --keys FILE.`);
    const server = await startEmbeddedPostgres({
      folder: join(folder, 'server'),
      log: () => undefined,
      durable: false,
    });
    try {
      const keyring = await keyringOf(config, keys);
      const restored = await restore(server.url, file, keyring.fingerprint());
      return { ...restored, ...(await examineRestored(server.url, keyring)) };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function examineRestored(url: string, keyring: Keyring): Promise<Omit<Proof, keyof RestoreResult>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET ROLE ${ROLES.jobs}`);
    const { events, breaks } = await verifyChains(client);
    const palms = await openPalms(client, new TemplateCipher(projectKeys(keyring)));
    return { auditEvents: events, auditBreaks: breaks.length, ...palms };
  } finally {
    await client.end();
  }
}

const PAGE = 500;

interface PalmRow {
  templateId: string;
  sealed: Buffer;
}

async function openPalms(client: pg.Client, cipher: TemplateCipher) {
  const counts = { palmsOpened: 0, palmsUnreadable: 0 };
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await client.query<PalmRow>(
      `SELECT t.template_id AS "templateId", t.organization_id AS "organizationId", t.project_id AS "projectId",
         t.member_id AS "memberId", t.engine_version AS "engineVersion", t.sealed, k.wrapped, k.project_key_version AS "projectKeyVersion"
       FROM templates t JOIN member_keys k USING (member_id) WHERE t.template_id > $1 ORDER BY t.template_id LIMIT ${PAGE}`,
      [last],
    );
    for (const row of rows) {
      const opened = await cipher.openMemberKey(row as never).then(
        (key) => cipher.openTemplate(key, row as never),
        () => null,
      );
      counts[opened === null ? 'palmsUnreadable' : 'palmsOpened']++;
    }
    if (rows.length < PAGE) return counts;
    last = rows.at(-1)!.templateId;
  }
}
