package dev.drift.judge;

import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.text.SettingLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where in Git a difference is to be looked for.
public final class SourceLocator {
  private SourceLocator() {}

  /// Where the manifest says it, or the nearest place that is written.
  public static Location of(DesiredResource resource, Difference found) {
    Difference difference = found.ofField();
    Value.Obj content = resource.manifest().content();
    Optional<Location> line = line(resource, found);
    if (line.isPresent()) {
      return line.get();
    }
    Path path = difference.path();
    if (difference.change() == Change.ADDED && !path.isRoot()) {
      // Another item may stand at this position of Git's list.
      Path around = new Path(path.elements().subList(0, path.elements().size() - 1));
      return resource.manifest().origin().nearest(around, content);
    }
    Optional<Location> place = resource.manifest().origin().at(path, content);
    if (place.isPresent()) {
      return place.get();
    }
    List<Path.Element> elements = new ArrayList<>(path.elements());
    if (elements.size() == 2 && elements.getFirst().equals(new Path.Field("data"))) {
      // A Secret's stringData becomes its data.
      elements.set(0, new Path.Field("stringData"));
      Optional<Location> text = resource.manifest().origin().at(new Path(elements), content);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return resource.manifest().origin().nearest(path, content);
  }

  /// The line of a setting in a text that stands in the manifest as it is.
  private static Optional<Location> line(DesiredResource resource, Difference difference) {
    return settingLine(resource, difference)
        .flatMap(
            line ->
                resource
                    .manifest()
                    .origin()
                    .line(difference.ofField().path(), resource.manifest().content(), line));
  }

  /// The line of a setting in a text of the manifest, counted from 0; empty for what is no setting,
  /// or if it is not known for certain.
  public static Optional<Integer> settingLine(DesiredResource resource, Difference difference) {
    Value.Obj content = resource.manifest().content();
    Path field = difference.ofField().path();
    if (difference.change() == Change.ADDED
        || field.equals(difference.path())
        || !(Steps.at(field, content).orElse(Value.Null.NULL) instanceof Value.Str(String text))
        || !(field.elements().getLast() instanceof Path.Field(String name))) {
      return Optional.empty();
    }
    List<Path.Element> elements = difference.path().elements();
    Path within = new Path(elements.subList(field.elements().size(), elements.size()));
    return difference.text().flatMap(read -> SettingLines.of(read.format(), name, text, within));
  }

  /// Where the template of a workload says what one of its Pods should have.
  public static Location ofTemplate(DesiredResource workload, Path inPod) {
    List<Path.Element> elements = new ArrayList<>(Path.of("spec", "template").elements());
    elements.addAll(inPod.elements());
    return workload.manifest().origin().nearest(new Path(elements), workload.manifest().content());
  }
}
