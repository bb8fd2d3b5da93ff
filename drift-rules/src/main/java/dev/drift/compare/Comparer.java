package dev.drift.compare;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares the canonical form of a desired resource with the live object, path by path.
///
/// Differences are reported at the outermost path that only one side has, except for maps and lists
/// with identity, which are reported by key: an added label is `metadata.labels.x`.
public final class Comparer {
  private final Schemas schemas;
  private final Equality equality;

  public Comparer(Schemas schemas) {
    this.schemas = schemas;
    this.equality = new Equality(schemas);
  }

  /// @param live the live object in the form of
  ///     [dev.drift.canonical.Canonicaliser#normal(KindSchema, Value.Obj)]
  public Comparison compare(
      ResourceRef resource, KindSchema schema, Canonical desired, Value.Obj live) {
    Walk walk = new Walk(resource, false);
    Sides sides =
        new Sides(
            Optional.of(desired.written()),
            Optional.of(desired.content()),
            Optional.of(live),
            Path.ROOT);
    walk.value(schema.root(), false, Path.ROOT, sides);
    return new Comparison(walk.differences, walk.pending, walk.undecided);
  }

  /// Compares two readings of a text, in which a null is not the same as nothing.
  ///
  /// @param whole the difference of the text
  Comparison compareText(Difference whole, Value desired, Value live) {
    Walk walk = new Walk(whole.resource(), true);
    Sides sides =
        new Sides(Optional.of(desired), Optional.of(desired), Optional.of(live), whole.livePath());
    walk.value(Type.ANY, false, whole.path(), sides);
    return new Comparison(walk.differences, walk.pending, walk.undecided);
  }

  private final class Walk {
    private final ResourceRef resource;
    private final boolean nullsCount;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Path> pending = new ArrayList<>();
    private final List<Path> undecided = new ArrayList<>();

    Walk(ResourceRef resource, boolean nullsCount) {
      this.resource = resource;
      this.nullsCount = nullsCount;
    }

    /// @param whole whether presence itself has a meaning here, so that a value which only one side
    ///     has is reported as a whole
    void value(Type type, boolean whole, Path path, Sides sides) {
      if (sides.desired().equals(sides.live())) {
        return; // Most of an object is so. What equals in every way differs in none.
      }
      if (whole && sides.onlyEmpty()) {
        leaf(type, path, sides);
        return;
      }
      switch (schemas.resolve(type)) {
        case Type.Struct struct when sides.all(Value.Obj.class) && (sides.both() || !whole) ->
            fields(sides)
                .forEach(
                    name -> {
                      Optional<Type.Member> member = struct.member(name);
                      value(
                          member.map(Type.Member::type).orElse(Type.ANY),
                          member.map(Type.Member::pointer).orElse(true),
                          path.field(name),
                          sides.field(name));
                    });
        case Type.MapOf(Type values, boolean _) when sides.all(Value.Obj.class) ->
            fields(sides).forEach(name -> value(values, true, path.field(name), sides.field(name)));
        case Type.ListOf list when sides.all(Value.Arr.class) -> list(list, whole, path, sides);
        case Type.Any _ when sides.both() && sides.all(Value.Obj.class) ->
            fields(sides)
                .forEach(name -> value(Type.ANY, true, path.field(name), sides.field(name)));
        case Type.Any _ when sides.both() && sides.all(Value.Arr.class) ->
            ordered(Type.ANY, true, path, sides);
        case Type.Union(Type struct) when sides.both() && sides.all(Value.Obj.class) ->
            value(struct, true, path, sides);
        case Type.Union(Type struct) when sides.both() && sides.all(Value.Arr.class) ->
            ordered(struct, true, path, sides);
        case Type.Struct _, Type.MapOf _, Type.ListOf _, Type.Any _, Type.Union _, Type.Scalar _ ->
            leaf(type, path, sides);
        case Type.Ref _ -> throw new IllegalStateException("references are resolved");
      }
    }

    private static Set<String> fields(Sides sides) {
      Set<String> names = new LinkedHashSet<>();
      for (Optional<Value> side : List.of(sides.desired(), sides.live())) {
        if (side.orElse(Value.Null.NULL) instanceof Value.Obj(Map<String, Value> fields)) {
          names.addAll(fields.keySet());
        }
      }
      return names;
    }

    private void leaf(Type type, Path path, Sides sides) {
      if (sides.onlyNull() && !nullsCount) {
        return; // apply strips nulls, create keeps those that the type allows
      }
      if (sides.live().isEmpty()) {
        if (sides.written().isPresent()) {
          add(Change.REMOVED, path, sides);
        } else if (isItem(path)) {
          add(Change.DEFAULT_CHANGED, path, sides); // The server fills lists in as a whole.
        } else {
          pending.add(path);
        }
      } else if (sides.desired().isEmpty()) {
        // A manifest may say `value: ""`, which the server keeps as absence.
        add(
            sides.written().isPresent() ? Change.CHANGED : Change.ADDED,
            path,
            new Sides(sides.written(), sides.written(), sides.live(), sides.livePath()),
            true);
      } else if (!equality.equal(type, sides.desired().get(), sides.live().get())) {
        if (Masks.comparable(sides.desired().get(), sides.live().get())) {
          add(sides.written().isPresent() ? Change.CHANGED : Change.DEFAULT_CHANGED, path, sides);
        } else {
          undecided.add(path);
        }
      }
    }

