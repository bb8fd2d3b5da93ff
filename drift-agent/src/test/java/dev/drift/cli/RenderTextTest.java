package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenderTextTest {
  @Test
  void whatCannotBePrintedIsEscaped() {
    Value.Obj content =
        Value.Obj.EMPTY
            .with("kind", Value.of("ConfigMap"))
            .with("esc", Value.of("\u001b[1mbold\u001b[0m"))
            .with("bell", Value.of("\u0007"))
            .with("nel", Value.of("a\u0085b"))
            .with("emoji", Value.of("go \ud83d\ude80"));

    assertThat(
            RenderText.of(
                List.of(
                    new Manifest(
                        "v1",
                        "ConfigMap",
                        "",
                        "e",
                        content,
                        new Generated("kustomize", List.of("k.yaml"), Optional.empty())))))
        .endsWith(
            """
            kind: ConfigMap
            esc: "\\e[1mbold\\e[0m"
            bell: "\\a"
            nel: "a\\Nb"
            emoji: go \ud83d\ude80
            """);
  }
}
