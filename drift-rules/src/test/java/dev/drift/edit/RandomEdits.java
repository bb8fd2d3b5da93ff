package dev.drift.edit;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Single changes of a document, at random places, to values of every type.
public final class RandomEdits {
  private static final List<String> TEXTS =
      List.of(
          "",
          "yes",
          "No",
          "on",
          "true",
          "null",
          "~",
          "0x1f",
          "0o17",
          "017",
          "1e3",
          "1_000",
          "12",
          "-7",
          ".5",
          "1.20",
          "2026-11-29",
          "12:30:45",
          "=",
          "<<",
          "plain",
          "two words",
          "nginx:1.27.3",
          "10.0.0.1",
          "https://example.com/a?b=c#d",
          "a: b",
          "a #b",
          "a:",
          "- x",
          "-Xmx4G",
          "--flag=x",
          "*star",
          "&and",
          "!bang",
          "%percent",
          "@at",
          "`tick",
          "{brace",
          "[bracket",
          "}",
          "a, b",
          "|",
          ">",
          "it's",
          "say \"hi\"",
          "back\\slash",
          " leading",
          "trailing ",
          "\ttab",
          "inner\ttab",
          "one\ntwo",
          "one\ntwo\n",
          "one\n\n two\n",
          "  indented\nfirst\n",
          "\nstarts empty\n",
          "ends empty\n\n\n",
          "one\r\ntwo\r\n",
          "blank\n   \nline\n",
          "\n",
          "Zürich",
          "😀 face",
          "next\u0085line",
          "sep\u2028arator",
          "no\u00A0break",
          "\uFEFFmark",
          "bell\u0007",
          "---",
          "--- x",
          "...",
          "# no comment",
          "key=value\nother=1\n",
          "a\n# comment\nb\n",
          "? x",
          ": x",
          "'",
          "\"",
          "x".repeat(300));

  private static final List<String> NAMES =
      List.of(
          "added",
          "app.kubernetes.io/name",
          "a b",
          "yes",
          "12",
          "true",
          "x:y",
          "",
          "-",
          "~",
          "Zürich",
          "<<",
          "a\"b",
          "log4j.properties");

  private final Random random;

  public RandomEdits(long seed) {
    this.random = new Random(seed);
  }

  /// One change, what it leads to, and where it was.
  ///
  /// @param node of which lines may change: what is set or removed, or what something is added to
  /// @param adds whether nothing that was there changes
  public record Case(Edit edit, Value expected, Path node, boolean adds) {}

  public Optional<Case> next(Value root) {
    Path path = Path.ROOT;
    Value value = root;
    int depth = 1 + random.nextInt(12);
    for (int i = 0; i < depth; i++) {
      Optional<Path.Element> step = step(value);
      if (step.isEmpty()) {
        break;
      }
      value = child(value, step.get());
      path = path.plus(step.get());
    }
    if (path.isRoot()) {
      return Optional.empty();
    }
    return switch (random.nextInt(3)) {
      case 0 -> {
        Value other = random.nextInt(4) > 0 ? similar(value) : value(2);
        yield Optional.of(
            new Case(new Edit.Set(path, other), with(root, path, Optional.of(other)), path, false));
      }
      case 1 ->
          Optional.of(
              new Case(new Edit.Remove(path), with(root, path, Optional.empty()), path, false));
      default -> added(root, path, value);
    };
  }

