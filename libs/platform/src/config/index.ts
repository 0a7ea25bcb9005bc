export { ConfigError, type EnvVariable, type EnvSpec, type EnvValues, type ListKind, readEnv, env } from './env.js';
export { ADDRESS_RANGES, ORIGINS, isWiderThan } from './list-kinds.js';
