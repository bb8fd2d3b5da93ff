package dev.drift.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.value.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// jq selects paths of one object and always ends.
class JqExpressionTest {
  @Test
  void seesTheObjectAndEnds() {
    assertThat(JqExpression.parse("def f: f, .; f").paths(Yaml.object("a: 1"))).isEmpty();
    for (String endless :
        List.of(
            "range(1e18) | empty",
            "last(range(1e18))",
            "reduce range(1e18) as $i (.; .)",
            "range(1e18) | try (range(1e18) | empty) catch empty",
            "[range(1e18)]",
            "until(false; .)",
            "[.. | .. | .. | .. | .. | .. | .. | .. | .. | .. | .. | .. | .. | .. | .. | .. | ..]",
            "first(range(1e18) | select(false))",
            "label $x | range(1e18) | select(. < 0)",
            "limit(1; range(1e18) | empty)")) {
      JqExpression expression = JqExpression.parse(endless);
      assertThat(expression.paths(Yaml.object("a: {b: {c: {d: [1, 2, 3]}}}"))).isEmpty();
    }
    assertThat(JqExpression.parse("range(1e9) as $i | .a").paths(Yaml.object("a: 1"))).isEmpty();
    assertThat(JqExpression.parse(".a[0].b").paths(Yaml.object("a: [{b: 1}]")))
        .containsExactly(Path.parse("a[0].b"));
  }
}
