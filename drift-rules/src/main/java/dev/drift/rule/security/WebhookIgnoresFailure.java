package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A webhook is bypassed while it is unavailable.
final class WebhookIgnoresFailure implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC021", "webhook-ignores-failure", Category.SECURITY, Severity.LOW)
          .what("An admission webhook has failurePolicy Ignore.")
          .why(
              "While it is unavailable, objects that it should reject or change are admitted silently.")
          .example(
              "The validating webhook of the Flink operator is bypassed while the operator restarts.")
          .remedy(
              "Set `failurePolicy: Fail` if the webhook enforces security; keep Ignore if it is only a convenience.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<GroupKind> KINDS =
      Set.of(Kinds.VALIDATING_WEBHOOK_CONFIGURATION, Kinds.MUTATING_WEBHOOK_CONFIGURATION);

  @Override
  public Set<GroupKind> kinds() {
    return KINDS;
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    for (Value item : resource.content().list("webhooks")) {
      if (item instanceof Value.Obj webhook
          && webhook.text("failurePolicy").equals(Optional.of("Ignore"))) {
        String name = webhook.text("name").orElse("");
        offences.add(
            Offence.of(
                this,
                resource,
                Path.of("webhooks").plus(Path.Key.of("name", name)).field("failurePolicy"),
                "while the webhook %s is unavailable, objects are admitted %s"
                    .formatted(
                        name,
                        resource.id().groupKind().equals(Kinds.VALIDATING_WEBHOOK_CONFIGURATION)
                            ? "unchecked"
                            : "unchanged")));
      }
    }
    return offences;
  }
}
