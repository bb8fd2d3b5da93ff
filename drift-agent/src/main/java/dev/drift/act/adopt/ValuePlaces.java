package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where in a document a rendered value may come from: the same text, the part of an image, or a
/// literal `key=value`.
final class ValuePlaces {
  private final Optional<String> name;
  private final Value old;
  private final Value live;
  private final boolean anywhere;

  /// @param path of the rendered value
  /// @param old what is rendered
  /// @param live what it is to become
  /// @param anywhere whether also a field of another name may be it
  ValuePlaces(Path path, Value old, Value live, boolean anywhere) {
    this.name =
        !path.isRoot() && path.elements().getLast() instanceof Path.Field(String field)
            ? Optional.of(field)
            : Optional.empty();
    this.old = old;
    this.live = live;
    this.anywhere = anywhere;
  }

  /// Whether a file is made of values for others, so that its names are its own.
  static boolean isOfValues(String path) {
    return path.substring(path.lastIndexOf('/') + 1).startsWith("values")
        || KustomizationName.isOf(path);
  }

  List<Edit.Set> in(Value document) {
    List<Edit.Set> edits = new ArrayList<>();
    collect(document, Path.ROOT, Optional.empty(), edits);
    return edits;
  }

  private void collect(Value value, Path at, Optional<String> field, List<Edit.Set> edits) {
    switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          fields.forEach((key, each) -> collect(each, at.field(key), Optional.of(key), edits));
      case Value.Arr(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), at.plus(new Path.Index(i)), field, edits);
        }
      }
      default -> {
        if (anywhere || field.equals(name)) {
          replacement(value).ifPresent(it -> edits.add(new Edit.Set(at, it)));
        }
      }
    }
  }

  private Optional<Value> replacement(Value written) {
    Optional<String> text = text(written);
    Optional<String> before = text(old);
    Optional<String> after = text(live);
    if (text.isEmpty() || before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    if (written.equals(old)) {
      return Optional.of(live);
    }
    if (text.equals(before)) {
      return Optional.of(Value.of(after.get()));
    }
    if (name.isPresent() && text.get().equals(name.get() + "=" + before.get())) {
      return Optional.of(Value.of(name.get() + "=" + after.get()));
    }
    return name.filter("image"::equals)
        .flatMap(_ -> Image.of(before.get()).part(text.get(), Image.of(after.get())))
        .map(Value::of);
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Optional.of(text);
      case Value.Num number -> Optional.of(number.value().toPlainString());
      case Value.Bool(boolean is) -> Optional.of(String.valueOf(is));
      default -> Optional.empty();
    };
  }

  /// @param tag with its colon, or a digest with its `@`; empty for none
  private record Image(String name, String tag) {
    static Image of(String text) {
      int at = text.indexOf('@');
      int colon = text.lastIndexOf(':');
      int end = at >= 0 ? at : colon > text.lastIndexOf('/') ? colon : text.length();
      return new Image(text.substring(0, end), text.substring(end));
    }

    /// What a part of it becomes in another image that differs in this part only.
    Optional<String> part(String text, Image other) {
      if (name.equals(other.name)
          && !tag.isEmpty()
          && !other.tag.isEmpty()
          && tag.charAt(0) == other.tag.charAt(0)
          && tag.substring(1).equals(text)) {
        return Optional.of(other.tag.substring(1));
      }
      return tag.equals(other.tag) && name.equals(text)
          ? Optional.of(other.name)
          : Optional.empty();
    }
  }
}
