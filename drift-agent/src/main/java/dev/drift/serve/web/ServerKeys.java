package dev.drift.serve.web;

import dev.drift.config.ServerCertificate;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate and the key of the server. They are read again once their files have changed: a
/// certificate lasts for weeks, a daemon for months.
final class ServerKeys extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServerKeys.class);

  private final Path certificate;
  private final Path key;
  private volatile Loaded loaded;

  private record Loaded(PemKeys keys, FileTime certificateTime, FileTime keyTime) {}

  private ServerKeys(Path certificate, Path key) throws IOException, GeneralSecurityException {
    this.certificate = certificate;
    this.key = key;
    this.loaded = load();
  }

  /// @throws DriftException with INVALID_CONFIG if they cannot be used; the message quotes nothing
  static ServerKeys read(ServerCertificate files) {
    try {
      return new ServerKeys(Path.of(files.certificate()), Path.of(files.key()));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.INVALID_CONFIG,
              "The certificate %s and the key %s of serve.tls cannot be used; both must be readable"
                      .formatted(files.certificate(), files.key())
                  + " PEM files, and the key must not be encrypted."));
    }
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {this}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private Loaded load() throws IOException, GeneralSecurityException {
    FileTime certificateTime = Files.getLastModifiedTime(certificate);
    FileTime keyTime = Files.getLastModifiedTime(key);
    PemKeys keys = PemKeys.of(Files.readString(certificate), Files.readString(key));
    return new Loaded(keys, certificateTime, keyTime);
  }

  private PemKeys keys() {
    Loaded now = loaded;
    try {
      if (!Files.getLastModifiedTime(certificate).equals(now.certificateTime())
          || !Files.getLastModifiedTime(key).equals(now.keyTime())) {
        now = load();
        loaded = now;
        LOG.info("The certificate of the server was read again");
      }
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      // Perhaps one of two files is new yet. Without the cause, which may quote the key.
      LOG.warn("The certificate of the server has changed and cannot be read; the old one is used");
    }
    return now.keys();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    PemKeys keys = keys();
    // Such as EC, or EC_EC of older versions.
    return type.split("_")[0].equals(keys.key().getAlgorithm()) ? "server" : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(type, issuers, null);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return loaded.keys().chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return loaded.keys().key();
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    String alias = chooseEngineServerAlias(type, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
