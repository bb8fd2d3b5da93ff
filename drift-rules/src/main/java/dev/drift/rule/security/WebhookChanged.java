package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;

/// An admission webhook differs from Git.
final class WebhookChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC005", "changed-admission-webhook", Category.SECURITY, Severity.HIGH)
          .what("An admission webhook differs from Git.")
          .why("A weakened webhook admits objects that it should reject.")
          .example("The `failurePolicy` of a webhook is `Ignore`, but Git declares `Fail`.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return KindCategories.isWebhook(difference.kind())
        && !difference.isWhole()
        && !difference.passes("metadata");
  }

  @Override
  public String message(JudgedDifference difference) {
    return judge(difference).sentence;
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return judge(difference).severity;
  }

  private record Judgement(Severity severity, String sentence) {}

  private static Judgement judge(JudgedDifference difference) {
    String webhook = "the webhook " + difference.itemName("webhooks").orElse("");
    if (isWebhook(difference)) {
      return difference.change() == Change.ADDED
          ? new Judgement(
              Severity.HIGH,
              webhook
                  + " is in the cluster but not in Git: the API server sends it the objects its rules match")
          : new Judgement(
              Severity.HIGH,
              webhook
                  + " is declared in Git but missing from the cluster: the API server does not call it");
    }
    String plain = "%s %s".formatted(difference.path(), difference.comparison());
    if (difference.endsIn("failurePolicy")) {
      return isText(difference.live(), "Ignore")
          ? new Judgement(
              Severity.HIGH,
              "while %s is unavailable, objects are admitted without it: failurePolicy is Ignore"
                  .formatted(webhook))
          : new Judgement(
              Severity.MEDIUM,
              "while %s is unavailable, every request that it should handle is rejected"
                  .formatted(webhook));
    }
    if (difference.passes("rules")) {
      return scope(difference, webhook, false);
    }
    if (difference.passes("namespaceSelector")
        || difference.passes("objectSelector")
        || difference.passes("matchConditions")) {
      return scope(difference, webhook, true);
    }
    if (difference.endsIn("matchPolicy") && isText(difference.live(), "Exact")) {
      return new Judgement(
          Severity.HIGH,
          webhook
              + " is not called for other API versions of the same kinds: matchPolicy is Exact");
    }
    if (difference.passes("clientConfig")) {
      return new Judgement(
          Severity.HIGH,
          difference.endsIn("caBundle")
              ? webhook + " has a different caBundle than in Git"
              : "the endpoint of %s differs from Git: %s".formatted(webhook, plain));
    }
    boolean harmless =
        difference.endsIn("timeoutSeconds", "sideEffects", "reinvocationPolicy")
            || difference.passes("admissionReviewVersions");
    return new Judgement(harmless ? Severity.LOW : Severity.HIGH, plain);
  }

  /// @param limits whether more entries mean fewer requests
  private static Judgement scope(JudgedDifference difference, String webhook, boolean limits) {
    String plain = "%s %s".formatted(difference.path(), difference.comparison());
    // More values may mean more or less, by the operator beside them.
    boolean clear = !(limits && difference.passes("values")) && !difference.endsIn("resourceNames");
    boolean added = difference.change() == Change.ADDED;
    boolean removed = difference.change() == Change.REMOVED;
    if (clear && (limits ? added : removed)) {
      return new Judgement(
          Severity.HIGH,
          "%s covers fewer requests than in Git; the rest is admitted unchecked: %s"
              .formatted(webhook, plain));
    }
    return clear && (limits ? removed : added)
        ? new Judgement(
            Severity.MEDIUM, "%s covers more requests than in Git: %s".formatted(webhook, plain))
        : new Judgement(
            Severity.HIGH,
            "%s covers different requests than in Git: %s".formatted(webhook, plain));
  }

  private static boolean isWebhook(JudgedDifference difference) {
    return difference.path().elements().size() == 2
        && difference.path().elements().getLast() instanceof Path.Key;
  }

  private static boolean isText(Shown shown, String text) {
    return shown instanceof Shown.Plain plain && plain.value().equals(Value.of(text));
  }
}
