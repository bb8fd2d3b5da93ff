package dev.drift.secret.text;

import dev.drift.model.value.Value;
import dev.drift.secret.name.NameCache;
import dev.drift.secret.name.SecretNames;
import dev.drift.secret.scan.References;
import dev.drift.secret.scan.Spans;
import dev.drift.secret.tree.TextTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the secrets of a text that was read as values, at their places in the text.
final class TreeWalk extends SecretWalk {
  /// Finds the secrets of a text within the text.
  interface Inner {
    void find(String field, String text, Spans spans);
  }

  private final TextTree tree;
  private final Spans spans;
  private final Inner inner;

  TreeWalk(TextTree tree, Spans spans, NameCache names, Inner inner) {
    super(names);
    this.tree = tree;
    this.spans = spans;
    this.inner = inner;
  }

  void find() {
    tree.roots().forEach(this::walk);
  }

  @Override
  Value secret(String name, Value scalar) {
    TextTree.Place place = tree.scalars().get(scalar);
    if (place != null && !isReference(scalar)) {
      spans.add(place.span());
    }
    return scalar;
  }

  private static boolean isReference(Value scalar) {
    return scalar instanceof Value.Str(String text) && References.isReference(text);
  }

  @Override
  Value text(String field, Value.Str text) {
    TextTree.Place place = tree.scalars().get(text);
    if (place == null || text.value().length() < SecretText.SHORTEST) {
      return text;
    }
    Spans within = new Spans(text.value());
    inner.find(field, text.value(), within);
    for (Spans.Span span : within.found()) {
      add(place, span);
    }
    return text;
  }

  private void add(TextTree.Place place, Spans.Span span) {
    int @Nullable [] characters = place.characters();
    if (characters == null) {
      spans.add(place.span());
    } else if (!span.isEmpty()) {
      spans.add(characters[span.start()], characters[span.end()]);
    }
  }

  @Override
  Value tail(Value.Str item, int from) {
    TextTree.Place place = tree.scalars().get(item);
    if (place != null && !References.isReference(item.value().substring(from))) {
      add(place, new Spans.Span(from, item.value().length()));
    }
    return item;
  }

  @Override
  Value whole(Value value) {
    switch (value) {
      case Value.Str _, Value.Num _ -> secret("", value);
      case Value.Arr(List<Value> items) -> items.forEach(this::whole);
      case Value.Obj(Map<String, Value> fields) -> fields.values().forEach(this::whole);
      case Value.Bool _, Value.Null _, Value.Masked _ -> {}
    }
    return value;
  }

  @Override
  Value data(Value value, boolean base64) {
    return whole(value);
  }

  @Override
  Value binary(String name, Value.Str base64) {
    byte[] bytes = ValueMasks.decode(base64.value());
    return SecretNames.announceSecret(name) || Keystores.isKeystore(name, bytes)
        ? secret(name, base64)
        : text(name, base64);
  }

  @Override
  String secretName(Value.Obj object, int index) {
    List<Spans.Span> places = tree.names().get(object);
    if (places != null && index < places.size()) {
      spans.add(places.get(index));
    }
    return object.name(index);
  }
}
