export { Keyring, KeysMissingError } from './keyring.js';
export { FileVault, type Vault, type VersionedKey } from './file-vault.js';
export { type KeyEncryption, LocalKeyEncryption } from './key-encryption.js';
export { seal, unseal } from './seal.js';
export { SigningKey } from './signing-key.js';