  private Optional<Case> added(Value root, Path path, Value value) {
    Value other = value(3);
    if (value instanceof Value.Obj object) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      if (object.get(name).isPresent()) {
        return Optional.empty();
      }
      Path at = path.field(name);
      return Optional.of(
          new Case(new Edit.Add(at, other), with(root, at, Optional.of(other)), path, true));
    }
    if (value instanceof Value.Arr(List<Value> items)) {
      int index = random.nextInt(items.size() + 1);
      List<Value> more = new ArrayList<>(items);
      more.add(index, other);
      return Optional.of(
          new Case(
              new Edit.Add(path.plus(new Path.Index(index)), other),
              with(root, path, Optional.of(new Value.Arr(more))),
              path,
              true));
    }
    return Optional.empty();
  }

  private Optional<Path.Element> step(Value value) {
    return switch (value) {
      case Value.Obj object when object.size() > 0 ->
          Optional.of(new Path.Field(object.name(random.nextInt(object.size()))));
      case Value.Arr(List<Value> items) when !items.isEmpty() ->
          Optional.of(new Path.Index(random.nextInt(items.size())));
      case Value.Obj _,
          Value.Arr _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Masked _ ->
          Optional.empty();
    };
  }

  private static Value child(Value value, Path.Element step) {
    return switch (step) {
      case Path.Field(String name) -> ((Value.Obj) value).get(name).orElseThrow();
      case Path.Index(int index) -> ((Value.Arr) value).items().get(index);
      case Path.Key _, Path.Member _ -> throw new IllegalArgumentException("no such step");
    };
  }

  /// The root in which the path has this value; the expectation, and no code under test.
  static Value with(Value root, Path path, Optional<Value> value) {
    return with(Optional.of(root), path.elements(), value).orElseThrow();
  }

  private static Optional<Value> with(
      Optional<Value> node, List<Path.Element> path, Optional<Value> value) {
    if (path.isEmpty()) {
      return value;
    }
    List<Path.Element> rest = path.subList(1, path.size());
    return switch (path.getFirst()) {
      case Path.Field(String name) -> {
        Value.Obj object = (Value.Obj) node.orElseThrow();
        Optional<Value> inner = with(object.get(name), rest, value);
        yield Optional.of(
            inner.map(now -> object.with(name, now)).orElseGet(() -> object.without(name)));
      }
      case Path.Index(int index) -> {
        List<Value> items = new ArrayList<>(((Value.Arr) node.orElseThrow()).items());
        Optional<Value> inner = with(Optional.of(items.get(index)), rest, value);
        if (inner.isPresent()) {
          items.set(index, inner.get());
        } else {
          items.remove(index);
        }
        yield Optional.of(new Value.Arr(items));
      }
      case Path.Key _, Path.Member _ -> throw new IllegalArgumentException("no such step");
    };
  }

  /// Another value of the same kind, as most drift is.
  private Value similar(Value value) {
    return switch (value) {
      case Value.Str(String text) when text.indexOf('\n') >= 0 && random.nextBoolean() ->
          Value.of(otherLine(text));
      case Value.Str _ -> text();
      case Value.Num(BigDecimal number) -> new Value.Num(number.add(BigDecimal.ONE));
      case Value.Bool(boolean bool) -> Value.of(!bool);
      case Value.Obj object when object.size() > 0 && random.nextBoolean() ->
          object.with(object.name(random.nextInt(object.size())), value(1));
      case Value.Arr(List<Value> items) when items.size() > 1 && random.nextBoolean() -> {
        List<Value> shuffled = new ArrayList<>(items);
        java.util.Collections.shuffle(shuffled, random);
        yield new Value.Arr(shuffled);
      }
      case Value.Obj _, Value.Arr _, Value.Null _, Value.Masked _ -> value(2);
    };
  }

  private String otherLine(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> lines.set(at, "changed=" + random.nextInt(100));
      case 1 -> lines.add(at, "inserted: " + random.nextInt(100));
      default -> lines.remove(at);
    }
    return String.join("\n", lines);
  }

  private Value text() {
    return Value.of(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0, 1, 2 -> text();
      case 3 -> number();
      case 4 -> Value.of(random.nextBoolean());
      case 5 -> random.nextInt(3) > 0 ? text() : Value.Null.NULL;
      case 6 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(depth - 1));
        }
        yield new Value.Arr(items);
      }
      default -> {
        Value.Obj object = Value.Obj.EMPTY;
        for (int i = random.nextInt(4); i > 0; i--) {
          object = object.with(NAMES.get(random.nextInt(NAMES.size())), value(depth - 1));
        }
        yield object;
      }
    };
  }

  private Value number() {
    return switch (random.nextInt(5)) {
      case 0 -> Value.of(random.nextInt(100_000));
      case 1 -> Value.of(-random.nextInt(100));
      case 2 -> Value.of(Long.MAX_VALUE);
      case 3 -> new Value.Num(BigDecimal.valueOf(random.nextInt(1_000), 2));
      default -> new Value.Num(new BigDecimal("1.5e300"));
    };
  }
}
