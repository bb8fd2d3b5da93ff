package dev.drift.judge;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Commands of kubectl as a person may paste them into a POSIX shell.
///
/// Every word that is not plainly harmless is quoted, so that no name or path can run anything
/// else: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02.
final class Kubectl {
  private static final int LONGEST = 4_000;
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./:-]+");

  /// Groups whose kinds kubectl finds by their plain names.
  private static final Set<String> PLAIN_GROUPS =
      Set.of(
          "",
          "apps",
          "batch",
          "autoscaling",
          "policy",
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
          "admissionregistration.k8s.io",
          "scheduling.k8s.io",
          "apiextensions.k8s.io");

  private Kubectl() {}

  /// A command for one resource: `kubectl -n NAMESPACE VERB… KIND/NAME OPTION…`.
  ///
  /// @return empty if no shell or terminal can be trusted with it
  static Optional<String> command(ResourceId id, List<String> verb, String... options) {
    List<String> words = new ArrayList<>(List.of("kubectl"));
    if (!id.namespace().isEmpty()) {
      words.addAll(List.of("-n", id.namespace()));
    }
    words.addAll(verb);
    words.add(kind(id.groupKind()) + "/" + id.name());
    words.addAll(List.of(options));
    return line(words);
  }

  /// @param file below the root of the repository
  /// @param namespace of manifests that name none; empty if they do
  /// @param serverSide whether the object was applied so
  static Optional<String> apply(String file, String namespace, boolean serverSide) {
    List<String> words = new ArrayList<>(List.of("kubectl"));
    if (!namespace.isEmpty()) {
      words.addAll(List.of("-n", namespace));
    }
    words.add("apply");
    if (serverSide) {
      words.addAll(List.of("--server-side", "--force-conflicts"));
    }
    // A colon could begin an URL, and a hyphen a flag.
    boolean plain = file.indexOf(':') < 0 && !file.startsWith("-");
    words.addAll(List.of("-f", plain ? file : "./" + file));
    return line(words);
  }

  private static String kind(GroupKind kind) {
    String name = kind.kind().toLowerCase(Locale.ROOT);
    return PLAIN_GROUPS.contains(kind.group()) ? name : name + "." + kind.group();
  }

  private static Optional<String> line(List<String> words) {
    String line = words.stream().map(Kubectl::quoted).collect(Collectors.joining(" "));
    boolean printable =
        line.codePoints().allMatch(c -> c >= ' ' && c != 0x7f && (c < 0x80 || isLetter(c)));
    return printable && line.length() <= LONGEST ? Optional.of(line) : Optional.empty();
  }

  /// Neither invisible nor able to turn the direction of the text.
  private static boolean isLetter(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }

  private static String quoted(String word) {
    return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
