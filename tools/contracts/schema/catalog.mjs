/** What PostgreSQL's catalog says about our schema, in an order that does not depend on who asks. */

/** Partitions by month come and go with the calendar. */
const NOT_A_MONTH = `c.relname !~ '^scan_results_[0-9]{4}_[0-9]{2}$'`;
const OURS = `c.relnamespace = 'public'::regnamespace AND ${NOT_A_MONTH}`;

const TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
         pg_get_partkeydef(c.oid) AS partitioned_by, parent.relname AS partition_of,
         pg_get_expr(c.relpartbound, c.oid) AS bound, c.reloptions AS options
  FROM pg_class c
  LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
  LEFT JOIN pg_class parent ON parent.oid = i.inhparent
  WHERE ${OURS} AND c.relkind IN ('r', 'p') ORDER BY c.relname`;

const COLUMNS = `
  SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
         pg_get_expr(d.adbin, d.adrelid) AS fallback, a.attidentity AS identity
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE ${OURS} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`;

// not-null constraints are shown with their columns (PostgreSQL 18 lists them here, older servers do not)
const CONSTRAINTS = `
  SELECT c.relname AS "table", k.conname AS name, pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE ${OURS} AND k.contype <> 'n' AND NOT c.relispartition
  ORDER BY c.relname, array_position('{p,u,f,c}'::"char"[], k.contype), k.conname`;

const INDEXES = `
  SELECT t.relname AS "table", c.relname AS name, pg_get_indexdef(c.oid) AS definition
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT t.relispartition
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
  ORDER BY t.relname, c.relname`;

const POLICIES = `
  SELECT c.relname AS "table", p.polname AS name, p.polcmd AS command, p.polpermissive AS permissive,
         ARRAY(SELECT r.rolname::text FROM pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY 1) AS roles,
         pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS checking
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${OURS} ORDER BY c.relname, p.polname`;

const TRIGGERS = `
  SELECT c.relname AS "table", t.tgname AS name, pg_get_triggerdef(t.oid) AS definition
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE ${OURS} AND NOT t.tgisinternal ORDER BY c.relname, t.tgname`;

const FUNCTIONS = `
  SELECT p.oid::regprocedure::text AS signature, pg_get_functiondef(p.oid) AS definition,
         ARRAY(SELECT coalesce(r.rolname::text, 'PUBLIC') FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
               LEFT JOIN pg_roles r ON r.oid = g.grantee
               WHERE g.grantee IS DISTINCT FROM p.proowner ORDER BY 1) AS callers
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1`;

const GRANTS = `
  SELECT c.relname AS "table", r.rolname AS role, array_agg(g.privilege_type ORDER BY g.privilege_type) AS rights
  FROM pg_class c, aclexplode(c.relacl) g JOIN pg_roles r ON r.oid = g.grantee
  WHERE ${OURS} AND c.relkind IN ('r', 'p') AND g.grantee <> c.relowner GROUP BY 1, 2 ORDER BY 1, 2`;

const ROLES = `
  SELECT rolname AS name, rolcanlogin AS login, rolsuper AS super, rolbypassrls AS bypass, rolinherit AS inherits
  FROM pg_roles WHERE rolname IN ('thenar_app', 'thenar_jobs') ORDER BY 1`;

/** @param {import('pg').Client} database a connection as the owner */
export async function readCatalog(database) {
  const ask = async (sql) => (await database.query(sql)).rows;
  return {
    roles: await ask(ROLES),
    tables: await ask(TABLES),
    columns: await ask(COLUMNS),
    constraints: await ask(CONSTRAINTS),
    indexes: await ask(INDEXES),
    policies: await ask(POLICIES),
    triggers: await ask(TRIGGERS),
    functions: await ask(FUNCTIONS),
    grants: await ask(GRANTS),
  };
}
