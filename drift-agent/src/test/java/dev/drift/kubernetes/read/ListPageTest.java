package dev.drift.kubernetes.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ListPageTest {
  private static final ApiKind WIDGET = new ApiKind("example.org/v1", "Widget", "widgets", true);

  @Test
  void anObjectThatIsTooDeepDoesNotSpoilTheOthers() throws IOException {
    String spec = "{\"a\":".repeat(1_200) + "[]" + "}".repeat(1_200);
    String fields = "{\"f:a\":".repeat(1_200) + "{}" + "}".repeat(1_200);

    ListPage page =
        page(item("a", "1", "{}") + "," + item("b", spec, fields) + "," + item("c", "2", "{}"));

    assertThat(page.items()).extracting(one -> one.id().name()).containsExactly("a", "b", "c");
    LiveResource deep = page.items().get(1);
    assertThat(deep.unread()).contains("a value in it is nested more than 500 levels deep");
    assertThat(deep.content().get("spec")).isEmpty();
    assertThat(deep.content().get("status")).contains(Value.of("s"));
    assertThat(deep.owners()).extracting(owner -> owner.fields()).containsExactly(Value.Obj.EMPTY);
    assertThat(page.items().get(0).unread()).isEmpty();
    assertThat(page.items().get(2).content().get("spec")).contains(Value.Num.of(2));
    assertThat(page.continueToken()).isEqualTo("more");
  }

  @Test
  void whatIsDeeperThanAnyServerTakesIsNoList() {
    String spec = "[".repeat(10_100) + "]".repeat(10_100);

    assertThatThrownBy(() -> page(item("a", spec, "{}"))).isInstanceOf(IOException.class);
  }

  private static String item(String name, String spec, String fields) {
    return """
        {"metadata": {"managedFields": [{"manager": "m", "operation": "Update", "fieldsV1": %s}],
         "name": "%s", "namespace": "ns"}, "spec": %s, "status": "s"}
        """
        .formatted(fields, name, spec);
  }

  private static ListPage page(String items) throws IOException {
    String list = "{\"items\": [%s], \"metadata\": {\"continue\": \"more\"}}".formatted(items);
    return ListPage.read(new ByteArrayInputStream(list.getBytes(UTF_8)), WIDGET, Arrival.plain());
  }
}
