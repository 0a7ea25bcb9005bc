/** The schema that the migrations make, written as SQL to be read and compared; `npm run contracts` renews it. */
import { readCatalog } from './catalog.mjs';

const COMMANDS = { '*': 'ALL', r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' };

/** @param {import('pg').Client} database a connection as the owner of a migrated database */
export async function renderSchema(database) {
  const catalog = await readCatalog(database);
  const of = (rows, table) => rows.filter((row) => row.table === table);
  const parts = [
    '-- The schema that the migrations make. Written by `npm run contracts`; not run by anything.',
    ...catalog.roles.map(role),
    ...catalog.functions.map(callable),
    ...catalog.tables.filter(({ name }) => name !== 'schema_migrations').map((one) => table(one, catalog, of)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function role({ name, login, super: strong, bypass, inherits }) {
  const words = [
    login ? 'LOGIN' : 'NOLOGIN',
    strong ? 'SUPERUSER' : '',
    bypass ? 'BYPASSRLS' : '',
    inherits ? 'INHERIT' : 'NOINHERIT',
  ];
  return `CREATE ROLE ${name} ${words.filter(Boolean).join(' ')};`;
}

function callable({ signature, definition, callers }) {
  const grant = callers.includes('PUBLIC') ? '' : `\n-- may be called by: ${callers.join(', ') || 'its owner'}`;
  return `-- ${signature}\n${definition.trim()};${grant}`;
}

function table(one, catalog, of) {
  const { name } = one;
  const lines = [
    one.partition_of ? `CREATE TABLE ${name} PARTITION OF ${one.partition_of} ${one.bound};` : body(one, catalog, of),
    ...of(catalog.indexes, name).map(({ definition }) => `${definition};`),
    ...(one.secured ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`] : []),
    ...(one.forced ? [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;`] : []),
    ...of(catalog.policies, name).map(policy),
    ...of(catalog.triggers, name).map(({ definition }) => `${definition};`),
    ...of(catalog.grants, name).map(({ role: to, rights }) => `GRANT ${rights.join(', ')} ON ${name} TO ${to};`),
  ];
  return lines.join('\n');
}

function body({ name, partitioned_by: by, options }, catalog, of) {
  const columns = of(catalog.columns, name).map(
    (column) =>
      `  ${column.name} ${column.type}${column.required ? ' NOT NULL' : ''}` +
      `${column.fallback === null ? '' : ` DEFAULT ${column.fallback}`}` +
      `${column.identity ? ` GENERATED ${column.identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY` : ''}`,
  );
  const constraints = of(catalog.constraints, name).map((one) => `  CONSTRAINT ${one.name} ${one.definition}`);
  const ending = `${by ? ` PARTITION BY ${by}` : ''}${options ? ` WITH (${options.join(', ')})` : ''}`;
  return `CREATE TABLE ${name} (\n${[...columns, ...constraints].join(',\n')}\n)${ending};`;
}

function policy({ name, table: on, command, permissive, roles, using, checking }) {
  const kind = permissive ? '' : ' AS RESTRICTIVE';
  const scope = command === '*' ? '' : ` FOR ${COMMANDS[command]}`;
  const tests = `${using ? ` USING (${using})` : ''}${checking ? ` WITH CHECK (${checking})` : ''}`;
  return `CREATE POLICY ${name} ON ${on}${kind}${scope} TO ${roles.join(', ') || 'PUBLIC'}${tests.replace(/\s+/g, ' ')};`;
}
