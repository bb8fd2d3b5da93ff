package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.fact.Certificates;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A certificate in a Secret or of a webhook has expired, or soon will.
final class CertificateExpiry implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC012", "certificate-expiry", Category.SECURITY, Severity.CRITICAL)
          .what("A certificate of a Secret or webhook has expired, or expires within 30 days.")
          .why("When it expires, all clients reject it at once.")
          .example("The certificate in the Secret trino/gateway-tls expired on a Sunday.")
          .remedy(
              "Renew the certificate; if it should renew automatically, find out why it did not.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration VERY_SOON = Duration.ofDays(7);

  /// What renews certificates does so when a third of their life is left.
  private static final int RENEWED_AT = 3;

  private static final Set<GroupKind> KINDS =
      Set.of(
          Kinds.SECRET,
          Kinds.VALIDATING_WEBHOOK_CONFIGURATION,
          Kinds.MUTATING_WEBHOOK_CONFIGURATION);

  @Override
  public Set<GroupKind> kinds() {
    return KINDS;
  }

  @Override
  public Reads reads() {
    return Reads.of(Reads.Fact.TIME);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    if (resource.id().groupKind().equals(Kinds.SECRET)) {
      if (resource.content().text("type").orElse("").equals("kubernetes.io/tls")
          && resource.content().object("data").get("tls.crt").orElse(Value.Null.NULL)
              instanceof Value.Masked masked) {
        masked
            .facts()
            .validity()
            .flatMap(
                one -> judge(resource, Path.of("data", "tls.crt"), "the certificate", one, world))
            .ifPresent(offences::add);
      }
      return offences;
    }
    for (Value item : resource.content().list("webhooks")) {
      if (item instanceof Value.Obj webhook) {
        String name = webhook.text("name").orElse("");
        Path path =
            Path.of("webhooks")
                .plus(Path.Key.of("name", name))
                .field("clientConfig")
                .field("caBundle");
        bundle(webhook.object("clientConfig"))
            .flatMap(
                one ->
                    judge(
                        resource,
                        path,
                        "the CA certificate of the webhook %s".formatted(name),
                        one,
                        world))
            .ifPresent(offences::add);
      }
    }
    return offences;
  }

  /// Of a bundle of several, one that expired is nothing bad: it is being replaced.
  private static Optional<SecretFacts.Validity> bundle(Value.Obj client) {
    try {
      byte[] pem = Base64.getMimeDecoder().decode(client.text("caBundle").orElse(""));
      return Certificates.count(pem) == 1 ? Certificates.validity(pem) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Offence> judge(
      LiveResource resource,
      Path path,
      String what,
      SecretFacts.Validity validity,
      MaskedWorld world) {
    Instant now = world.now();
    LocalDate date = validity.until().atZone(ZoneOffset.UTC).toLocalDate();
    if (now.isAfter(validity.until())) {
      return Optional.of(
          new Offence(
              resource.ref(), path, Severity.CRITICAL, "%s expired on %s".formatted(what, date)));
    }
    Duration left = Duration.between(now, validity.until());
    Duration life = Duration.between(validity.from(), validity.until());
    if (left.compareTo(SOON) > 0 || left.multipliedBy(RENEWED_AT).compareTo(life) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Offence(
            resource.ref(),
            path,
            left.compareTo(VERY_SOON) <= 0 ? Severity.HIGH : Severity.MEDIUM,
            "%s expires on %s, %s".formatted(what, date, in(left.toDays()))));
  }

  private static String in(long days) {
    return switch ((int) days) {
      case 0 -> "in less than a day";
      case 1 -> "in 1 day";
      default -> "in %d days".formatted(days);
    };
  }
}
