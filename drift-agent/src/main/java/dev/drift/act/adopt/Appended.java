package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import java.util.List;

/// Adds an item behind the last one of a list, which need not be there yet.
final class Appended {
  private Appended() {}

  static Edit to(Document document, Path list, String item) {
    return to(document, list, Value.of(item));
  }

  static Edit to(Document document, Path list, Value item) {
    return Steps.at(list, document.value()).orElse(Value.Null.NULL)
                instanceof Value.Arr(List<Value> items)
            && !items.isEmpty()
        ? new Edit.Add(list.plus(new Path.Index(items.size())), item)
        : new Edit.Set(list, new Value.Arr(List.of(item)));
  }
}
