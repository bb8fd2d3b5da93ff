package dev.drift.source.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.tree.TreePath;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entry of a kustomization that kustomize asks a server for.
sealed interface RemoteEntry {
  /// A folder of a Git repository.
  ///
  /// @param url of the repository
  /// @param revision empty for the default branch
  /// @param folder from its root
  record Base(String url, String revision, String folder) implements RemoteEntry {}

  /// A file of a web server.
  record File(String url) implements RemoteEntry {}

  /// A scheme, a user and a host with what separates it from the path.
  Pattern HOST =
      Pattern.compile(
          "(?i)(?<scheme>ssh://|https://|http://|)(?<user>[a-z][a-z0-9-]*@|)(?<rest>.*)",
          Pattern.DOTALL);

  Pattern GITHUB = Pattern.compile("(?i)github\\.com[/:].*", Pattern.DOTALL);
  Pattern MANIFEST = Pattern.compile("(?i)https?://[^?#]+\\.(?:ya?ml|json)");

  /// Without a marker, a repository has two segments, as on GitHub.
  int SEGMENTS = 2;

  /// As kustomize reads it:
  /// <https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/git/repospec.go>. It
  /// asks a web server for each URL first; Drift does so only if the URL ends like a file.
  ///
  /// @return empty if kustomize would not take it for either
  static Optional<RemoteEntry> of(String text) {
    boolean marked = text.matches("(?is)[a-z]+://.*(?://|\\.git(?:/|$)|_git/).*");
    if (MANIFEST.matcher(text).matches() && !marked) {
      return Optional.of(new File(text));
    }
    return base(text).map(it -> it);
  }

  private static Optional<Base> base(String text) {
    int query = text.indexOf('?');
    Optional<String> revision = query < 0 ? Optional.of("") : revision(text.substring(query + 1));
    String plain = (query < 0 ? text : text.substring(0, query)).replaceFirst("(?i)^git::", "");
    Matcher parts = HOST.matcher(plain);
    if (revision.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group("scheme");
    String user = parts.group("user");
    String rest = parts.group("rest");
    boolean isGitHub = GITHUB.matcher(rest).matches();
    boolean isScp = scheme.isEmpty() && (!user.isEmpty() || isGitHub);
    if (scheme.isEmpty() && !isScp) {
      return Optional.empty();
    }
    int separator = separator(rest, isScp);
    if (separator <= 0) {
      return Optional.empty();
    }
    String host = scheme + user + rest.substring(0, separator + 1);
    if (isGitHub) {
      host =
          scheme.equalsIgnoreCase("ssh://") || !user.isEmpty()
              ? (user.isEmpty() ? "git@" : user) + "github.com:"
              : "https://github.com/";
    }
    return split(rest.substring(separator + 1), host, revision.get());
  }

  private static int separator(String rest, boolean isScp) {
    int slash = rest.indexOf('/');
    int colon = isScp ? rest.indexOf(':') : -1;
    return colon > 0 && (slash < 0 || colon < slash) ? colon : slash;
  }

  private static Optional<Base> split(String path, String host, String revision) {
    int azure = path.indexOf("_git/");
    int doubled = path.indexOf("//");
    int suffix = path.indexOf(".git");
    String repository;
    String folder;
    if (azure >= 0) {
      int end = path.indexOf('/', azure + "_git/".length());
      repository = end < 0 ? path : path.substring(0, end);
      folder = end < 0 ? "" : path.substring(end + 1);
    } else if (doubled >= 0) {
      repository = path.substring(0, doubled);
      folder = path.substring(doubled + 2);
    } else if (suffix >= 0) {
      repository = path.substring(0, suffix + ".git".length());
      folder = path.substring(suffix + ".git".length());
    } else {
      String[] segments = path.split("/", SEGMENTS + 1);
      if (segments.length < SEGMENTS) {
        return Optional.empty();
      }
      repository = segments[0] + "/" + segments[1];
      folder = segments.length > SEGMENTS ? segments[SEGMENTS] : "";
    }
    Optional<String> normal = TreePath.normal(folder.replaceFirst("^/+", ""));
    return repository.isEmpty() || normal.isEmpty()
        ? Optional.empty()
        : Optional.of(new Base(host + repository, revision, normal.get()));
  }

  /// `ref` wins over `version`.
  private static Optional<String> revision(String query) {
    Map<String, String> values = new HashMap<>();
    try {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.putIfAbsent(
              pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String ref = values.getOrDefault("ref", "");
    String revision = ref.isEmpty() ? values.getOrDefault("version", "") : ref;
    // Git takes what starts with a hyphen for an option.
    return revision.startsWith("-") ? Optional.empty() : Optional.of(revision);
  }
}
