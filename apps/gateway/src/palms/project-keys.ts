/** The versioned keys of projects: wrapped under the master secret, or by a service that is put in its place here. */
import { FileVault, type KeyEncryption, type Keyring, LocalKeyEncryption } from '#platform/keys';

export function projectKeys(
  keyring: Keyring,
  encryption: KeyEncryption = new LocalKeyEncryption(keyring.derive('key encryption')),
): FileVault {
  return new FileVault(`${keyring.folder}/projects`, encryption);
}
