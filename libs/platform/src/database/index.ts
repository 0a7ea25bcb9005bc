export { allowStatements, KEPT } from './answering-client.js';
export { isDatabaseAway } from './away.js';
export { Database, type AnswerWriter, type DatabaseOptions, type Tenant, type Tx } from './database.js';
export { requireSessions, SessionUnusableError } from './session-settings.js';
export { SnakeNames } from './snake-names.js';
export { migrate, type MigrateOptions } from './migrate.js';
export { rewriteFiles, type RewriteOptions } from './rewrite.js';
export { isUniqueViolation, retryOnLockTimeout } from './violations.js';
