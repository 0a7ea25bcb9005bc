export { Keyring, KeysMissingError } from './keyring.js';
export { FileVault, type Vault, type VersionedKey } from './file-vault.js';
export { type KeyEncryption, LocalKeyEncryption } from './key-encryption.js';
export { type KeyService, KeyServiceUnavailable } from './key-service.js';
export { openKeyring, rewrap } from './master-file.js';
export { Pkcs11KeyService, type Pkcs11Options } from './pkcs11-key-service.js';
export { VaultKeyService, type VaultOptions } from './vault-key-service.js';
export { seal, unseal } from './seal.js';
export { SigningKey } from './signing-key.js';
