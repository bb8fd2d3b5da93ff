package dev.drift.canonical.schema;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The type of a value in a Kubernetes object, as far as comparing needs it.
public sealed interface Type {

  /// A type of which nothing is known: compared as it stands, lists as a whole.
  Type ANY = new Any();

  /// A field of which nothing is known.
  Member ANYTHING = new Member(ANY, true, true, Optional.empty());

  /// Free-form JSON.
  record Any() implements Type {}

  /// A single value.
  enum Scalar implements Type {
    STRING,
    BOOLEAN,
    INTEGER,
    NUMBER,
    /// Compared as numbers: `1000m` is `1`.
    QUANTITY,
    INT_OR_STRING,
    /// Compared as instants of whole seconds.
    TIME,
    /// Compared as instants.
    MICRO_TIME,
    DURATION,
    /// Base64, compared as bytes.
    BYTES
  }

  /// An object with named fields.
  ///
  /// @param name for messages, such as `apps/v1.DeploymentSpec`; empty if the type has none
  /// @param open whether fields beside the named ones are kept as they are
  record Struct(String name, Map<String, Member> members, boolean open) implements Type {
    public Struct {
      // Not Map.copyOf, which looks longer for a name.
      members = Collections.unmodifiableMap(new HashMap<>(members));
    }

    /// The type of a field; for a field that the type does not name, [#ANY] where it is open.
    public Optional<Member> member(String field) {
      return Optional.ofNullable(find(field));
    }

    /// The same, without an object for each answer.
    public @Nullable Member find(String field) {
      Member member = members.get(field);
      return member == null && open ? ANYTHING : member;
    }
  }

  /// A struct of the table, by name; [TypeTable] knows it.
  record Ref(String name) implements Type {}

  /// A field of a struct.
  ///
  /// @param pointer whether zero differs from absence; if not, a zero or empty value is
  ///     the same as none
  /// @param nullable whether a null is kept
  /// @param defaultValue of a CRD's schema; the defaults of built-in types stand in [DefaultTree]
  record Member(Type type, boolean pointer, boolean nullable, Optional<Value> defaultValue) {
    public Member {
      requireNonNull(type, "type is null");
      requireNonNull(defaultValue, "defaultValue is null");
    }
  }

  /// An object with keys of the user's own.
  ///
  /// @param atomic whether it has one owner as a whole
  record MapOf(Type values, boolean atomic) implements Type {}

  /// A list.
  ///
  /// @param keys the fields that identify items; empty unless the identity is KEYED
  record ListOf(Type items, Identity identity, List<String> keys) implements Type {
    public ListOf {
      keys = List.copyOf(keys);
    }
  }

  /// What identifies the items of a list (`x-kubernetes-list-type`).
  enum Identity {
    /// Their position: the list has a meaning as a whole.
    ATOMIC,
    /// Their key fields; order has no meaning.
    KEYED,
    /// Themselves; order has no meaning.
    SET,
    /// Themselves, since the server stores them in an order of its own; duplicates count.
    MULTISET
  }

  /// A struct, or a list of them or of text, or a truth value: JSON Schema has such fields.
  record Union(Type struct) implements Type {}
}
