/** What an operator can do beside a gateway. Each command loads its code only when it runs, so help is there at once. */
import { type Command, type CommandCall, EXIT, CommandUsageError } from '#platform/commands';
import { ConfigError } from '#platform/config';
import { isUuid } from '#platform/ids';
import { gatewayConfig } from '../../gateway.config.js';

const RUN = 'Run a gateway';
const KEEP = 'Keep its data';
const TENANTS = 'Organizations';
const KEYS_OPTION = { keys: { value: 'FILE', says: 'a file of its own for the keys; keep it apart from the backup' } };

const IDENTITY_OPTION = { identity: { value: 'FILE', says: 'the key that opens an encrypted backup' } };

const configOf = ({ env }: CommandCall) => gatewayConfig(env);

export const OPERATOR_COMMANDS: readonly Command[] = [
  {
    name: 'serve',
    group: RUN,
    says: 'Starts a gateway, and stops it at SIGTERM or Ctrl-C.',
    run: async ({ env }) => {
      const { serve } = await import('../serve.js');
      await serve(env);
      return null;
    },
  },
  {
    name: 'bootstrap',
    group: RUN,
    says: 'Makes the first organization and names its owner.',
    details:
      'The first sign-in with that e-mail address, verified by Firebase, becomes the owner. Until then the command may be repeated, to correct the address or the name. Once an organization has an owner it is refused: owners invite everybody else in the console.',
    options: {
      owner: { value: 'MAIL', says: 'e-mail address of the owner', required: true },
      organization: { value: 'NAME', says: 'name of the organization', required: true },
    },
    run: async (call) => {
      const { bootstrap } = await import('./bootstrap.js');
      return bootstrap(configOf(call), { email: call.options.owner!, organization: call.options.organization! });
    },
  },
  {
    name: 'doctor',
    group: RUN,
    says: 'Examines the configuration and what is around it, and says what is wrong and what to do.',
    details: 'Exits with 1 where something is wrong. It changes nothing.',
    run: async ({ env }) => (await import('../doctor/doctor.js')).doctor(env),
  },
  {
    name: 'migrate',
    group: RUN,
    says: 'Brings the schema of the database up to date; a gateway that starts does the same.',
    run: async (call) => (await import('./migrate.js')).migrateNow(configOf(call)),
  },
  {
    name: 'backup',
    group: KEEP,
    says: 'Writes the rows of all organizations, as they are at one moment, into a file, while gateways work or not.',
    details: 'Without --keys the keys folder is not touched: it needs a backup of its own.',
    operands: ['FILE'],
    options: KEYS_OPTION,
    run: async (call) =>
      (await import('./backups.js')).backUp(configOf(call), { file: call.operands[0]!, keysFile: call.options.keys }),
  },
  {
    name: 'backup keygen',
    group: KEEP,
    says: 'Makes a pair of keys for scheduled backups: the public half for THENAR_BACKUP_PUBLIC_KEY, the other for a safe.',
    details: 'Who has the printed identity can read every backup that was made for it. It belongs where no gateway is.',
    run: async () => {
      const { newPair } = await import('../encrypted-backup.js');
      const { identity, publicKey } = await newPair();
      return { text: `# public key: ${publicKey}\n${identity}`, data: { public_key: publicKey, identity } };
    },
  },
  {
    name: 'restore',
    group: KEEP,
    says: 'Fills an empty database from a backup, whole or not at all, with no gateway on it.',
    details:
      'With --check nothing of yours is touched: the backup is restored into a server of its own, its audit record is recomputed and its palms are opened with the keys. Then that server is thrown away.',
    operands: ['FILE'],
    options: { ...KEYS_OPTION, ...IDENTITY_OPTION, check: { says: 'only prove that the backup can be restored' } },
    run: async (call) => {
      const files = { file: call.operands[0]!, keysFile: call.options.keys, identityFile: call.options.identity };
      if (call.switches.check) return (await import('./check-backup.js')).checkBackup(configOf(call), files);
      return (await import('./backups.js')).bringBack(configOf(call), files);
    },
  },
  {
    name: 'keys rotate',
    group: KEEP,
    says: 'Gives a project a new key while its gateways work, and destroys the old one.',
    details:
      "Members' keys are wrapped anew, a few at a time. Templates in older backups are noise without the old key. Broken off, it is simply run again.",
    options: {
      project: { value: 'ID', says: 'the project' },
      master: { says: 'wrap the master secret under a new key of the key service (THENAR_KMS), or for the first time' },
    },
    run: async (call) => {
      const { rotateKeys, rotateMaster } = await import('./rotate-keys.js');
      if ((call.options.project === undefined) !== (call.switches.master === true))
        throw new CommandUsageError('give either --project ID or --master');
      if (call.switches.master) return rotateMaster(configOf(call));
      return rotateKeys(configOf(call), uuidOf(call.options.project, '--project'));
    },
  },
  {
    name: 'keys status',
    group: KEEP,
    says: 'Shows which keys there are and whether they belong to the database. No key is printed.',
    run: async (call) => (await import('./keys-status.js')).keysStatus(configOf(call)),
  },
  {
    name: 'audit export',
    group: KEEP,
    says: 'Writes the audit record as lines of JSON, each with its hash and the hash before it.',
    details: 'Lines come in order, by organization and sequence; whoever has them can recompute the chain.',
    options: {
      organization: { value: 'ID', says: 'one organization; default: all' },
      after: { value: 'SEQUENCE', says: 'only what follows this number; needs --organization' },
      out: { value: 'FILE', says: 'a new file; default: the output of the command' },
    },
    run: async (call) => {
      const { exportAudit } = await import('./audit-record.js');
      const { organization, after, out } = call.options;
      if (organization !== undefined) uuidOf(organization, '--organization');
      if (after !== undefined && (organization === undefined || !/^\d{1,15}$/.test(after)))
        throw new CommandUsageError('--after must be a number and needs --organization');
      return exportAudit(configOf(call), { organization, after: Number(after ?? 0), out, print: call.print });
    },
  },
  {
    name: 'audit verify',
    group: KEEP,
    says: 'Recomputes the audit record of every organization; exits with 1 where a row was changed or is missing.',
    run: async (call) => (await import('./audit-record.js')).verifyAudit(configOf(call)),
  },
  {
    name: 'plan set',
    group: TENANTS,
    says: 'Sets what an organization may use: free, builder, growth or scale.',
    operands: ['ORGANIZATION_ID', 'PLAN'],
    run: async (call) => {
      const { setPlan } = await import('./plans.js');
      return setPlan(configOf(call), uuidOf(call.operands[0], 'ORGANIZATION_ID'), call.operands[1]!);
    },
  },
  {
    name: 'limits set',
    group: TENANTS,
    says: "Sets figures for one organization in place of its plan's.",
    details: 'What is not named stays as it was. The figures hold within a second, whether plans are on or not.',
    operands: ['ORGANIZATION_ID'],
    options: {
      'requests-per-s': { value: 'N', says: 'requests a second by all keys of the organization' },
      'identifications-per-month': { value: 'N', says: 'identifications and verifications in production a month' },
      clear: { says: 'back to the figures of its plan' },
    },
    run: async (call) => {
      const { setLimits } = await import('./plans.js');
      return setLimits(configOf(call), uuidOf(call.operands[0], 'ORGANIZATION_ID'), {
        perS: call.options['requests-per-s'],
        perMonth: call.options['identifications-per-month'],
        clear: call.switches.clear === true,
      });
    },
  },
];

function uuidOf(text: string | undefined, name: string): string {
  if (!isUuid(text)) throw new CommandUsageError(`${name} must be an id`);
  return text;
}

/** What is to be put right outside of the command. */
export function exitCodeOf(error: unknown): number | undefined {
  const outside =
    error instanceof ConfigError ||
    (error instanceof Error && /Unusable|Missing|Busy|Unavailable|EmbeddedPostgres|StartRefused/.test(error.name));
  return outside ? EXIT.unavailable : undefined;
}
