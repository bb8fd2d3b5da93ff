package dev.drift.serve.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/// Requests as no client library sends them.
final class RawCall {
  private RawCall() {}

  /// Sends the head of a request, and nothing of its body.
  static Socket begin(int port, String methodAndPath, long length, String... headers)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String more =
        Arrays.stream(headers).filter(it -> !it.isEmpty()).collect(Collectors.joining("\r\n"));
    socket
        .getOutputStream()
        .write(
            "%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s%s\r\n"
                .formatted(methodAndPath, length, more, more.isEmpty() ? "" : "\r\n")
                .getBytes(ISO_8859_1));
    return socket;
  }

  static HttpResponse<String> post(int port, String path, long length, String... headers)
      throws IOException {
    try (Socket socket = begin(port, "POST " + path, length, headers)) {
      return response(socket.getInputStream());
    }
  }

  /// What the server says to bytes, until it closes the connection.
  static String exchange(int port, String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /// Does not wait for the end of the connection.
  private static HttpResponse<String> response(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("the connection ended after: " + head);
      }
      head.append((char) read);
    }
    List<String> lines = List.of(head.toString().strip().split("\r\n"));
    Map<String, List<String>> headers =
        lines.stream()
            .skip(1)
            .map(line -> line.split(": ?", 2))
            .collect(Collectors.toMap(it -> it[0], it -> List.of(it[1])));
    HttpHeaders parsed = HttpHeaders.of(headers, (_, _) -> true);
    int length = Integer.parseInt(parsed.firstValue("Content-Length").orElseThrow());
    return new Answered(
        Integer.parseInt(lines.getFirst().split(" ")[1]),
        parsed,
        new String(in.readNBytes(length), ISO_8859_1));
  }

  private record Answered(int statusCode, HttpHeaders headers, String body)
      implements HttpResponse<String> {
    @Override
    public HttpRequest request() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      throw new UnsupportedOperationException();
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }
}
