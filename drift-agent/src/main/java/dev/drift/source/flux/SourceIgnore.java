package dev.drift.source.flux;

import dev.drift.source.flux.envsubst.GoPattern;
import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which files of a repository are not in the artifact that Flux makes of it.
///
/// The default list holds only if there is no pattern at all, neither in a `.sourceignore` nor in
/// `spec.ignore`; files of Git are never in it. The last pattern that matches decides. See
/// <https://github.com/fluxcd/pkg/blob/main/artifact/storage/archive.go> and
/// <https://github.com/fluxcd/pkg/tree/main/sourceignore>.
final class SourceIgnore {
  /// The name of the files with patterns; there may be one in each folder.
  static final String FILE = ".sourceignore";

  private static final List<String> GIT =
      List.of(".git/", ".gitignore", ".gitmodules", ".gitattributes");

  private static final List<String> DEFAULTS =
      List.of(
          "*.jpg",
          "*.jpeg",
          "*.gif",
          "*.png",
          "*.wmv",
          "*.flv",
          "*.tar.gz",
          "*.zip",
          ".github/",
          ".circleci/",
          ".travis.yml",
          ".gitlab-ci.yml",
          "appveyor.yml",
          ".drone.yml",
          "cloudbuild.yaml",
          "codeship-services.yml",
          "codeship-steps.yml",
          "**/.goreleaser.yml",
          "**/.sops.yaml",
          "**/.flux.yaml");

  private final List<Pattern> patterns;

  private SourceIgnore(List<Pattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /// The text of a `.sourceignore`, and the folder that it is in.
  record IgnoreFile(String folder, String text) {}

  /// @param files parents before children, each folder's children by name
  /// @param more `spec.ignore`
  static SourceIgnore of(List<IgnoreFile> files, Optional<String> more) {
    List<Pattern> written = new ArrayList<>();
    files.forEach(file -> read(file.text(), file.folder(), written));
    more.ifPresent(text -> read(text, "", written));
    List<Pattern> all = new ArrayList<>();
    GIT.forEach(line -> all.add(Pattern.of(line, "")));
    if (written.isEmpty()) {
      DEFAULTS.forEach(line -> all.add(Pattern.of(line, "")));
    }
    all.addAll(written);
    return new SourceIgnore(all);
  }

  private static void read(String text, String folder, List<Pattern> patterns) {
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> patterns.add(Pattern.of(line, folder)));
  }

  /// @param path of a file, not of a folder
  boolean excludes(String path) {
    List<String> names = List.of(path.split("/", -1));
    for (Pattern pattern : patterns.reversed()) {
      if (pattern.matches(path, names)) {
        return !pattern.inclusion();
      }
    }
    return false;
  }

  /// One line.
  /// See <https://github.com/fluxcd/pkg/blob/main/sourceignore/gitignore/pattern.go>.
  private record Pattern(
      String folder, List<String> parts, boolean inclusion, boolean onlyFolders, boolean glob) {
    private static final String ANY_FOLDERS = "**";

    static Pattern of(String line, String folder) {
      boolean inclusion = line.startsWith("!");
      String text = inclusion ? line.substring(1) : line;
      if (!text.endsWith("\\ ")) {
        text = text.replaceFirst(" +$", "");
      }
      boolean onlyFolders = text.endsWith("/");
      if (onlyFolders) {
        text = text.substring(0, text.length() - 1);
      }
      return new Pattern(
          folder, List.of(text.split("/", -1)), inclusion, onlyFolders, text.contains("/"));
    }

    boolean matches(String path, List<String> names) {
      if (path.equals(folder) || !TreePath.isWithin(path, folder)) {
        return false;
      }
      List<String> below =
          folder.isEmpty() ? names : names.subList(folder.split("/", -1).length, names.size());
      return glob ? matchesPath(below) : matchesName(below);
    }

    private boolean matchesName(List<String> names) {
      for (int i = 0; i < names.size(); i++) {
        if (GoPattern.matches(parts.getFirst(), names.get(i))) {
          return !(onlyFolders && i == names.size() - 1);
        }
      }
      return false;
    }

    private boolean matchesPath(List<String> names) {
      int at = 0;
      boolean matched = false;
      boolean skips = false;
      for (int i = 0; i < parts.size(); i++) {
        String part = parts.get(i);
        if (part.isEmpty()) {
          skips = false;
          continue;
        }
        if (part.equals(ANY_FOLDERS)) {
          if (i == parts.size() - 1) {
            break;
          }
          skips = true;
          continue;
        }
        if (part.contains(ANY_FOLDERS) || at == names.size()) {
          return false;
        }
        if (skips) {
          skips = false;
          while (at < names.size()) {
            if (GoPattern.matches(part, names.get(at++))) {
              matched = true;
              break;
            }
            if (at == names.size()) {
              matched = false;
            }
          }
        } else if (GoPattern.matches(part, names.get(at))) {
          matched = true;
          at++;
        } else {
          return false;
        }
      }
      return matched && !(onlyFolders && at == names.size());
    }
  }
}
