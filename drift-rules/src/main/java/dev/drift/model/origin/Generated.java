package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A renderer made it of files: of most of its values, no more is known than of the whole.
///
/// @param renderer as configuration calls it: `kustomize`
/// @param inputs paths of the files that it was made of, the most telling first
/// @param place where one of them says it; empty if that is not known
/// @param undetermined values that they do not determine
/// @param sayings of values of which the file is known
public record Generated(
    String renderer,
    List<String> inputs,
    Optional<Place> place,
    List<Undetermined> undetermined,
    List<Saying> sayings)
    implements Origin, Location {
  private static final int SHOWN = 3;

  public Generated {
    requireNonNull(renderer, "renderer is null");
    inputs = List.copyOf(inputs);
    requireNonNull(place, "place is null");
    undetermined = List.copyOf(undetermined);
    sayings = List.copyOf(sayings);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a renderer needs files");
    }
  }

  /// The files determine each value.
  public Generated(String renderer, List<String> inputs, Optional<Place> place) {
    this(renderer, inputs, place, List.of(), List.of());
  }

  /// The same, with files that say values of it.
  public Generated saying(List<Saying> more) {
    return new Generated(renderer, inputs, place, undetermined, more);
  }

  /// Of a value that this says.
  public Generated saidBy(Saying one) {
    return new Generated(renderer, inputs, Optional.of(one.place()), undetermined, List.of(one));
  }

  /// What says the value that it is the place of; empty if that is not known.
  public Optional<Saying> saying() {
    return sayings.size() == 1 && place.equals(Optional.of(sayings.getFirst().place()))
        ? Optional.of(sayings.getFirst())
        : Optional.empty();
  }

  /// Of the value of a path: the file that says it, if that is known, else the whole.
  Generated said(Path path, Value content) {
    if (sayings.isEmpty()) {
      return this;
    }
    Path indexed = indexed(path, content);
    Generated at = this;
    for (Saying one : sayings) {
      if (indexed.startsWith(one.path())) {
        at = saidBy(one);
      }
    }
    return at;
  }

  /// As far as the manifest has it.
  private static Path indexed(Path path, Value content) {
    List<Path.Element> elements = new ArrayList<>();
    Optional<Value> value = Optional.of(content);
    for (Path.Element element : path.elements()) {
      Optional<Integer> item = value.flatMap(it -> Steps.item(element, it));
      elements.add(item.<Path.Element>map(Path.Index::new).orElse(element));
      value = value.flatMap(it -> Steps.step(element, it));
    }
    return new Path(elements);
  }

  /// The same, with more values that the files do not determine.
  public Generated and(List<Undetermined> more) {
    List<Undetermined> all = new ArrayList<>(undetermined);
    all.addAll(more);
    return new Generated(renderer, inputs, place, all, sayings);
  }

  /// Such as `overlays/prod/kustomization.yaml (rendered by kustomize)`, or with what says a value:
  /// `overlays/prod/size.yaml:6:13 (patch, rendered by kustomize)`.
  @Override
  public String toString() {
    int more = inputs.size() - SHOWN;
    String files =
        String.join(", ", inputs.subList(0, Math.min(SHOWN, inputs.size())))
            + (more > 0 ? " and %d more".formatted(more) : "");
    return "%s (%srendered by %s)"
        .formatted(
            place.map(Place::toString).orElse(files),
            saying().map(it -> it.what() + ", ").orElse(""),
            renderer);
  }
}
