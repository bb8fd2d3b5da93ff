package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values are merged as Flux's own code merges them; `flux/release/README.md` says how the cases
/// were recorded.
class ChartValuesTest {
  /// @param want empty if Flux refuses the values
  record Case(String name, Value.Obj inline, List<Value.Obj> references, Optional<Value> want) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in = ChartValuesTest.class.getResourceAsStream("/flux/release/values.jsonl")) {
      List<Case> cases = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        Value.Obj one = (Value.Obj) JsonReader.read(line);
        cases.add(
            new Case(
                one.text("Name").orElseThrow(),
                parsed(one.text("Inline").orElseThrow()).orElseThrow(),
                one.objects("Refs"),
                one.get("Error").isPresent()
                    ? Optional.empty()
                    : Optional.of(one.get("Want").orElse(Value.Obj.EMPTY))));
      }
      return cases.stream();
    }
  }

  static Optional<Value.Obj> parsed(String yaml) {
    List<Document> documents =
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("values", yaml.getBytes(UTF_8)))
            .documents();
    Value value = documents.isEmpty() ? Value.Null.NULL : documents.getFirst().value();
    return switch (value) {
      case Value.Obj object -> Optional.of(object);
      case Value.Null _ -> Optional.of(Value.Obj.EMPTY);
      case Value.Bool _, Value.Num _, Value.Str _, Value.Masked _, Value.Arr _ -> Optional.empty();
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mergesAsFlux(Case one) {
    assertThat(merged(one)).isEqualTo(one.want());
  }

  private static Optional<Value> merged(Case one) {
    ChartValues values = new ChartValues(one.inline());
    try {
      for (Value.Obj reference : one.references()) {
        String text = reference.text("Text").orElseThrow();
        String target = reference.text("TargetPath").orElse("");
        if (target.isEmpty()) {
          Optional<Value.Obj> file = parsed(text);
          if (file.isEmpty()) {
            return Optional.empty();
          }
          values.add(file.get());
        } else {
          values.add(target, text, reference.get("Literal").equals(Optional.of(Value.of(true))));
        }
      }
      return Optional.of(values.all());
    } catch (InvalidValues e) {
      return Optional.empty();
    }
  }
}
