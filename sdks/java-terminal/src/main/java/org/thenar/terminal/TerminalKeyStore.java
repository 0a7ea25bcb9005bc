package org.thenar.terminal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.List;

/**
 * Where the terminal's key lives. The private half never leaves it: it signs here. It also seals one small secret, the key of
 * the files that this library keeps, so that a copied disk is of no use.
 */
public interface TerminalKeyStore {
  /** The public half of the P-256 key pair, or null while there is none. */
  ECPublicKey publicKey() throws GeneralSecurityException, IOException;

  /**
   * Makes a new key pair in place of the present one.
   *
   * @param attestationChallenge bytes that the hardware is to attest; a store without attestation ignores them
   */
  void createKey(byte[] attestationChallenge) throws GeneralSecurityException, IOException;

  /** Forgets the key pair; what was sealed stays readable. */
  void deleteKey() throws GeneralSecurityException, IOException;

  /** SHA256withECDSA in DER, as every Java provider gives it. */
  byte[] sign(byte[] data) throws GeneralSecurityException, IOException;

  /** The key's attestation as X.509 certificates in DER, the key's own first; empty where there is none. */
  List<byte[]> attestationChain() throws GeneralSecurityException, IOException;

  /** Seals a few bytes under a key that never leaves the store. */
  byte[] seal(byte[] secret) throws GeneralSecurityException, IOException;

  /** @throws GeneralSecurityException when these bytes were not sealed here */
  byte[] open(byte[] sealed) throws GeneralSecurityException, IOException;
}
