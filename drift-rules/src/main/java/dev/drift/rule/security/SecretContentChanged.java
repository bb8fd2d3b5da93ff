package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// The content of a Secret is not what Git says.
final class SecretContentChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC001",
          "changed-secret",
          Category.SECURITY,
          Severity.HIGH,
          "The content of a Secret is not what Git says.",
          "A changed credential locks workloads out, or lets somebody else in.",
          "The password in the Secret hive/postgres was rotated by hand.",
          "Find out who changed it; undo the change, or rotate it and update Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().equals(Kinds.SECRET) && difference.passes("data");
  }

  @Override
  public String message(Judged difference) {
    return "the key %s of %s %s"
        .formatted(
            difference.lastName(),
            file(difference).map("%s in the Secret"::formatted).orElse("the Secret"),
            switch (difference.change()) {
              case ADDED, UNMANAGED -> "is not in Git";
              case REMOVED, MISSING -> "is gone from the cluster";
              case CHANGED, DEFAULT_CHANGED, REORDERED -> "has another value than in Git";
            });
  }

  /// The text that holds the key, where it is not one of the Secret itself.
  private static Optional<String> file(Judged difference) {
    Path field = difference.difference().ofField().path();
    return !difference.path().equals(field)
            && field.elements().getLast() instanceof Path.Field(String name)
        ? Optional.of(name)
        : Optional.empty();
  }
}
