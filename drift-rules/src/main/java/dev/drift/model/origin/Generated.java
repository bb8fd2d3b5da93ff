package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A renderer made it of files: of each of its values, no more is known than of the whole.
///
/// @param renderer as configuration calls it: `kustomize`
/// @param inputs paths of the files that it was made of, the most telling first
/// @param place where one of them says it; empty if that is not known
/// @param undetermined values that they do not determine
public record Generated(
    String renderer, List<String> inputs, Optional<Place> place, List<Undetermined> undetermined)
    implements Origin, Location {
  private static final int SHOWN = 3;

  public Generated {
    requireNonNull(renderer, "renderer is null");
    inputs = List.copyOf(inputs);
    requireNonNull(place, "place is null");
    undetermined = List.copyOf(undetermined);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a renderer needs files");
    }
  }

  /// The files determine each value.
  public Generated(String renderer, List<String> inputs, Optional<Place> place) {
    this(renderer, inputs, place, List.of());
  }

  /// The same, with more values that the files do not determine.
  public Generated and(List<Undetermined> more) {
    List<Undetermined> all = new ArrayList<>(undetermined);
    all.addAll(more);
    return new Generated(renderer, inputs, place, all);
  }

  /// Such as `overlays/prod/kustomization.yaml (rendered by kustomize)`.
  @Override
  public String toString() {
    int more = inputs.size() - SHOWN;
    String files =
        String.join(", ", inputs.subList(0, Math.min(SHOWN, inputs.size())))
            + (more > 0 ? " and %d more".formatted(more) : "");
    return "%s (rendered by %s)".formatted(place.map(Place::toString).orElse(files), renderer);
  }
}
