/** Entities and migrations are written by different hands: every mapped column must be there, of that type. */
import { DataSource } from 'typeorm';
import { SnakeNames } from '../../dist/libs/platform/src/database/index.js';
import { ENTITIES } from '../../dist/apps/gateway/src/migrations/entities.js';

const COLUMNS = `
  SELECT table_name AS "table", column_name AS name, udt_name AS type, is_nullable = 'YES' AS nullable
  FROM information_schema.columns WHERE table_schema = 'public'`;

/** TypeORM's word → PostgreSQL's. */
const SAME = {
  string: ['text', 'varchar', 'bpchar', 'uuid'],
  number: ['int4', 'int2', 'float4', 'float8'],
  boolean: ['bool'],
  int: ['int4'],
  integer: ['int4'],
  smallint: ['int2'],
  bigint: ['int8'],
  real: ['float4'],
  'double precision': ['float8'],
  'timestamp with time zone': ['timestamptz'],
  char: ['bpchar'],
  'character varying': ['varchar'],
};

/** @returns sentences, one for each difference */
export async function entityDrift(database) {
  const source = new DataSource({
    type: 'postgres',
    entities: ENTITIES,
    namingStrategy: new SnakeNames(),
    installExtensions: false,
  });
  await source.buildMetadatas();
  const { rows } = await database.query(COLUMNS);
  return source.entityMetadatas.flatMap((entity) =>
    driftOf(
      entity,
      rows.filter(({ table }) => table === entity.tableName),
    ),
  );
}

function driftOf(entity, actual) {
  if (actual.length === 0) return [`${entity.name}: there is no table ${entity.tableName}`];
  return entity.columns.flatMap((column) => {
    const found = actual.find(({ name }) => name === column.databaseName);
    return columnDrift(entity, column, found);
  });
}

function columnDrift(entity, column, actual) {
  const name = `${entity.name}.${column.propertyName}`;
  if (!actual) return [`${name}: there is no column ${column.databaseName}`];
  const drift = [];
  if (column.isNullable !== actual.nullable)
    drift.push(`${name}: ${actual.nullable ? 'may' : 'may not'} be null in the database`);
  const said = typeof column.type === 'function' ? column.type.name.toLowerCase() : column.type;
  const type = column.isArray ? `_${said}` : said;
  if (actual.type !== type && !(SAME[said] ?? []).some((word) => actual.type === (column.isArray ? `_${word}` : word)))
    drift.push(`${name}: ${type} is ${actual.type} in the database`);
  return drift;
}
