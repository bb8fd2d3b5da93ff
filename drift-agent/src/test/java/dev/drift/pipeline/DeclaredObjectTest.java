package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeclaredObjectTest {
  @Test
  void itemsOfLongListsAreLeftOutByTheirPositions() {
    Value.Obj content = new Value.Obj(Map.of("args", list(IntStream.range(0, 12).toArray())));

    Value.Obj left = DeclaredObject.without(List.of(item(2), item(10), item(9), item(11)), content);

    assertThat(left.get("args")).contains(list(0, 1, 3, 4, 5, 6, 7, 8));
  }

  private static Path item(int index) {
    return Path.of("args").plus(new Path.Index(index));
  }

  private static Value.Arr list(int... items) {
    return new Value.Arr(
        IntStream.of(items).<Value>mapToObj(it -> Value.of(String.valueOf(it))).toList());
  }
}
