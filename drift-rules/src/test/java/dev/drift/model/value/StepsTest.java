package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepsTest {
  private static final Value.Obj OBJECT =
      Yaml.object(
          """
          spec:
            ports:
              - {port: 53, name: tcp}
              - {port: 53, protocol: UDP, name: udp}
            env:
              - {name: A, value: one}
              - {name: A, value: two}
            args: [first, second]
          metadata:
            finalizers: [kubernetes.io/x]
          """);

  private static Optional<Value> at(String path) {
    return Steps.at(Path.parse(path), OBJECT);
  }

  @Test
  void followsEveryKindOfElement() {
    assertThat(at("spec.args[1]")).contains(Value.of("second"));
    assertThat(at("spec.env[name=A].value")).contains(Value.of("one"));
    assertThat(at("spec.env[name=A#2].value")).contains(Value.of("two"));
    assertThat(at("metadata.finalizers[=\"kubernetes.io/x\"]"))
        .contains(Value.of("kubernetes.io/x"));
    assertThat(at("")).contains(OBJECT);
  }

  @Test
  void anUnwrittenKeyFieldStandsForItsDefault() {
    assertThat(at("spec.ports[port=53,protocol=TCP].name")).contains(Value.of("tcp"));
  }

  @Test
  void anExactItemComesBeforeOneThatLeavesAKeyFieldOut() {
    assertThat(at("spec.ports[port=53,protocol=UDP].name")).contains(Value.of("udp"));
  }

  @Test
  void leadsNowhereWithoutFailing() {
    for (String path :
        List.of(
            "spec.args[2]",
            "spec.args.x",
            "spec[0]",
            "spec.env[name=B]",
            "spec.env[name=A#3]",
            "spec.args[name=x]",
            "spec.args[=\"third\"]",
            "spec.none.deeper")) {
      assertThat(at(path)).as(path).isEmpty();
    }
  }

  @Test
  void findsPlaces() {
    Places.Node second = node(7, Map.of(), List.of());
    Places.Node args = node(5, Map.of(), List.of(node(6, Map.of(), List.of()), second));
    Places.Node spec = node(2, Map.of("args", args), List.of());
    Places places = new Places("a.yaml", 0, node(1, Map.of("spec", spec), List.of()));

    assertThat(places.start().line()).isEqualTo(1);
    assertThat(places.at(Path.parse("spec.args[1]"), OBJECT).map(Place::line)).contains(7);
    assertThat(places.at(Path.parse("spec.args[2]"), OBJECT)).isEmpty();
    assertThat(places.nearest(Path.parse("spec.args[2]"), OBJECT).line()).isEqualTo(5);
    assertThat(places.nearest(Path.parse("spec.env[name=A].value"), OBJECT).line()).isEqualTo(2);
    assertThat(places.nearest(Path.parse("data.x"), OBJECT).line()).isEqualTo(1);
  }

  private static Places.Node node(
      int line, Map<String, Places.Node> fields, List<Places.Node> items) {
    return new Places.Node(line, 1, 0, 0, false, fields, items);
  }
}
