package dev.drift.git.repository;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.Sha256;
import dev.drift.net.SafeUrl;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/// The URL of a repository, its password apart.
///
/// @param uri without user and password over HTTP, where either may be a token; without the
///     password over SSH
/// @param shown as people may see it
/// @param login what stood in the URL
public record RepoUrl(URIish uri, String shown, Optional<Login> login) {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(//|:).*");
  private static final Pattern SCP =
      Pattern.compile("([^/@:\\s]+@)?(?<host>[^/@:\\s]+):(?!//)(?<path>.+)");

  /// Git would start a program named like the first word; Drift does not.
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");

  private static final List<String> SCHEMES = List.of("https", "http", "ssh", "git", "file");

  /// Whether the text is a URL rather than a folder.
  public static boolean is(String repo) {
    return SCHEME.matcher(repo).matches() || SCP.matcher(repo).matches();
  }

  /// @throws DriftException if Drift does not support it; the message does not repeat it
  public static RepoUrl parse(String repo) {
    if (isMistyped(repo)) {
      throw usage(
          "The URL in --repo, %s, is mistyped; expected https://host/path.git or"
                  .formatted(shown(repo))
              + " git@host:path.git.");
    }
    URIish uri;
    try {
      uri = new URIish(repo);
    } catch (URISyntaxException e) {
      throw usage("The URL in --repo is not valid; expected https://host/path.git.");
    }
    String scheme = scheme(uri);
    if (!SCHEMES.contains(scheme) || HELPER.matcher(repo).matches()) {
      throw usage(
          "The URL in --repo has an unsupported scheme; use https, http, ssh, git or file.");
    }
    if (uri.getPath() == null || (uri.getHost() == null && !scheme.equals("file"))) {
      throw usage("The URL in --repo has no host or no path.");
    }
    if (repo.chars().anyMatch(Character::isISOControl)) {
      throw usage("The URL in --repo contains control characters.");
    }
    boolean http = scheme.startsWith("http");
    if (http && (uri.getPath().contains("?") || uri.getPath().contains("#"))) {
      throw usage(
          "The URL in --repo contains a query, which may contain a token; set"
              + " DRIFT_GIT_PASSWORD instead.");
    }
    if (http && uri.getPath().contains("@")) {
      throw usage(
          "The URL in --repo, %s, has an @ after its host. If that is part of a password, set"
                  .formatted(shown(repo))
              + " DRIFT_GIT_PASSWORD instead; otherwise, write %40.");
    }
    Optional<Login> login = login(uri, http);
    URIish bare = uri.setPass(null);
    if (http) {
      bare = bare.setUser(null);
    }
    return new RepoUrl(bare, shown(bare.toString()), login);
  }

  /// The value of `--repo` without passwords.
  public static String shown(String repo) {
    return SafeText.of(SafeUrl.of(repo));
  }

  /// `https:/user:password@host` is not SSH to a host named https, and `user:password@host:path`
  /// not to one named user.
  private static boolean isMistyped(String repo) {
    Matcher scp = SCP.matcher(repo);
    return !SCHEME.matcher(repo).matches()
        && scp.matches()
        && (SCHEMES.contains(scp.group("host").toLowerCase(Locale.ROOT))
            || scp.group("path").contains("@"));
  }

  private static Optional<Login> login(URIish uri, boolean http) {
    String user = uri.getUser();
    String password = uri.getPass();
    if (password != null) {
      return Optional.of(new Login(user == null ? "" : user, password));
    }
    // https://TOKEN@host/…: the token is the user name, with an empty password.
    return http && user != null ? Optional.of(new Login(user, "")) : Optional.empty();
  }

  /// The URL's, or `ssh` for the short form `git@host:path`.
  public String scheme() {
    return scheme(uri);
  }

  private static String scheme(URIish uri) {
    return uri.getScheme() == null ? "ssh" : uri.getScheme();
  }

  /// The name of its folder in the cache.
  public String cacheName() {
    return Sha256.hex(uri.toString());
  }

  public String host() {
    return uri.getHost() == null ? "this machine" : uri.getHost();
  }

  @Override
  public String toString() {
    return shown;
  }

  private static DriftException usage(String message) {
    return new DriftException(Problem.of(Problem.Code.USAGE, message));
  }
}
