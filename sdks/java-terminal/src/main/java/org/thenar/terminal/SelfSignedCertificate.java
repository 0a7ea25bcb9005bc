package org.thenar.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** The certificate without which PKCS#12 keeps no private key. It names nobody and nobody reads it. */
final class SelfSignedCertificate {
  private static final byte[] ECDSA_WITH_SHA256 = {0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02};
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private SelfSignedCertificate() {}

  static Certificate of(KeyPair pair) throws GeneralSecurityException {
    byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
    byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(0x0c, Bytes.utf8("palm terminal")))));
    byte[] validity = der(SEQUENCE, der(0x17, Bytes.utf8("200101000000Z")), der(0x17, Bytes.utf8("491231235959Z")));
    byte[] serial = der(0x02, new BigInteger(63, new SecureRandom()).add(BigInteger.ONE).toByteArray());
    byte[] version3 = der(0xa0, der(0x02, new byte[] {2}));
    byte[] body = der(SEQUENCE, version3, serial, algorithm, name, validity, name, pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(body);
    byte[] whole = der(SEQUENCE, body, algorithm, der(0x03, new byte[] {0}, signature.sign()));
    return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) content.write(part, 0, part.length);
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length >= 256) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 128) {
      out.write(0x81);
    }
    out.write(length);
    out.write(content.toByteArray(), 0, length);
    return out.toByteArray();
  }
}
