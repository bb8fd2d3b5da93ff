package dev.drift.rule.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Severity;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import dev.drift.world.DesiredState;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Worlds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Times that recorded cases cannot have: what is left of a certificate's life.
class CertificateExpiryTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 2027-01-01, 2026-11-30T00:00:00Z, '', ''",
    "2026-01-01, 2027-01-01, 2026-12-02T00:00:00Z, MEDIUM, 'the certificate expires on 2027-01-01, in 30 days'",
    "2026-01-01, 2027-01-01, 2026-12-24T12:00:00Z, MEDIUM, 'the certificate expires on 2027-01-01, in 7 days'",
    "2026-01-01, 2027-01-01, 2026-12-25T00:00:00Z, HIGH, 'the certificate expires on 2027-01-01, in 7 days'",
    "2026-01-01, 2027-01-01, 2026-12-30T13:00:00Z, HIGH, 'the certificate expires on 2027-01-01, in 1 day'",
    "2026-01-01, 2027-01-01, 2026-12-31T13:00:00Z, HIGH, 'the certificate expires on 2027-01-01, in less than a day'",
    "2026-01-01, 2027-01-01, 2027-01-01T00:00:01Z, CRITICAL, 'the certificate expired on 2027-01-01'",
    // Of three days there are always less than seven left.
    "2026-01-01, 2026-01-04, 2026-01-02T00:00:00Z, '', ''",
    "2026-01-01, 2026-01-04, 2026-01-03T12:00:00Z, HIGH, 'the certificate expires on 2026-01-04, in less than a day'"
  })
  void tellsWhatIsLeft(String from, String until, Instant now, String severity, String message) {
    SecretFacts facts =
        new SecretFacts(
            Optional.of(
                new SecretFacts.Validity(
                    Instant.parse(from + "T00:00:00Z"), Instant.parse(until + "T00:00:00Z"))),
            Optional.empty());
    LiveResource secret = secret(new Value.Masked("00", "key", facts));

    assertThat(new CertificateExpiry().judge(secret, world(secret, now)))
        .extracting(offence -> offence.severity() + " " + offence.message())
        .isEqualTo(
            severity.isEmpty() ? List.of() : List.of(Severity.valueOf(severity) + " " + message));
  }

  private static LiveResource secret(Value certificate) {
    Value.Obj names =
        Value.Obj.EMPTY.with("name", Value.of("tls")).with("namespace", Value.of("trino"));
    return LiveObjects.live(
        Value.Obj.EMPTY
            .with("apiVersion", Value.of("v1"))
            .with("kind", Value.of("Secret"))
            .with("metadata", names)
            .with("type", Value.of("kubernetes.io/tls"))
            .with("data", Value.Obj.EMPTY.with("tls.crt", certificate)));
  }

  private static MaskedWorld world(LiveResource secret, Instant now) {
    LiveState nothing = LiveObjects.state(List.of(secret));
    LiveState state =
        new LiveState(
            nothing.cluster(),
            now,
            nothing.kinds(),
            nothing.coverage(),
            nothing.resources(),
            nothing.openApi(),
            nothing.keyId());
    MaskedWorld world =
        MaskedWorld.of(
            Worlds.of(
                DesiredState.of(
                    List.of(new DesiredState.Part(Scope.CLUSTER, "default", List.of())),
                    List.of(),
                    List.of()),
                state),
            Set.of(),
            List.of());
    assertThat(world.live(Kinds.SECRET)).hasSize(1);
    return world;
  }
}
