package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// The content of a Secret differs from Git.
final class SecretContentChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC001", "changed-secret", Category.SECURITY, Severity.HIGH)
          .what("The content of a Secret differs from Git.")
          .why("A changed credential locks workloads out or lets someone else in.")
          .example("The password in the Secret hive/postgres was rotated by hand.")
          .remedy(
              "Find out who changed it; undo the change, or rotate the credential and update Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.SECRET) && difference.passes("data");
  }

  @Override
  public String message(JudgedDifference difference) {
    return "the key %s in %s %s"
        .formatted(
            difference.lastName(),
            file(difference).map("%s of the Secret"::formatted).orElse("the Secret"),
            switch (difference.change()) {
              case ADDED, UNMANAGED -> "is in the cluster but not in Git";
              case REMOVED, MISSING -> "is declared in Git but missing from the cluster";
              case CHANGED, DEFAULT_CHANGED, REORDERED -> "has a different value than in Git";
            });
  }

  /// The text that holds the key, where it is not one of the Secret itself.
  private static Optional<String> file(JudgedDifference difference) {
    Path field = difference.difference().ofField().path();
    return !difference.path().equals(field)
            && field.elements().getLast() instanceof Path.Field(String name)
        ? Optional.of(name)
        : Optional.empty();
  }
}