    private static boolean isItem(Path path) {
      return !path.isRoot() && !(path.elements().getLast() instanceof Path.Field);
    }

    private void list(Type.ListOf type, boolean whole, Path path, Sides sides) {
      switch (type.identity()) {
        case KEYED, SET -> {
          List<Value> desired = Sides.items(sides.desired());
          List<Value> live = Sides.items(sides.live());
          // A set in which somebody has doubled a text is still one; if both have, it is none.
          if ((ListItems.haveIdentity(type, desired) && ListItems.mayHaveIdentity(type, live))
              || (ListItems.mayHaveIdentity(type, desired) && ListItems.haveIdentity(type, live))) {
            identified(type, path, sides);
          } else if (sides.both() || !whole) {
            ordered(type.items(), false, path, sides);
          } else {
            leaf(type, path, sides);
          }
        }
        case ATOMIC, MULTISET -> {
          if (!sides.both()) {
            leaf(type, path, sides);
          } else {
            ordered(type.items(), type.identity() == Type.Identity.ATOMIC, path, sides);
          }
        }
      }
    }

    private void identified(Type.ListOf type, Path path, Sides sides) {
      List<Value> declared = Sides.items(sides.desired());
      List<Value> found = Sides.items(sides.live());
      Map<Path.Element, Integer> ofDesired = ListItems.byIdentity(type, declared);
      Map<Path.Element, Integer> ofLive = ListItems.byIdentity(type, found);
      Map<Path.Element, Integer> desired =
          ListItems.paired(
              ofDesired,
              ofLive,
              (a, b) -> equality.equal(type.items(), declared.get(a), found.get(b)));
      Map<Path.Element, Integer> live =
          ListItems.paired(
              ofLive,
              ofDesired,
              (a, b) -> equality.equal(type.items(), found.get(a), declared.get(b)));
      Set<Path.Element> elements = new LinkedHashSet<>(desired.keySet());
      elements.addAll(live.keySet());
      for (Path.Element element : elements) {
        value(
            type.items(),
            true,
            path.plus(element),
            sides.item(
                Optional.ofNullable(desired.get(element)),
                Optional.ofNullable(live.get(element)),
                element));
      }
      if (OrderMatters.in(path, Sides.items(sides.desired()))
          && !ListItems.sameOrder(desired, live)) {
        add(Change.REORDERED, path, sides);
      }
    }

    /// A list without identity: equal items are matched first, what is left is compared in pairs.
    private void ordered(Type items, boolean orderMatters, Path path, Sides sides) {
      List<Value> desired = Sides.items(sides.desired());
      List<Value> live = Sides.items(sides.live());
      Equality.Unmatched anywhere = equality.unmatched(items, desired, live);
      if (anywhere.isEmpty()) {
        if (orderMatters && !inOrder(items, desired, live)) {
          add(Change.REORDERED, path, sides);
        }
        return;
      }
      Equality.Unmatched left =
          orderMatters
              ? Alignment.align(desired, live, anywhere, (a, b) -> equality.equal(items, a, b))
              : anywhere;
      int pairs = Math.min(left.desired().size(), left.live().size());
      Set<Integer> taken = new HashSet<>(left.desired());
      for (int i = 0; i < left.desired().size(); i++) {
        int at = left.desired().get(i);
        Optional<Integer> partner = i < pairs ? Optional.of(left.live().get(i)) : Optional.empty();
        Path.Index liveElement = new Path.Index(partner.orElse(at));
        value(
            items,
            true,
            path.plus(new Path.Index(at)),
            sides.item(Optional.of(at), partner, liveElement));
      }
      for (int at : left.live().subList(pairs, left.live().size())) {
        value(
            items,
            true,
            path.plus(new Path.Index(free(at, desired.size(), live.size(), taken))),
            sides.item(Optional.empty(), Optional.of(at), new Path.Index(at)));
      }
    }

    /// The position of an added item, or one behind both lists where that position of Git's differs
    /// as well: no two differences have one path.
    private static int free(int at, int desired, int live, Set<Integer> taken) {
      int free = taken.contains(at) ? Math.max(desired, live) : at;
      while (!taken.add(free)) {
        free++;
      }
      return free;
    }

    private boolean inOrder(Type items, List<Value> desired, List<Value> live) {
      for (int i = 0; i < desired.size(); i++) {
        if (!equality.equal(items, desired.get(i), live.get(i))) {
          return false;
        }
      }
      return true;
    }

    private void add(Change change, Path path, Sides sides) {
      add(change, path, sides, false);
    }

    private void add(Change change, Path path, Sides sides, boolean unsaid) {
      differences.add(
          new Difference(
              resource, change, path, sides.livePath(), sides.desired(), sides.live(), unsaid));
    }
  }
}
