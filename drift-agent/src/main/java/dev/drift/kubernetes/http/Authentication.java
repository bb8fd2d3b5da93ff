package dev.drift.kubernetes.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// How the user authenticates to the API server, other than by a client certificate.
public interface Authentication {
  /// The value of the `Authorization` header; requested for each call, so it is cheap.
  ///
  /// @throws IOException if it cannot be had; the message is a sentence without any secret
  Optional<String> header() throws IOException;

  /// After a 401: forgets what it holds. Says whether asking again may give another answer.
  boolean renew();

  /// Nothing but a client certificate, or nobody.
  static Authentication none() {
    return fixed(Optional.empty());
  }

  static Authentication token(String token) {
    return fixed(Optional.of("Bearer " + token));
  }

  static Authentication basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return fixed(Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  private static Authentication fixed(Optional<String> header) {
    return new Authentication() {
      @Override
      public Optional<String> header() {
        return header;
      }

      @Override
      public boolean renew() {
        return false;
      }
    };
  }
}
