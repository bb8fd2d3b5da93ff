package dev.drift.git.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/// OpenPGP signatures by a key in a file.
///
/// JGit's own signer (`org.eclipse.jgit.gpg.bc`) takes keys only from the GnuPG home of the
/// process, which is not how a key gets into a container.
final class OpenPgp {
  private OpenPgp() {}

  /// A detached, armored signature.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws PGPException if it holds no key that signs, or the passphrase is wrong
  static byte[] sign(Path file, char[] passphrase, byte[] data) throws IOException, PGPException {
    PGPSecretKey secret =
        key(file).orElseThrow(() -> new PGPException("the file has no key that signs"));
    PGPPrivateKey key =
        secret.extractPrivateKey(
            new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                .build(passphrase));
    PGPPublicKey known = secret.getPublicKey();
    PGPSignatureGenerator signing =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(known.getAlgorithm(), HashAlgorithmTags.SHA512), known);
    signing.init(PGPSignature.BINARY_DOCUMENT, key);
    PGPSignatureSubpacketGenerator issuer = new PGPSignatureSubpacketGenerator();
    issuer.setIssuerFingerprint(false, known);
    signing.setHashedSubpackets(issuer.generate());
    signing.update(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
      signing.generate().encode(armor);
    }
    return bytes.toByteArray();
  }

  /// The newest key that is meant to sign, as GnuPG chooses it.
  private static Optional<PGPSecretKey> key(Path file) throws IOException, PGPException {
    try (InputStream in = Files.newInputStream(file);
        InputStream decoded = PGPUtil.getDecoderStream(in)) {
      PGPSecretKeyRingCollection rings =
          new PGPSecretKeyRingCollection(decoded, new BcKeyFingerprintCalculator());
      return StreamSupport.stream(rings.spliterator(), false)
          .flatMap(OpenPgp::keys)
          .filter(key -> !key.isPrivateKeyEmpty() && signs(key.getPublicKey()))
          .max(Comparator.comparing(key -> key.getPublicKey().getCreationTime()));
    }
  }

  private static Stream<PGPSecretKey> keys(PGPSecretKeyRing ring) {
    Iterable<PGPSecretKey> keys = ring::getSecretKeys;
    return StreamSupport.stream(keys.spliterator(), false);
  }

  /// A key without flags signs if its algorithm can.
  private static boolean signs(PGPPublicKey key) {
    Iterator<PGPSignature> signatures = key.getSignatures();
    boolean flagged = false;
    while (signatures.hasNext()) {
      PGPSignatureSubpacketVector hashed = signatures.next().getHashedSubPackets();
      int flags = hashed == null ? 0 : hashed.getKeyFlags();
      if ((flags & KeyFlags.SIGN_DATA) != 0) {
        return true;
      }
      flagged |= flags != 0;
    }
    return !flagged && key.isMasterKey();
  }
}
