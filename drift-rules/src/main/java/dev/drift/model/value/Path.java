package dev.drift.model.value;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where a value stands in a resource: a list of typed elements, never a string with a pattern.
///
/// Prints and parses without loss: `spec.template.spec.containers[name=trino].env[name=X].value`,
/// `data["catalog/hive.properties"]["hive.metastore.uri"]`.
///
/// @param elements from the root of the resource inwards
public record Path(List<Element> elements) implements Comparable<Path> {
  /// The resource itself.
  public static final Path ROOT = new Path(List.of());

  private static final Comparator<Path> ORDER = Comparator.comparing(Path::toString);

  /// One step.
  public sealed interface Element {}

  /// A field of an object or a key of a map.
  public record Field(String name) implements Element {
    public Field {
      requireNonNull(name, "name is null");
    }
  }

  /// The item of a list whose key fields have these values, such as `[name=trino]`.
  ///
  /// @param parts the key fields, in the order in which the list's type names them
  /// @param occurrence 1, or more for the later items of a list with duplicate keys
  public record Key(List<Part> parts, int occurrence) implements Element {
    public Key {
      parts = List.copyOf(parts);
      if (parts.isEmpty() || occurrence < 1) {
        throw new IllegalArgumentException("a key has at least one part and counts from 1");
      }
    }

    public static Key of(String name, String value) {
      return new Key(List.of(new Part(name, Value.of(value))), 1);
    }
  }

  /// A key field and its value.
  ///
  /// @param value text, a number or a truth value
  public record Part(String name, Value value) {
    public Part {
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
      boolean scalar =
          switch (value) {
            case Value.Str _, Value.Num _, Value.Bool _ -> true;
            case Value.Null _, Value.Masked _, Value.Arr _, Value.Obj _ -> false;
          };
      if (!scalar) {
        throw new IllegalArgumentException("the value of a list key is a scalar");
      }
    }
  }

  /// The member of a set, such as `[="kubernetes.io/pvc-protection"]`.
  public record Member(String value) implements Element {
    public Member {
      requireNonNull(value, "value is null");
    }
  }

  /// The item of an atomic list, counted from 0.
  public record Index(int index) implements Element {
    public Index {
      if (index < 0) {
        throw new IllegalArgumentException("an index counts from 0");
      }
    }
  }

  public Path {
    elements = List.copyOf(elements);
  }

  /// A path of plain fields.
  public static Path of(String... fields) {
    return of(List.of(fields));
  }

  /// A path of plain fields.
  public static Path of(List<String> fields) {
    return new Path(fields.stream().<Element>map(Field::new).toList());
  }

  /// The path that prints as this text.
  ///
  /// @throws IllegalArgumentException if the text is not a path; the message says at which column
  public static Path parse(String text) {
    return new PathSyntax(text).parse();
  }

  public Path plus(Element element) {
    List<Element> longer = new ArrayList<>(elements.size() + 1);
    longer.addAll(elements);
    longer.add(element);
    return new Path(longer);
  }

  public Path field(String name) {
    return plus(new Field(name));
  }

  public boolean startsWith(Path prefix) {
    return elements.size() >= prefix.elements.size()
        && elements.subList(0, prefix.elements.size()).equals(prefix.elements);
  }

  public boolean isRoot() {
    return elements.isEmpty();
  }

  @Override
  public int compareTo(Path other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return PathSyntax.print(this);
  }
}
