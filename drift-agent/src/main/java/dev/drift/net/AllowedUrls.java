package dev.drift.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// URLs that whoever runs Drift allows it to fetch from, by how they start. A start covers its own
/// scheme, host and port, and paths by whole segments: `https://a.example/charts` covers
/// `https://a.example/charts/web.tgz`, and not `https://a.example/charts-of-others/`.
///
/// A URL that servers may understand otherwise than Drift is not allowed: with `..` (or `..;`,
/// which Java servers take for it), a doubled or encoded slash, an encoded dot or percent sign, a
/// backslash, or a login.
public final class AllowedUrls {
  public static final AllowedUrls NONE = new AllowedUrls(List.of());

  /// Of a URL that is not allowed: the second half of a sentence.
  public static final String REFUSED =
      "may not be fetched; if you trust it, add it to fetch in the agent's drift.yaml";

  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i).*(?:/\\.{1,2}(?:[/;].*)?|//.*|%2[ef5].*|%5c.*|\\\\.*)", Pattern.DOTALL);

  private final List<Place> starts;

  /// @param path with `/` at its start and none at its end
  private record Place(String scheme, String host, int port, String path) {
    boolean covers(Place other) {
      return scheme.equals(other.scheme)
          && host.equals(other.host)
          && port == other.port
          && (other.path.equals(path) || other.path.startsWith(path + "/"));
    }

    boolean isSameServer(Place other) {
      return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }
  }

  private AllowedUrls(List<Place> starts) {
    this.starts = starts;
  }

  /// @param starts of URLs, as `fetch` in `drift.yaml` lists them; what is no URL allows nothing
  public static AllowedUrls of(List<String> starts) {
    return new AllowedUrls(starts.stream().flatMap(it -> place(it).stream()).toList());
  }

  public boolean allow(String url) {
    return place(url).filter(it -> starts.stream().anyMatch(start -> start.covers(it))).isPresent();
  }

  /// Whether two URLs have the same scheme, host and port.
  public static boolean isSameServer(String one, String other) {
    Optional<Place> first = place(one);
    Optional<Place> second = place(other);
    return first.isPresent() && second.filter(first.get()::isSameServer).isPresent();
  }

  private static Optional<Place> place(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      if (AMBIGUOUS.matcher(path).matches()) {
        return Optional.empty();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      return Optional.of(
          new Place(
              scheme,
              uri.getHost().toLowerCase(Locale.ROOT),
              uri.getPort() >= 0 ? uri.getPort() : port(scheme),
              path.replaceFirst("/$", "")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static int port(String scheme) {
    return switch (scheme) {
      case "https", "oci" -> 443;
      case "http" -> 80;
      case "ssh" -> 22;
      default -> -1;
    };
  }
}
