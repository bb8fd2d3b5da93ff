package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.Declared;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Secret is older than Git wants it to get.
final class SecretAge implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC011", "secret-age", Category.SECURITY, Severity.MEDIUM)
          .what("A Secret is older than its annotation `drift.dev/rotate-after` in Git allows.")
          .why("The longer a credential is used, the more people and programs have seen it.")
          .example(
              "The Secret hive/postgres has `drift.dev/rotate-after: 90d` but was last written half a year ago.")
          .remedy("Rotate the credential, then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final String ANNOTATION = "drift.dev/rotate-after";
  private static final Pattern PERIOD = Pattern.compile("([1-9]\\d{0,5})([smhdw])");
  private static final Path PATH = Path.of("metadata", "annotations", ANNOTATION);

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.SECRET);
  }

  @Override
  public Reads reads() {
    return Reads.of(Reads.Fact.TIME);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    Optional<String> asked =
        world
            .desired(resource.id())
            .map(Declared::content)
            .flatMap(content -> content.object("metadata").object("annotations").text(ANNOTATION));
    if (asked.isEmpty()) {
      return List.of();
    }
    Optional<Duration> period = period(asked.get());
    if (period.isEmpty()) {
      return List.of(
          new Offence(
              resource.ref(),
              PATH,
              Severity.LOW,
              "Git declares %s: %s, which is not a duration such as 90d, 12h or 8w"
                  .formatted(ANNOTATION, asked.get())));
    }
    List<FieldOwner> owners =
        resource.owners().stream()
            .filter(owner -> owner.fields().get("f:data").isPresent())
            .toList();
    Optional<Instant> since = owners.isEmpty() ? resource.created() : written(owners);
    if (since.isEmpty() || !since.get().plus(period.get()).isBefore(world.now())) {
      return List.of();
    }
    return List.of(
        Offence.of(
            this,
            resource,
            PATH,
            (owners.isEmpty()
                    ? "it was created more than %s ago, the rotation period that Git declares, and"
                        + " no later change is recorded"
                    : "its content was last written more than %s ago, the rotation period that"
                        + " Git declares")
                .formatted(asked.get().strip())));
  }

  private static Optional<Duration> period(String text) {
    Matcher matcher = PERIOD.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofDays(7 * count);
        });
  }

  /// Not before: an owner's time is that of its last write of any field. Empty if one has no
  /// time.
  private static Optional<Instant> written(List<FieldOwner> owners) {
    return owners.stream().anyMatch(owner -> owner.time().isEmpty())
        ? Optional.empty()
        : owners.stream().map(owner -> owner.time().orElseThrow()).max(Comparator.naturalOrder());
  }
}
