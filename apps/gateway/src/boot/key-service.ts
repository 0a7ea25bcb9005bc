/** The key service that the configuration names; null where the master file holds the secret itself. */
import type { KeyService } from '#platform/keys';
import { openKeyring, Pkcs11KeyService, type Keyring, VaultKeyService } from '#platform/keys';
import type { Logger } from '#platform/logging';
import type { GatewayConfig } from '../gateway.config.js';

export function keyServiceOf({ kms }: GatewayConfig): KeyService | null {
  if (kms.kind === 'vault') return new VaultKeyService(kms.vault);
  if (kms.kind === 'pkcs11') return new Pkcs11KeyService(kms.pkcs11);
  return null;
}

/** @param logger of a gateway that starts: it waits while the key service is away; a command does not */
export function keyringOf(config: GatewayConfig, folder: string, logger?: Logger): Promise<Keyring> {
  const waits = logger && ((message: string) => logger.warn({}, `The start waits for the key service: ${message}`));
  return openKeyring({ folder, service: keyServiceOf(config), ...(waits ? { waits } : {}) });
}
