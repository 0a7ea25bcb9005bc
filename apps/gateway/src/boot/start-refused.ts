/** A gateway that cannot start says why in one sentence, without a stack: the operator is not the author of the code. */
import { ConfigError } from '#platform/config';
import type { GatewayConfig } from '../gateway.config.js';

export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

interface SystemError {
  code?: string;
  syscall?: string;
  path?: string;
  port?: number;
  address?: string;
}

/** @returns null for what nobody foresaw: then the stack is worth reading */
export function startSentence(error: unknown, config: GatewayConfig | null): string | null {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return null;
  if (/Refused|Busy|Missing|Unusable|EmbeddedPostgres/.test(error.name)) return error.message;
  return systemSentence(error as SystemError, config);
}

function systemSentence(
  { code, syscall, path, port, address }: SystemError,
  config: GatewayConfig | null,
): string | null {
  if (syscall === 'listen' || syscall === 'bind') {
    const variable = port !== undefined && port === config?.metrics.port ? 'THENAR_METRICS_PORT' : 'PORT';
    if (code === 'EADDRINUSE')
      return `Port ${port} is busy: another program listens on ${address}. End it, or choose another port with ${variable}.`;
    if (code === 'EACCES')
      return `Port ${port} may not be used by this user: choose one from 1024 up with ${variable}.`;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      return `THENAR_HOST: ${address} is no address of this machine.`;
  }
  if (path !== undefined && code !== undefined && STORAGE[code]) return `${path} ${STORAGE[code]}`;
  return null;
}

const STORAGE: Record<string, string> = {
  ENOSPC: 'cannot be written: the disk is full. Free some space and start again.',
  EDQUOT: 'cannot be written: the quota of this user is used up.',
  EROFS: 'cannot be written: it lies on a read-only disk.',
  EACCES: 'may not be used by this user: check owner and mode of the folder.',
  EPERM: 'may not be used by this user: check owner and mode of the folder.',
  ENOTDIR: 'cannot be used: a part of the path is no folder.',
};
