package dev.drift.config;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the `repo` of a source as text; nothing is looked up.
final class RepoAddress {
  /// The name of a source whose repository is the folder of the file, which has no name of its own.
  static final String OWN_NAME = "repository";

  /// What a source may be called. A name is printed, so one that is derived from a URL must not be
  /// able to hold a password.
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
  private static final Pattern READ = Pattern.compile("(https|http|ssh|git|file)://.*");

  /// `ext::program`: Git starts a program named like the first word. Drift never does.
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");

  /// `git@host:path`
  private static final Pattern SCP = Pattern.compile("([^/@:\\s]+@)?[^/@:\\s]+:(?!//).+");

  private RepoAddress() {}

  static boolean isUrl(String repo) {
    return SCHEME.matcher(repo).matches() || SCP.matcher(repo).matches();
  }

  /// Whether Drift can read from such an address: a folder, or a URL of a known scheme.
  static boolean isSupported(String repo) {
    if (HELPER.matcher(repo).matches()) {
      return false;
    }
    return !SCHEME.matcher(repo).matches() || READ.matcher(repo).matches();
  }

  static boolean isOwnFolder(String repo) {
    return repo.equals(SourceConfig.OWN_FOLDER) || repo.equals(SourceConfig.OWN_FOLDER + "/");
  }

  /// The last segment of the path without `.git`; empty if that is not usable as a name.
  static Optional<String> defaultName(String repo) {
    if (isOwnFolder(repo)) {
      return Optional.of(OWN_NAME);
    }
    String path = path(repo).replaceFirst("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    String name = last.endsWith(".git") ? last.substring(0, last.length() - 4) : last;
    return Optional.of(name).filter(it -> NAME.matcher(it).matches());
  }

  /// Without scheme, user, password and host.
  private static String path(String repo) {
    if (SCHEME.matcher(repo).matches()) {
      int slash = repo.indexOf('/', repo.indexOf("://") + 3);
      return slash < 0 ? "" : repo.substring(slash);
    }
    return SCP.matcher(repo).matches() ? repo.substring(repo.indexOf(':') + 1) : repo;
  }
}
