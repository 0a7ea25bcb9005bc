/** `thenar bootstrap`: the first organization and the invitation of its owner, made where nobody can sign in yet. */
import { isEmail } from 'class-validator';
import type pg from 'pg';
import { Clock } from '#platform/clock';
import { type CommandResult, CommandUsageError } from '#platform/commands';
import type { Tx } from '#platform/database';
import { newId } from '#platform/ids';
import { Audit } from '../../audit/audit.service.js';
import type { GatewayConfig } from '../../gateway.config.js';
import { updateSchema } from '../update-schema.js';
import { withDatabaseUrls, withOperatorDatabase } from './operator-database.js';

export interface FirstOwner {
  email: string;
  organization: string;
}

interface BootstrapResult {
  organizationId: string;
  /** An earlier call named other words, or the same again. */
  repeated: boolean;
}

const MAX_EMAIL = 254;
const MAX_NAME = 200;
/** Two operators at once: one after the other. */
const LOCK = 7_437_004;

export async function bootstrap(config: GatewayConfig, wanted: FirstOwner): Promise<CommandResult> {
  const email = wanted.email.trim().toLowerCase();
  const name = wanted.organization.trim();
  if (!isEmail(email) || email.length > MAX_EMAIL) throw new CommandUsageError('--owner must be an e-mail address');
  if (name.length === 0 || name.length > MAX_NAME)
    throw new CommandUsageError(`--organization must have 1 to ${MAX_NAME} characters`);
  await withDatabaseUrls(config, ({ ownerUrl }) => updateSchema(config, ownerUrl));
  const { organizationId, repeated } = await withOperatorDatabase(config, (client) =>
    inTransaction(client, () => inviteOwner(client, { email, organization: name })),
  );
  const [origin = 'the address of this gateway'] = config.publicOrigins;
  return {
    text: [
      `${repeated ? 'Changed' : 'Made'}: organization "${name}" (${organizationId}).`,
      `Whoever signs in with ${email}, verified, becomes its owner: ${origin}/console`,
    ].join('\n'),
    data: { organization_id: organizationId, organization: name, owner: email, repeated },
  };
}

async function inviteOwner(client: pg.Client, wanted: FirstOwner): Promise<BootstrapResult> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const owners = await client.query(`SELECT 1 FROM memberships WHERE role = 'owner' LIMIT 1`);
  if (owners.rowCount! > 0)
    throw new Error('This gateway has an owner already: owners invite others in the console. Nothing was changed.');
  const { rows } = await client.query<{ organization_id: string }>(
    `SELECT organization_id FROM invitations WHERE role = 'owner' AND invited_by IS NULL ORDER BY created_at LIMIT 1`,
  );
  const clock = new Clock();
  const organizationId = rows[0]?.organization_id ?? newId(clock.nowMs());
  const repeated = rows.length > 0;
  await client.query(
    `INSERT INTO organizations (organization_id, name, plan, created_at) VALUES ($1, $2, 'free', $3)
     ON CONFLICT (organization_id) DO UPDATE SET name = excluded.name`,
    [organizationId, wanted.organization, clock.now()],
  );
  await client.query(`DELETE FROM invitations WHERE organization_id = $1 AND invited_by IS NULL`, [organizationId]);
  await client.query(
    `INSERT INTO invitations (organization_id, email, role, invited_by, created_at) VALUES ($1, $2, 'owner', NULL, $3)`,
    [organizationId, wanted.email, clock.now()],
  );
  await new Audit(clock).record(
    asTx(client),
    { kind: 'system', name: 'operator' },
    {
      ...{ organizationId, action: repeated ? 'organization.bootstrap_changed' : 'organization.bootstrapped' },
      ...{ kind: 'organization', id: organizationId },
    },
  );
  return { organizationId, repeated };
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const done = await work();
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** The record joins a transaction by its `query`, which answers with rows. */
const asTx = (client: pg.Client): Tx =>
  ({ query: async (sql: string, values: unknown[]) => (await client.query(sql, values)).rows as unknown }) as Tx;
