package dev.drift.source.argo;

import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the files that `helm.valueFiles` and `helm.fileParameters` name.
/// See <https://github.com/argoproj/argo-cd/blob/master/reposerver/repository/repository.go>.
final class ValueFiles {
  private static final Pattern SPLIT = Pattern.compile("[,\"'\\\\{}=\\p{Cntrl}]");

  private final RepositoryFiles files;
  private final String folder;
  private final BuildEnvironment environment;
  private final boolean fetched;

  /// Sources of the Application by `$name`, and whether each is this repository.
  private final Map<String, Boolean> references = new HashMap<>();

  /// @param folder of the chart
  /// @param fetched whether the folder is all that a chart from elsewhere may name
  ValueFiles(
      Rendering rendering,
      ArgoApplication application,
      String folder,
      BuildEnvironment environment,
      boolean fetched) {
    this.fetched = fetched;
    this.files = rendering.files();
    this.folder = folder;
    this.environment = environment;
    for (ArgoSource source : application.sources()) {
      source
          .ref()
          .ifPresent(
              it ->
                  references.put(
                      "$" + it,
                      source.chart().isEmpty()
                          && rendering.repository().isAt(source.repoUrl())
                          && rendering.isRevision(source.targetRevision())));
    }
  }

  /// In the order of their precedence, the last one wins.
  ///
  /// @param ignoreMissing whether files that do not exist are left out
  /// @throws NotRendered if one is not in this repository
  List<String> all(List<String> named, boolean ignoreMissing) throws NotRendered {
    List<String> resolved = new ArrayList<>();
    Set<String> explicit = new HashSet<>();
    for (String name : named) {
      String path = resolve(name);
      resolved.add(path);
      if (!GlobPattern.isGlob(path)) {
        explicit.add(path);
      }
    }
    Set<String> found = new LinkedHashSet<>();
    StepLimit limit = new StepLimit("its valueFiles");
    for (int i = 0; i < resolved.size(); i++) {
      String path = resolved.get(i);
      if (GlobPattern.isGlob(path)) {
        GlobPattern glob = GlobPattern.ofFolders(path);
        List<String> matching = new ArrayList<>();
        for (String each : files.paths()) {
          if (glob.matches(each, limit)) {
            matching.add(each);
          }
        }
        for (String each : matching) {
          checkName(each);
        }
        if (matching.isEmpty() && !ignoreMissing) {
          throw new NotRendered("no file matches its valueFiles %s".formatted(named.get(i)));
        }
        matching.stream().filter(it -> !explicit.contains(it)).forEach(found::add);
      } else if (files.paths().contains(path)) {
        found.add(path);
      } else if (!ignoreMissing) {
        throw new NotRendered("its value file %s does not exist".formatted(path));
      }
    }
    return List.copyOf(found);
  }

  /// @throws NotRendered if it is not in this repository
  String one(String named) throws NotRendered {
    String path = resolve(named);
    if (!files.paths().contains(path)) {
      throw new NotRendered("its file parameter %s does not exist".formatted(path));
    }
    return path;
  }

  private String resolve(String named) throws NotRendered {
    String first = named.split("/", -1)[0];
    Boolean here = named.startsWith("$") ? references.get(first) : null;
    String text;
    if (here != null) {
      if (!here) {
        throw new NotRendered(
            "its value file %s is in another repository, or at another revision".formatted(named));
      }
      text = "/" + environment.expand(named.substring(first.length()).replaceFirst("^/+", ""));
    } else {
      text = environment.expand(named);
    }
    if (text.matches("(?i)[a-z][a-z0-9+.-]*://.*")) {
      throw new NotRendered("its values come from a URL, which Drift does not fetch");
    }
    boolean isInChart = fetched && here == null;
    Optional<String> path =
        text.startsWith("/") && !isInChart
            ? TreePath.normal(text.replaceFirst("^/+", ""))
            : TreePath.normal(TreePath.join(folder, text));
    String found =
        path.filter(it -> !isInChart || TreePath.isWithin(it, folder))
            .orElseThrow(
                () ->
                    new NotRendered(
                        "its value file %s leads out of the %s"
                            .formatted(named, isInChart ? "chart" : "repository")));
    if (!GlobPattern.isGlob(found)) {
      checkName(found);
    }
    return found;
  }

  /// Helm splits arguments at these, and each part may name any file of this machine.
  private static void checkName(String path) throws NotRendered {
    if (SPLIT.matcher(path).find()) {
      throw new NotRendered(
          "its value file %s has a comma, quote, brace, backslash or = in its path; rename it"
              .formatted(path));
    }
  }
}
