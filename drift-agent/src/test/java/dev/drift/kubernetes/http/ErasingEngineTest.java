package dev.drift.kubernetes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.UntrustedServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both ends of a connection in memory: each buffer holds what one end sends to the other.
class ErasingEngineTest {
  private static final String SECRET = "pl4nted";

  private final ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
  private final ByteBuffer toClient = ByteBuffer.allocate(1 << 16);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
      })
  void nothingOfWhatWasReceivedIsLeft(String suite) throws Exception {
    SSLEngine server = UntrustedServer.tls().createSSLEngine();
    server.setUseClientMode(false);
    SSLEngine client = client();
    client.setEnabledCipherSuites(new String[] {suite});
    connect(client, server);

    send(server, SECRET, toClient);
    int sent = toClient.position();
    ByteBuffer text = ByteBuffer.allocate(1 << 16);
    toClient.flip();
    client.unwrap(toClient, text);

    assertThat(new String(text.array(), 0, text.position(), UTF_8)).isEqualTo(SECRET);
    assertThat(sent).isPositive();
    assertThat(toClient.array()).startsWith(new byte[sent]);
  }

  private static SSLEngine client() throws GeneralSecurityException, IOException {
    SSLEngine engine =
        Tls.context(new TlsSettings(Optional.empty(), Optional.empty(), true)).createSSLEngine();
    engine.setUseClientMode(true);
    return engine;
  }

  private static void send(SSLEngine from, String text, ByteBuffer to) throws SSLException {
    from.wrap(ByteBuffer.wrap(text.getBytes(UTF_8)), to);
  }

  /// Until neither end has more to say: the server also sends tickets when the handshake is over.
  private void connect(SSLEngine client, SSLEngine server) throws SSLException {
    client.beginHandshake();
    server.beginHandshake();
    boolean moved = true;
    while (moved) {
      moved = turn(client, toServer, toClient);
      moved |= turn(server, toClient, toServer);
    }
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(client.getSession().isValid()).isTrue();
    toClient.clear();
    toServer.clear();
  }

  private static boolean turn(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    boolean moved = false;
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      engine.getDelegatedTask().run();
      moved = true;
    } else if (status == HandshakeStatus.NEED_WRAP) {
      moved = engine.wrap(ByteBuffer.allocate(0), out).bytesProduced() > 0;
    }
    in.flip();
    if (engine.getHandshakeStatus() != HandshakeStatus.NEED_TASK && in.hasRemaining()) {
      moved |= engine.unwrap(in, ByteBuffer.allocate(1 << 16)).bytesConsumed() > 0;
    }
    in.compact();
    return moved;
  }
}
