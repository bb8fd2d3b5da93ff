package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Where a manifest comes from.
public sealed interface Origin permits Origin.Written, Generated {

  /// A file says it just so, and each of its fields has its place there.
  record Written(Places places) implements Origin {
    public Written {
      requireNonNull(places, "places is null");
    }
  }

  /// The files that it was made of.
  default List<String> files() {
    return switch (this) {
      case Written(Places places) -> List.of(places.file());
      case Generated generated -> generated.inputs();
    };
  }

  /// Of the whole manifest.
  default Location start() {
    return of(places -> Optional.of(places.start())).orElseThrow();
  }

  /// Of the value of a path, or of the nearest value around it.
  ///
  /// @param content of the manifest
  default Location nearest(Path path, Value content) {
    return switch (this) {
      case Written(Places places) -> new Location.Written(places.nearest(path, content));
      case Generated generated -> generated.said(path, content);
    };
  }

  /// Of the value of a path, if it is known not to come from around it.
  ///
  /// @param content of the manifest
  default Optional<Location> at(Path path, Value content) {
    return switch (this) {
      case Written(Places places) -> places.at(path, content).map(Location.Written::new);
      case Generated generated -> Optional.of(generated.said(path, content));
    };
  }

  /// Of a line of a text that stands in the file as it is.
  ///
  /// @param line counted from 0
  default Optional<Location> line(Path path, Value content, int line) {
    return of(places -> places.line(path, content, line));
  }

  /// The same in less memory, for callers that keep it.
  ///
  /// @param content of the document
  default Origin packed(Value content) {
    return switch (this) {
      case Written(Places places) -> new Written(places.packed(content));
      case Generated generated -> generated;
    };
  }

  /// For what must name a place: if none is known, the start of the first file.
  default Places places() {
    return switch (this) {
      case Written(Places places) -> places;
      case Generated generated -> {
        Place at =
            generated.place().orElse(new Place(generated.inputs().getFirst(), 1, 1, 0, 0, false));
        yield new Places(
            at.file(),
            0,
            new Places.Node(
                at.line(), at.column(), at.start(), at.end(), at.alias(), Map.of(), List.of()));
      }
    };
  }

  private Optional<Location> of(Function<Places, Optional<Place>> find) {
    return switch (this) {
      case Written(Places places) -> find.apply(places).map(Location.Written::new);
      case Generated generated -> Optional.of(generated);
    };
  }
}
