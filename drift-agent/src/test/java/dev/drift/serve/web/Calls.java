package dev.drift.serve.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Requests to the server, as callers send them.
final class Calls {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Calls() {}

  /// @param headers names and values in turn
  static HttpResponse<String> call(String method, String url, String body, String... headers)
      throws IOException, InterruptedException {
    return CLIENT.send(request(method, url, body, headers), HttpResponse.BodyHandlers.ofString());
  }

  static CompletableFuture<HttpResponse<String>> callLater(String url, String... headers) {
    return CLIENT.sendAsync(request("GET", url, "", headers), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(String method, String url, String body, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder.build();
  }

  static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return call("GET", url, "", bearer(TestDaemon.TOKEN));
  }

  static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  /// As GitHub signs.
  static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static void eventually(String what, BooleanSupplier condition) {
    for (int attempt = 0; attempt < 600; attempt++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("not within 30 s: " + what);
  }
}
