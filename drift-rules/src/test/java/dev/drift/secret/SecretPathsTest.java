package dev.drift.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.key.MaskKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a renderer took from a Secret is masked wherever it stands, in Git and in the cluster.
class SecretPathsTest {
  private static final ResourceRef REF =
      new ResourceRef("v1", new ResourceId(Kinds.CONFIG_MAP, "shop", "m"));
  private static final Redactor PLAIN = new Redactor(new MaskKey(new byte[MaskKey.MINIMUM_BYTES]));
  private static final Path LOCALE = Path.of("data", "locale");
  private static final Path SECOND_ITEM = Path.of("list").plus(new Path.Index(1)).field("value");

  private static Value.Obj content(String locale, String... items) {
    return Value.Obj.EMPTY
        .with("data", Value.Obj.EMPTY.with("locale", Value.of(locale)).with("x", Value.of("x")))
        .with(
            "list",
            new Value.Arr(
                List.of(items).stream()
                    .<Value>map(it -> Value.Obj.EMPTY.with("value", Value.of(it)))
                    .toList()));
  }

  private static Redactor hiding(Path... secrets) {
    return PLAIN.hiding(Map.of(REF.id(), Set.of(secrets)));
  }

  @Test
  void masksValuesThatARendererTookFromSecrets() {
    Redactor redactor = hiding(LOCALE);
    Value.Obj git = content("de_DE");
    Value.Obj live = content("en_US");

    assertThat(PLAIN.show(REF, LOCALE, Value.of("de_DE"), git)).isInstanceOf(Shown.Plain.class);
    Shown masked = redactor.show(REF, LOCALE, Value.of("de_DE"), git);
    assertThat(masked).isInstanceOf(Shown.Masked.class);
    assertThat(redactor.show(REF, LOCALE, Value.of("de_DE"), git)).isEqualTo(masked);
    assertThat(redactor.show(REF, LOCALE, Value.of("en_US"), live))
        .isInstanceOf(Shown.Masked.class)
        .isNotEqualTo(masked);
    assertThat(redactor.show(REF, Path.of("data", "x"), Value.of("x"), git))
        .isInstanceOf(Shown.Plain.class);
    assertThat(redactor.redact(REF, redactor.redact(REF, git)))
        .isEqualTo(redactor.redact(REF, git));
  }

  /// The cluster may have the items in another order.
  @Test
  void anIndexStandsForAnyItem() {
    Value.Obj redacted = hiding(SECOND_ITEM).redact(REF, content("de_DE", "b", "a"));

    assertThat(redacted.objects("list"))
        .allMatch(it -> it.get("value").orElseThrow() instanceof Value.Masked);
    assertThat(redacted.object("data")).isEqualTo(content("de_DE").object("data"));
  }

  @Test
  void aWholeObjectMayBeSecret() {
    Value.Obj redacted = hiding(Path.ROOT).redact(REF, content("de_DE"));

    assertThat(redacted.object("data").fields().values()).allMatch(Value.Masked.class::isInstance);
  }

  /// In a cluster, what is a mapping in Git may be a text.
  @Test
  void whatHasAnotherShapeIsSecret() {
    Value.Obj live = content("de_DE").with("data", Value.of("locale=de_DE"));

    Value.Obj redacted = hiding(LOCALE).redact(REF, live);

    assertThat(redacted.get("data").orElseThrow()).isInstanceOf(Value.Masked.class);
  }

  @Test
  void isTheSameWhereNothingElseIsSecret() {
    assertThat(PLAIN.hiding(Map.of())).isSameAs(PLAIN);
    Redactor redactor = hiding(LOCALE);
    assertThat(redactor.hiding(Map.of(REF.id(), Set.of(LOCALE)))).isSameAs(redactor);
  }
}
