package dev.drift.serve.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that mean harm, on raw sockets. The server is in a process of its own, with a limit of
/// 3 s for a request, since the limits of the JDK's server count for the whole process.
class HostileClientsTest {
  private static Process process;
  private static int port;

  /// The server, until its input ends.
  public static final class Server {
    private Server() {}

    public static void main(String[] args) throws IOException {
      try (TestDaemon daemon = new TestDaemon()) {
        System.out.println(daemon.server.address().getPort());
        while (System.in.read() >= 0) {
          // until the test ends
        }
      }
    }
  }

  @BeforeAll
  static void start() throws IOException {
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dsun.net.httpserver.maxReqTime=3",
                "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    port =
        Integer.parseInt(
            new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine());
  }

  @AfterAll
  static void stop() throws Exception {
    process.getOutputStream().close();
    process.waitFor();
  }

  private static void healthy() throws IOException {
    assertThat(
            RawCall.exchange(port, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: ",
        "POST /hooks/git HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{",
        "POST /hooks/git HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"
      })
  void whoSendsByteByByteIsCutOff(String start) throws Exception {
    Instant begin = Instant.now();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(start.getBytes(ISO_8859_1));
      socket.setSoTimeout(200);
      boolean open = true;
      while (open && Duration.between(begin, Instant.now()).toSeconds() < 30) {
        try {
          if (!start.isEmpty()) {
            out.write('a');
          }
          open = socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException _) {
          // still open
        } catch (SocketException _) {
          open = false;
        }
      }
      assertThat(open).isFalse();
    }
    healthy();
  }

  @Test
  void manySlowClientsDoNotKeepOthersOut() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost:".getBytes(ISO_8859_1));
      slow.add(socket);
    }
    healthy();
    for (Socket socket : slow) {
      socket.close();
    }
  }

  @Test
  void moreConnectionsThanTheLimitAreClosedAndItRecovers() throws Exception {
    List<Socket> held = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      try {
        held.add(new Socket(InetAddress.getLoopbackAddress(), port));
      } catch (IOException _) {
        // refused, which is as good
      }
    }
    for (Socket socket : held) {
      socket.close();
    }
    for (int attempt = 0; ; attempt++) {
      try {
        healthy();
        return;
      } catch (IOException | AssertionError e) {
        if (attempt == 100) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }

  @Test
  void hugeBodiesAreRefusedWithoutBeingRead() throws Exception {
    for (String path :
        List.of("GET /healthz", "GET /metrics", "POST /hooks/git", "POST /hooks/audit")) {
      String token =
          "Authorization: Bearer "
              + (path.contains("audit") ? TestDaemon.AUDIT_TOKEN : TestDaemon.TOKEN);
      try (Socket socket = RawCall.begin(port, path, 1L << 40, token)) {
        socket.setSoTimeout(2_000); // before the limit of time
        assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
            .as(path)
            .isEqualTo("HTTP/1.1 413");
      }
    }
    // No length, and no end: 96 MiB of heap are enough, because nothing of it is held.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /hooks/git HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(ISO_8859_1));
      byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
      for (int i = 0; i < 10_000; i++) {
        out.write(chunk);
      }
    } catch (SocketException _) {
      // It has closed the connection.
    }
    healthy();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/api/v1/../../../etc/passwd",
        "/api/v1/targets/..%2f..%2fetc%2fpasswd",
        "/api/v1/targets/%2e%2e",
        "/api/v1/targets/prod%00",
        "/api/v1/targets/prod/findings/%0d%0aSet-Cookie:%20a=b",
        "/api/v1/targets/%ff%fe",
        "/api/v1/targets/%zz",
        "/api/v1/targets/%1b%5b2J",
        // Also with the host of another server.
        "//evil.example.com/nothing",
        "/api/v1/version/",
        "/API/V1/VERSION",
        "/nothing?a=%0d%0aSet-Cookie:%20a=b",
        "http://evil.example.com/nothing",
        "*",
        "nothing"
      })
  void oddPathsLeadNowhere(String path) throws Exception {
    String answer =
        RawCall.exchange(
            port,
            "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, TestDaemon.TOKEN));
    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
    harmless(answer);
    healthy();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /hooks/git HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /hooks/git HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET  HTTP/1.1\r\n\r\n",
        "\r\n\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
        "BREW /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/9.9\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nA : b\r\nConnection: close\r\n\r\n"
      })
  void brokenRequestsGetNoStackTrace(String request) throws Exception {
    try {
      harmless(RawCall.exchange(port, request));
    } catch (SocketException _) {
      // The connection was reset.
    }
    healthy();
  }

  @Test
  void manyOrLongHeadersAreRefused() throws Exception {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      headers.append("A%d: b\r\n".formatted(i));
    }
    for (String each : List.of(headers.toString(), "A: %s\r\n".formatted("b".repeat(100_000)))) {
      try {
        String answer =
            RawCall.exchange(
                port,
                "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n".formatted(each));
        assertThat(answer).doesNotStartWith("HTTP/1.1 200");
        harmless(answer);
      } catch (SocketException _) {
        // The connection was reset.
      }
    }
    healthy();
  }

  private static void harmless(String answer) {
    assertThat(answer)
        .doesNotContain(
            "Set-Cookie", "root:", "\tat ", "dev.drift", ".java:", "evil.example", "\u001b");
  }
}
