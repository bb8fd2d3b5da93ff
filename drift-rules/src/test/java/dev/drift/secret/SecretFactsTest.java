package dev.drift.secret;

import static dev.drift.secret.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rules may know of a secret that is masked.
class SecretFactsTest {
  private static final ResourceRef SECRET =
      new ResourceRef("v1", new ResourceId(new GroupKind("", "Secret"), "trino", "trino"));

  /// Made with `openssl ca -startdate 20260101000000Z -enddate 20270101000000Z`.
  private static final String OF_2026 =
      """
      -----BEGIN CERTIFICATE-----
      MIIBLjCB1QIUep8Ib4VTshY41lmcJN4k/wZZFeYwCgYIKoZIzj0EAwIwGjEYMBYG
      A1UEAwwPZ2F0ZXdheS5leGFtcGxlMB4XDTI2MDEwMTAwMDAwMFoXDTI3MDEwMTAw
      MDAwMFowGjEYMBYGA1UEAwwPZ2F0ZXdheS5leGFtcGxlMFkwEwYHKoZIzj0CAQYI
      KoZIzj0DAQcDQgAEkSGbxVt+/x916/WAUbyk3Z8I+RgZrDCQ3Vs/VgvWKqocnS/F
      QVC68/0eO/DAMrf1tkdy7tTfWxAGCg6151btBjAKBggqhkjOPQQDAgNIADBFAiEA
      9Iapv3hq7MdZMeQgCV6p7gSHOhRn5nXxi53GxhPDh+MCIDa+bF3OTK1Uk2w8XlCo
      HEMdcVO7df3Ot3vfViDTv7wv
      -----END CERTIFICATE-----
      """;

  private final Redactor redactor = new Redactor(KEY);

  @ParameterizedTest
  @CsvSource({
    "MINIO_ROOT_PASSWORD, minioadmin, MinIO",
    "anything, minioadmin, MinIO",
    "POSTGRES_PASSWORD, postgres, PostgreSQL",
    "postgres-password, postgres, PostgreSQL",
    "database, postgres, ''",
    "GF_SECURITY_ADMIN_PASSWORD, admin, Grafana",
    "password, admin, ''",
    "FLOWISE_PASSWORD, 1234, Flowise",
    "FLOWISE_PASSWORD, 12345, ''",
    "FLOWISE_PASSWORD, '', ''"
  })
  void knowsPublishedPasswordsByTheNameTheyAreReadBy(String name, String password, String product) {
    assertThat(facts(name, password).defaultOf())
        .isEqualTo(Optional.of(product).filter(text -> !text.isEmpty()));
  }

  @Test
  void knowsWhenACertificateHolds() {
    SecretFacts facts = facts("tls.crt", OF_2026);

    assertThat(facts.validity())
        .contains(
            new SecretFacts.Validity(
                Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")));
    assertThat(facts.defaultOf()).isEmpty();
  }

  @Test
  void readsTheFirstOfAChain() {
    String broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    assertThat(facts("tls.crt", OF_2026 + broken).validity()).isPresent();
    assertThat(facts("tls.crt", broken + OF_2026).validity()).isEmpty();
  }

  @Test
  void isNotTroubledByWhatIsNoCertificate() {
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    for (String odd :
        new String[] {
          begin, begin + end, begin + "\n????\n" + end, begin + "A".repeat(100_000) + end
        }) {
      assertThat(facts("tls.crt", odd)).as(odd).isEqualTo(SecretFacts.NONE);
    }
  }

  @Test
  void masksAreEqualWhateverIsKnownOfThem() {
    Value one = masked("MINIO_ROOT_PASSWORD", "postgres");
    Value other = masked("POSTGRES_PASSWORD", "postgres");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(other.toString()).doesNotContain("value=postgres");
  }

  private SecretFacts facts(String name, String secret) {
    return ((Value.Masked) masked(name, secret)).facts();
  }

  private Value masked(String name, String secret) {
    String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    Value.Obj data = Value.Obj.EMPTY.with(name, Value.of(base64));
    return redactor
        .redact(SECRET, Value.Obj.EMPTY.with("data", data))
        .object("data")
        .get(name)
        .orElseThrow();
  }
}
