package dev.drift.git.remote;

import dev.drift.net.AllowedUrls;
import dev.drift.net.SafeUrl;
import java.io.IOException;
import java.io.Serial;

/// A server leads to a URL that may not be fetched.
final class NotAllowedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  NotAllowedException(String url) {
    super("%s %s".formatted(SafeUrl.of(url), AllowedUrls.REFUSED));
  }
}
