package dev.drift.model.branch;

import dev.drift.model.Sha256;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names of branches.
public final class BranchName {
  private static final int LONGEST_LABEL = 48;
  private static final int DIGITS = 12;

  /// What <https://git-scm.com/docs/git-check-ref-format> forbids anywhere in a name.
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//");

  private BranchName() {}

  /// Whether Git takes it as the name of a branch (`git check-ref-format --branch`).
  public static boolean isValid(String name) {
    return !name.isEmpty()
        && !name.equals("@")
        && !name.equals("HEAD")
        && !name.startsWith("-")
        && !name.endsWith(".")
        && !FORBIDDEN.matcher(name).find()
        && Arrays.stream(name.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.startsWith(".") || part.endsWith(".lock"));
  }

  /// The end of the name of a branch about one group of findings. The same group always gets the
  /// same, so that a later run finds the branch.
  ///
  /// @param label what people should read, such as `deployment trino-worker`
  /// @param key the identity of the group, such as a fingerprint
  /// @return such as `drift-deployment-trino-worker-3f0c9a1b2d4e`
  public static String topic(String label, String key) {
    String words =
        label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String cut = words.substring(0, Math.min(LONGEST_LABEL, words.length())).replaceAll("-+$", "");
    return "drift-%s%s"
        .formatted(cut.isEmpty() ? "" : cut + "-", Sha256.hex(key).substring(0, DIGITS));
  }
}
