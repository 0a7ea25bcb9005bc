/** Backups that were encrypted to a public key: opened where its secret half is, which is not a gateway. */
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

const MAGIC = 'age-encryption.org/v1';

export async function isEncrypted(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return buffer.toString('latin1') === MAGIC;
  } finally {
    await handle.close();
  }
}

/** @param identityFile as `thenar backup keygen` or age-keygen writes it */
export async function decryptFile(file: string, identityFile: string, target: string): Promise<void> {
  const identity = /^AGE-SECRET-KEY-\S+$/m.exec(readFileSync(identityFile, 'utf8'))?.[0];
  if (identity === undefined) throw new Error(`${identityFile} holds no age identity (AGE-SECRET-KEY-…).`);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const plain = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
  await plain.pipeTo(Writable.toWeb(createWriteStream(target, { mode: 0o600, flags: 'wx', flush: true })));
}

export async function newPair(): Promise<{ identity: string; publicKey: string }> {
  const identity = await generateX25519Identity();
  return { identity, publicKey: await identityToRecipient(identity) };
}
