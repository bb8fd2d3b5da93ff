package dev.drift.source.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.Saying;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the last kustomization of a build says of manifests: its strategic merge patches, then its
/// images and replicas, in the order in which kustomize applies them. Nothing comes after it, so
/// what it says and the manifest has comes from there.
public final class Sayings {
  private static final Set<String> SCALED =
      Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");
  private static final Path REPLICAS = Path.of("spec", "replicas");

  private final List<Patch> patches = new ArrayList<>();
  private final KustomizationFile root;
  private final String prefix;

  /// @param places of the patch; of the field that holds it, if it is a text
  /// @param isText whether only its start is known
  private record Patch(Value.Obj content, Places places, boolean isText) {}

  /// @param files all that was built from
  /// @param prefix of paths in results
  public Sayings(
      KustomizationFile root, Collection<SourceFile> files, DocumentReader reader, String prefix) {
    this.root = root;
    this.prefix = prefix;
    List<Value.Obj> all = root.content().objects("patches");
    for (int i = 0; i < all.size(); i++) {
      // A target may name any object; then its own name does not count.
      if (all.get(i).get("target").isPresent()) {
        continue;
      }
      Optional<String> text = all.get(i).text("patch");
      if (text.isPresent()) {
        Places places = root.places().field("patches").item(i).field("patch");
        add(text.get().getBytes(UTF_8), reader, Optional.of(places));
      }
      all.get(i).text("path").ifPresent(it -> addFile(it, files, reader));
    }
    for (Value each : root.content().list("patchesStrategicMerge")) {
      if (each instanceof Value.Str(String path)) {
        addFile(path, files, reader);
      }
    }
  }

  private void addFile(String path, Collection<SourceFile> files, DocumentReader reader) {
    Optional<String> normal = TreePath.normal(TreePath.join(root.folder(), path));
    files.stream()
        .filter(it -> Optional.of(it.path()).equals(normal))
        .findFirst()
        .ifPresent(
            file -> {
              for (Document document :
                  reader.read(new SourceFile(prefix + file.path(), file.content())).documents()) {
                if (document.value() instanceof Value.Obj content) {
                  patches.add(new Patch(content, document.places(), false));
                }
              }
            });
  }

  private void add(byte[] text, DocumentReader reader, Optional<Places> places) {
    for (Document document : reader.read(new SourceFile("patch.yaml", text)).documents()) {
      if (document.value() instanceof Value.Obj content) {
        patches.add(new Patch(content, places.orElse(document.places()), places.isPresent()));
      }
    }
  }

  public List<Saying> of(Manifest manifest) {
    List<Saying> sayings = new ArrayList<>();
    for (Patch patch : patches) {
      if (isOf(patch.content(), manifest)) {
        patched(patch.content(), patch, patch.places(), manifest.content(), Path.ROOT, sayings);
      }
    }
    List<Value.Obj> images = root.content().objects("images");
    for (int i = 0; i < images.size(); i++) {
      Places entry = root.places().field("images").item(i);
      images(images.get(i), entry, manifest.content(), Path.ROOT, sayings);
    }
    List<Value.Obj> replicas = root.content().objects("replicas");
    for (int i = 0; i < replicas.size(); i++) {
      Optional<Value> count = replicas.get(i).get("count");
      boolean same =
          SCALED.contains(manifest.kind())
              && replicas.get(i).text("name").filter(manifest.name()::contains).isPresent()
              && count.isPresent()
              && count.equals(manifest.content().object("spec").get("replicas"));
      if (same) {
        Place place = root.places().field("replicas").item(i).field("count").start();
        sayings.add(new Saying(REPLICAS, shown(place), Saying.Kind.REPLICAS));
      }
    }
    return sayings;
  }

  /// The name may have got a prefix or a suffix since.
  private static boolean isOf(Value.Obj patch, Manifest manifest) {
    return patch.text("kind").equals(Optional.of(manifest.kind()))
        && patch
            .object("metadata")
            .text("name")
            .filter(it -> !it.isEmpty() && manifest.name().contains(it))
            .isPresent();
  }

  private void patched(
      Value said, Patch patch, Places places, Value made, Path path, List<Saying> sayings) {
    if (said instanceof Value.Obj(Map<String, Value> fields)) {
      fields.forEach(
          (name, each) -> {
            if (made instanceof Value.Obj object && object.get(name).isPresent()) {
              patched(
                  each,
                  patch,
                  patch.isText() ? places : places.field(name),
                  object.get(name).get(),
                  path.field(name),
                  sayings);
            }
          });
    } else if (said instanceof Value.Arr(List<Value> items)
        && made instanceof Value.Arr(List<Value> others)) {
      for (int i = 0; i < items.size(); i++) {
        int at = index(items.get(i), others);
        if (at >= 0) {
          patched(
              items.get(i),
              patch,
              patch.isText() ? places : places.item(i),
              others.get(at),
              path.plus(new Path.Index(at)),
              sayings);
        }
      }
    } else if (said.equals(made) && !isIdentity(path)) {
      Place place = patch.isText() ? shown(places.start()) : places.start();
      sayings.add(new Saying(path, place, Saying.Kind.PATCH));
    }
  }

  /// An item that has the same name, or is the same.
  private static int index(Value item, List<Value> others) {
    for (int i = 0; i < others.size(); i++) {
      boolean named =
          item instanceof Value.Obj one
              && others.get(i) instanceof Value.Obj other
              && one.get("name").isPresent()
              && one.get("name").equals(other.get("name"));
      if (named || item.equals(others.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isIdentity(Path path) {
    return path.equals(Path.of("apiVersion"))
        || path.equals(Path.of("kind"))
        || path.equals(Path.of("metadata", "name"));
  }

  private void images(Value.Obj entry, Places places, Value made, Path path, List<Saying> sayings) {
    if (made instanceof Value.Obj(Map<String, Value> fields)) {
      fields.forEach(
          (name, each) -> {
            if (name.equals("image") && each instanceof Value.Str(String image)) {
              image(entry, places, image)
                  .ifPresent(
                      it -> sayings.add(new Saying(path.field(name), it, Saying.Kind.IMAGES)));
            } else {
              images(entry, places, each, path.field(name), sayings);
            }
          });
    } else if (made instanceof Value.Arr(List<Value> items)) {
      for (int i = 0; i < items.size(); i++) {
        images(entry, places, items.get(i), path.plus(new Path.Index(i)), sayings);
      }
    }
  }

  /// The field of the entry that a person would edit.
  private Optional<Place> image(Value.Obj entry, Places places, String image) {
    String name = entry.text("newName").or(() -> entry.text("name")).orElse("");
    Optional<String> digest = entry.text("digest");
    Optional<String> tag = entry.get("newTag").flatMap(Sayings::text);
    String suffix = digest.map(it -> "@" + it).or(() -> tag.map(it -> ":" + it)).orElse("");
    boolean same =
        suffix.isEmpty()
            ? entry.text("newName").isPresent() && image.startsWith(name + ":")
            : image.equals(name + suffix);
    String field = digest.isPresent() ? "digest" : tag.isPresent() ? "newTag" : "newName";
    return same && !name.isEmpty()
        ? Optional.of(shown(places.field(field).start()))
        : Optional.empty();
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Optional.of(text);
      case Value.Num number -> Optional.of(number.value().toPlainString());
      default -> Optional.empty();
    };
  }

  /// Files of kustomizations are read without the prefix.
  private Place shown(Place place) {
    return new Place(
        prefix + place.file(),
        place.line(),
        place.column(),
        place.start(),
        place.end(),
        place.alias());
  }
}
