package dev.drift.git.remote;

import static java.util.Objects.requireNonNull;

import dev.drift.net.AllowedUrls;
import dev.drift.tree.TreeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the reading of sources takes from its surroundings.
///
/// @param cache the folder that clones are kept in, one below it for each URL
/// @param environment where credentials, HOME and proxies are looked up
/// @param progress takes a sentence when something long begins
/// @param timeout how long a server may be silent
/// @param allowed what may be asked over HTTP, redirects included; empty for every URL
/// @param tagsFirst whether a name that a branch and a tag share means the tag, as for `git fetch`,
///     and not the branch, as for `git clone`
public record GitSettings(
    Path cache,
    TreeLimits limits,
    Map<String, String> environment,
    Consumer<String> progress,
    Duration timeout,
    Optional<AllowedUrls> allowed,
    boolean tagsFirst) {
  public GitSettings {
    requireNonNull(cache, "cache is null");
    requireNonNull(limits, "limits is null");
    environment = Map.copyOf(environment);
    requireNonNull(progress, "progress is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(allowed, "allowed is null");
  }

  /// Every URL may be asked.
  public GitSettings(
      Path cache,
      TreeLimits limits,
      Map<String, String> environment,
      Consumer<String> progress,
      Duration timeout) {
    this(cache, limits, environment, progress, timeout, Optional.empty(), /* tagsFirst= */ false);
  }

  /// The same for repositories that a source names, and whoever runs Drift allows: with clones of
  /// their own, without the login for the source, and with names as kustomize has Git fetch them.
  public GitSettings within(AllowedUrls urls) {
    Map<String, String> others = new HashMap<>(environment);
    others.remove("DRIFT_GIT_USERNAME");
    others.remove("DRIFT_GIT_PASSWORD");
    return new GitSettings(
        cache.resolve("bases"),
        limits,
        others,
        progress,
        timeout,
        Optional.of(urls),
        /* tagsFirst= */ true);
  }

  /// The usual surroundings: `$DRIFT_CACHE/git`, or `drift/git` in the user's cache folder.
  public static GitSettings of(Map<String, String> environment, Consumer<String> progress) {
    return new GitSettings(
        cache(environment), TreeLimits.DEFAULT, environment, progress, Duration.ofSeconds(60));
  }

  private static Path cache(Map<String, String> environment) {
    String own = environment.getOrDefault("DRIFT_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own, "git");
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    return xdg.isEmpty()
        ? home(environment).resolve(".cache/drift/git")
        : Path.of(xdg, "drift", "git");
  }

  /// The user's home.
  Path home() {
    return home(environment);
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
  }

  @Override
  public String toString() {
    return "GitOptions(cache=%s, limits=%s)".formatted(cache, limits);
  }
}
