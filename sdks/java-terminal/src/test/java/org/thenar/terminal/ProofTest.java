package org.thenar.terminal;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Against the test vectors of the protocol's documentation. */
final class ProofTest {
  private final JsonObject vectors;
  private final TerminalKey key;
  private final ECPublicKey publicKey;

  ProofTest() throws Exception {
    vectors = JsonObject.parse(Bytes.fromUtf8(Files.readAllBytes(Paths.get("../../docs/vectors/terminal-protocol.json"))));
    JsonObject jwk = vectors.object("key");
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec p256 = curve.getParameterSpec(ECParameterSpec.class);
    KeyFactory keys = KeyFactory.getInstance("EC");
    publicKey = (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), p256));
    key = TerminalKey.in(new OneKey(publicKey, keys.generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), p256))));
  }

  private static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Bytes.fromBase64Url(jwk.text(name)));
  }

  void itMakesTheProofOfTheVectors() throws Exception {
    JsonObject vector = vectors.object("dpop_proof");
    JsonObject claims = vector.object("claims");
    String proof = new DpopProof("POST", claims.text("htu") + "?query=1#fragment")
        .identified(claims.text("jti"), claims.whole("iat", 0))
        .bound(claims.text("nonce"), vector.text("access_token"))
        .signedBy(key);
    Checks.equal(signedPart(proof), signedPart(vector.text("jwt")));
    Checks.isTrue(isSigned(proof), "the proof is not signed by its key");
    Checks.isTrue(isSigned(vector.text("jwt")), "the vector is not signed by its key");
  }

  void itHasTheThumbprintOfTheVectors() {
    Checks.equal(key.thumbprint(), vectors.text("thumbprint"));
  }

  void itMakesTheChainOfTheVectors() throws Exception {
    TerminalState state = new TerminalState();
    for (JsonObject vector : vectors.objects("signed_captures")) {
      JsonObject payload = vector.object("payload");
      String what = payload.has("scan_ref") ? CaptureChain.SCAN_REF : CaptureChain.CHALLENGE;
      byte[] image = Base64.getDecoder().decode(vector.text("image_base64"));
      String jws = CaptureChain.sign(key, state, image, what, payload.text(what));
      Checks.equal(signedPart(jws), signedPart(vector.text("jws")));
      state.chainSeq++;
      state.chainHead = CaptureChain.linkOf(vector.text("jws"));
    }
  }

  void itGivesEverySignatureSixtyFourBytes() throws Exception {
    for (int i = 0; i < 400; i++) {
      String jws = key.sign(JsonObject.create(), JsonObject.create().with("n", i));
      Checks.equal(Bytes.fromBase64Url(jws.substring(jws.lastIndexOf('.') + 1)).length, 64);
      Checks.isTrue(isSigned(jws), "signature " + i);
    }
  }

  void itRefusesWhatIsNoSignature() {
    for (byte[] der : Arrays.asList(new byte[0], new byte[8], new byte[] {0x30, 6, 2, 9, 1, 2, 1, 1}, new byte[] {0x30, 6, 2, -1, 1, 2, 1, 1}))
      Checks.fails(java.security.GeneralSecurityException.class, () -> TerminalKey.rawSignature(der));
  }

  private static String signedPart(String jws) {
    return jws.substring(0, jws.lastIndexOf('.'));
  }

  private boolean isSigned(String jws) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(publicKey);
    signature.update(Bytes.utf8(signedPart(jws)));
    return signature.verify(Bytes.fromBase64Url(jws.substring(jws.lastIndexOf('.') + 1)));
  }

  private static final class OneKey implements TerminalKeyStore {
    private final ECPublicKey publicKey;
    private final PrivateKey privateKey;

    OneKey(ECPublicKey publicKey, PrivateKey privateKey) {
      this.publicKey = publicKey;
      this.privateKey = privateKey;
    }

    @Override
    public ECPublicKey publicKey() {
      return publicKey;
    }

    @Override
    public byte[] sign(byte[] data) throws java.security.GeneralSecurityException {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update(data);
      return signature.sign();
    }

    @Override
    public void createKey(byte[] attestationChallenge) {}

    @Override
    public void deleteKey() {}

    @Override
    public List<byte[]> attestationChain() {
      return Collections.emptyList();
    }

    @Override
    public byte[] seal(byte[] secret) {
      return secret;
    }

    @Override
    public byte[] open(byte[] sealed) {
      return sealed;
    }
  }
}
