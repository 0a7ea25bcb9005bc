/** A hardware module by PKCS#11: AES keys that are made in it and never leave it. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type * as Pkcs11 from 'pkcs11js';
import { type KeyService, KeyServiceUnavailable } from './key-service.js';

export interface Pkcs11Options {
  /** The module's library, e.g. /usr/lib/softhsm/libsofthsm2.so */
  library: string;
  tokenLabel: string;
  pinFile: string;
  keyLabel: string;
}

const NONCE_BYTES = 12;
const TAG_BITS = 128;
const ID_BYTES = 8;
const BOUND_TO = Buffer.from('thenar master secret');

export class Pkcs11KeyService implements KeyService {
  readonly kind = 'pkcs11';

  constructor(private readonly options: Pkcs11Options) {}

  /** `<id of the key>.<nonce and ciphertext>`: older keys stay in the module and are found by their ids. */
  async wrap(secret: Buffer): Promise<string> {
    return this.inSession((module, session) => {
      const { id, key } = this.newestKey(module, session) ?? this.makeKey(module, session);
      const nonce = randomBytes(NONCE_BYTES);
      module.lib.C_EncryptInit(session, module.gcm(nonce), key);
      const body = module.lib.C_Encrypt(session, secret, Buffer.alloc(secret.length + TAG_BITS / 8));
      return `${id.toString('hex')}.${Buffer.concat([nonce, body]).toString('base64url')}`;
    });
  }

  async unwrap(wrapped: string): Promise<Buffer> {
    const [id = '', text = ''] = wrapped.split('.');
    const bytes = Buffer.from(text, 'base64url');
    return this.inSession((module, session) => {
      const found = this.keys(module, session).find((known) => known.id.toString('hex') === id);
      if (!found)
        throw new Error(
          `The token "${this.options.tokenLabel}" has no key ${id}: the master file was wrapped by another one.`,
        );
      module.lib.C_DecryptInit(session, module.gcm(bytes.subarray(0, NONCE_BYTES)), found.key);
      return module.lib.C_Decrypt(session, bytes.subarray(NONCE_BYTES), Buffer.alloc(bytes.length));
    });
  }

  async rotate(): Promise<void> {
    await this.inSession((module, session) => void this.makeKey(module, session));
  }

  async check(): Promise<void> {
    await this.inSession((module, session) => void this.keys(module, session));
  }

  private keys({ lib, constants }: Module, session: Buffer): { id: Buffer; key: Buffer; made: string }[] {
    lib.C_FindObjectsInit(session, [
      { type: constants.CKA_CLASS, value: constants.CKO_SECRET_KEY },
      { type: constants.CKA_LABEL, value: this.options.keyLabel },
    ]);
    const handles: Buffer[] = [];
    for (let key = lib.C_FindObjects(session); key; key = lib.C_FindObjects(session)) handles.push(key as Buffer);
    lib.C_FindObjectsFinal(session);
    return handles.map((key) => {
      const [id] = lib.C_GetAttributeValue(session, key, [{ type: constants.CKA_ID }]);
      const value = id!.value as Buffer;
      return { id: value, key, made: value.toString('hex') };
    });
  }

  private newestKey(module: Module, session: Buffer) {
    return this.keys(module, session).sort((a, b) => (a.made < b.made ? 1 : -1))[0];
  }

  /** Its id begins with the time, so that the newest is known. */
  private makeKey({ lib, constants }: Module, session: Buffer): { id: Buffer; key: Buffer } {
    const id = randomBytes(ID_BYTES);
    id.writeUIntBE(Date.now(), 0, 6);
    const key = lib.C_GenerateKey(session, { mechanism: constants.CKM_AES_KEY_GEN }, [
      { type: constants.CKA_CLASS, value: constants.CKO_SECRET_KEY },
      { type: constants.CKA_KEY_TYPE, value: constants.CKK_AES },
      { type: constants.CKA_VALUE_LEN, value: 32 },
      { type: constants.CKA_LABEL, value: this.options.keyLabel },
      { type: constants.CKA_ID, value: id },
      { type: constants.CKA_TOKEN, value: true },
      { type: constants.CKA_PRIVATE, value: true },
      { type: constants.CKA_SENSITIVE, value: true },
      { type: constants.CKA_EXTRACTABLE, value: false },
      { type: constants.CKA_ENCRYPT, value: true },
      { type: constants.CKA_DECRYPT, value: true },
    ]);
    return { id, key };
  }

  /** The module is opened for each use: it may be pulled out in between. */
  private async inSession<T>(work: (module: Module, session: Buffer) => T): Promise<T> {
    const { library, tokenLabel, pinFile } = this.options;
    const module = await openModule(library);
    try {
      const slot = module.lib
        .C_GetSlotList(true)
        .find((candidate) => module.lib.C_GetTokenInfo(candidate).label.trim() === tokenLabel);
      if (!slot) throw new KeyServiceUnavailable(`The module ${library} has no token "${tokenLabel}".`);
      const { constants } = module;
      const session = module.lib.C_OpenSession(slot, constants.CKF_SERIAL_SESSION | constants.CKF_RW_SESSION);
      try {
        module.lib.C_Login(session, constants.CKU_USER, readFileSync(pinFile, 'utf8').trim());
        return work(module, session);
      } finally {
        module.lib.C_CloseSession(session);
      }
    } catch (error) {
      if (/^CKR_(DEVICE|TOKEN|SESSION|GENERAL|FUNCTION_FAILED|HOST)/.test((error as Error).message))
        throw new KeyServiceUnavailable(`The token "${tokenLabel}" cannot be used: ${(error as Error).message}`);
      throw error;
    } finally {
      module.close();
    }
  }
}

interface Module {
  lib: Pkcs11.PKCS11;
  constants: typeof Pkcs11;
  gcm(nonce: Buffer): Pkcs11.Mechanism;
  close(): void;
}

async function openModule(library: string): Promise<Module> {
  const constants = await import('pkcs11js').then(
    (loaded) => ((loaded as { default?: typeof Pkcs11 }).default ?? loaded) as typeof Pkcs11,
    (error: Error) => {
      throw new Error(
        `THENAR_KMS=pkcs11 needs the package pkcs11js, which is built when it is installed: ${error.message}`,
      );
    },
  );
  const lib = new constants.PKCS11();
  try {
    lib.load(library);
    lib.C_Initialize();
  } catch (error) {
    throw new KeyServiceUnavailable(`The module ${library} cannot be loaded: ${(error as Error).message}`);
  }
  return {
    lib,
    constants,
    gcm: (iv) => ({
      mechanism: constants.CKM_AES_GCM,
      parameter: { type: constants.CK_PARAMS_AES_GCM, iv, aad: BOUND_TO, ivBits: iv.length * 8, tagBits: TAG_BITS },
    }),
    close: () => {
      lib.C_Finalize();
      lib.close();
    },
  };
}
