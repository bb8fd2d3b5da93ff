package dev.drift.model.value;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value as it stands in a manifest or in the cluster.
///
/// Values may hold secrets, so no variant prints its content: `toString` shows only the shape.
/// What people see is a [Shown], which only a redactor makes.
public sealed interface Value {

  /// JSON `null`. In a manifest it means "unset"; see the canonical form.
  enum Null implements Value {
    NULL
  }

  /// A truth value.
  record Bool(boolean value) implements Value {
    @Override
    public String toString() {
      return "Bool";
    }
  }

  /// A number of any size; `1`, `1.0` and `1e0` are equal.
  record Num(BigDecimal value) implements Value {
    public Num {
      requireNonNull(value, "value is null");
    }

    public static Num of(long value) {
      return new Num(BigDecimal.valueOf(value));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Num(BigDecimal that) && value.compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value.doubleValue());
    }

    @Override
    public String toString() {
      return "Num";
    }
  }

  /// Text.
  record Str(String value) implements Value {
    public Str {
      requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
      return "Str(length=%d)".formatted(value.length());
    }
  }

  /// The keyed hash of a secret value: all that a snapshot keeps of it.
  ///
  /// @param mask HMAC-SHA-256 in hexadecimal
  /// @param keyId which key made it; masks of different keys cannot be compared
  /// @param facts what rules may know of it; equality ignores them
  record Masked(String mask, String keyId, SecretFacts facts) implements Value {
    public Masked {
      requireNonNull(mask, "mask is null");
      requireNonNull(keyId, "keyId is null");
      requireNonNull(facts, "facts is null");
    }

    public Masked(String mask, String keyId) {
      this(mask, keyId, SecretFacts.NONE);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Masked that && mask.equals(that.mask) && keyId.equals(that.keyId);
    }

    @Override
    public int hashCode() {
      return mask.hashCode();
    }
  }

  /// A list.
  record Arr(List<Value> items) implements Value {
    public static final Arr EMPTY = new Arr(List.of());

    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return "Arr(items=%d)".formatted(items.size());
    }
  }

  /// An object; its fields keep the order they were written in, which equality ignores.
  record Obj(Map<String, Value> fields) implements Value {
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      fields = FieldMap.of(fields);
    }

    private FieldMap frozen() {
      return (FieldMap) fields;
    }

    /// How many fields there are.
    public int size() {
      return frozen().size();
    }

    /// All names in their order; not to be changed.
    String[] names() {
      return frozen().names();
    }

    /// The name of a field, counted from 0 in their order: a loop over these makes no object for
    /// each field, nor one that it runs on each.
    public String name(int index) {
      return frozen().name(index);
    }

    /// The value of a field, counted from 0 in their order.
    public Value value(int index) {
      return frozen().value(index);
    }

    public Optional<Value> get(String name) {
      return Optional.ofNullable(frozen().get(name));
    }

    /// The object at `name`, or an empty one where there is none or something else.
    public Obj object(String name) {
      return frozen().get(name) instanceof Obj object ? object : EMPTY;
    }

    /// The list at `name`, or an empty one where there is none or something else.
    public List<Value> list(String name) {
      return frozen().get(name) instanceof Arr array ? array.items() : List.of();
    }

    /// The objects in the list at `name`, without what is none.
    public List<Obj> objects(String name) {
      return list(name).stream().filter(Obj.class::isInstance).map(Obj.class::cast).toList();
    }

    /// The text at `name`, where there is one.
    public Optional<String> text(String name) {
      return frozen().get(name) instanceof Str text ? Optional.of(text.value()) : Optional.empty();
    }

    /// The number at `name`, where there is one.
    public Optional<BigDecimal> number(String name) {
      return frozen().get(name) instanceof Num number
          ? Optional.of(number.value())
          : Optional.empty();
    }

    /// Where a field stands, counted from 0; -1 where it is not there.
    int position(String name) {
      return frozen().position(name);
    }

    /// The object in which `name` has this value.
    public Obj with(String name, Value value) {
      requireNonNull(value, "value is null");
      ObjectEdit edited = new ObjectEdit(this);
      edited.add(name, value);
      return edited.object();
    }

    /// The object that lacks `name`.
    public Obj without(String name) {
      ObjectEdit edited = new ObjectEdit(this);
      edited.remove(name);
      return edited.object();
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Obj that && fields.equals(that.fields));
    }

    @Override
    public int hashCode() {
      return fields.hashCode();
    }

    @Override
    public String toString() {
      return "Obj(fields=%d)".formatted(fields.size());
    }
  }

  /// Text as a value.
  static Str of(String value) {
    return new Str(value);
  }

  /// A whole number as a value.
  static Num of(long value) {
    return Num.of(value);
  }

  /// A truth value as a value.
  static Bool of(boolean value) {
    return new Bool(value);
  }
}
