package org.thenar.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys in a PKCS#12 file under a password, for terminals that run on a plain Java machine. On Android use the Android
 * Keystore: a file can be copied.
 */
public final class FileKeyStore implements TerminalKeyStore {
  private static final String FILE = "terminal.p12";
  private static final String SIGNING_KEY = "terminal";
  private static final String SEALING_KEY = "seal";
  private static final String LABEL = "data.key";
  private static final int SEALING_KEY_BYTES = 32;

  private final File file;
  private final char[] password;
  private final KeyStore entries;

  private FileKeyStore(File file, char[] password, KeyStore entries) {
    this.file = file;
    this.password = password;
    this.entries = entries;
  }

  /** Opens `terminal.p12` in the folder, or makes it. @throws IOException when the password is another one */
  public static FileKeyStore open(File folder, char[] password) throws GeneralSecurityException, IOException {
    DurableFile.prepareFolder(folder);
    File file = new File(folder, FILE);
    KeyStore entries = KeyStore.getInstance("PKCS12");
    entries.load(file.exists() ? new ByteArrayInputStream(DurableFile.read(file)) : null, password);
    FileKeyStore store = new FileKeyStore(file, password.clone(), entries);
    if (!entries.containsAlias(SEALING_KEY)) store.createSealingKey();
    return store;
  }

  @Override
  public synchronized ECPublicKey publicKey() throws GeneralSecurityException {
    Certificate certificate = entries.getCertificate(SIGNING_KEY);
    return certificate == null ? null : (ECPublicKey) certificate.getPublicKey();
  }

  @Override
  public synchronized void createKey(byte[] attestationChallenge) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    entries.setKeyEntry(SIGNING_KEY, pair.getPrivate(), password, new Certificate[] {SelfSignedCertificate.of(pair)});
    store();
  }

  @Override
  public synchronized void deleteKey() throws GeneralSecurityException, IOException {
    if (!entries.containsAlias(SIGNING_KEY)) return;
    entries.deleteEntry(SIGNING_KEY);
    store();
  }

  @Override
  public synchronized byte[] sign(byte[] data) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign((PrivateKey) entries.getKey(SIGNING_KEY, password));
    signature.update(data);
    return signature.sign();
  }

  @Override
  public List<byte[]> attestationChain() {
    return Collections.emptyList();
  }

  @Override
  public synchronized byte[] seal(byte[] secret) throws GeneralSecurityException {
    return AesGcm.seal((SecretKey) entries.getKey(SEALING_KEY, password), secret, LABEL);
  }

  @Override
  public synchronized byte[] open(byte[] sealed) throws GeneralSecurityException {
    return AesGcm.open((SecretKey) entries.getKey(SEALING_KEY, password), sealed, LABEL);
  }

  private void createSealingKey() throws GeneralSecurityException, IOException {
    byte[] secret = new byte[SEALING_KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    KeyStore.SecretKeyEntry entry = new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, "AES"));
    entries.setEntry(SEALING_KEY, entry, new KeyStore.PasswordProtection(password));
    store();
  }

  private void store() throws GeneralSecurityException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entries.store(out, password);
    DurableFile.write(file, out.toByteArray());
  }
}
