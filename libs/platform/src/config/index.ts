export { ConfigError, type EnvVariable, type EnvSpec, type EnvValues, readEnv, env } from './env.js';
