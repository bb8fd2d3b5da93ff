package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonReader;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.manifest.FileManifests;
import dev.drift.yaml.DocumentReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// What Helm keeps of the last installation of a release: the manifests as they were applied, with
/// the random values and what was looked up.
///
/// See <https://github.com/helm/helm/blob/main/pkg/storage/driver/util.go>.
public final class StoredRelease {
  /// A Secret has at most some 1.5 MB, packed.
  private static final int MOST_BYTES = 48 * 1024 * 1024;

  private final String namespace;
  private final Map<ResourceId, Manifest> manifests;

  private StoredRelease(String namespace, Map<ResourceId, Manifest> manifests) {
    this.namespace = namespace;
    this.manifests = manifests;
  }

  /// @param storageNamespace of the Secret
  /// @param namespace of the release
  /// @return empty if the Secret is not there, may not be read, or is broken
  public static Optional<StoredRelease> read(
      ClusterFacts cluster,
      String storageNamespace,
      String release,
      String namespace,
      int revision,
      DocumentReader reader) {
    ResourceRef ref =
        new ResourceRef(
            "v1",
            new ResourceId(
                Kinds.SECRET,
                storageNamespace,
                "sh.helm.release.v1.%s.v%d".formatted(release, revision)));
    if (!(cluster.object(ref) instanceof ClusterFacts.Answer.Found(Value.Obj secret))) {
      return Optional.empty();
    }
    return secret
        .object("data")
        .text("release")
        .flatMap(StoredRelease::manifest)
        .map(it -> FileManifests.of(new SourceFile("release", it.getBytes(UTF_8)), reader))
        .filter(it -> it.problems().isEmpty())
        .map(it -> new StoredRelease(namespace, byId(it.manifests(), namespace)));
  }

  /// Base64 of a Secret around base64 of Helm around gzip around JSON.
  private static Optional<String> manifest(String data) {
    try {
      byte[] packed = Base64.getMimeDecoder().decode(Base64.getMimeDecoder().decode(data));
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        byte[] json = in.readNBytes(MOST_BYTES);
        return in.read() < 0
                && JsonReader.read(new String(json, UTF_8)) instanceof Value.Obj release
            ? release.text("manifest")
            : Optional.empty();
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<ResourceId, Manifest> byId(List<Manifest> manifests, String namespace) {
    Map<ResourceId, Manifest> byId = new HashMap<>();
    manifests.forEach(it -> byId.put(id(it, namespace), it));
    return byId;
  }

  private static ResourceId id(Manifest manifest, String namespace) {
    return new ResourceId(
        manifest.groupKind(),
        manifest.namespace().isEmpty() ? namespace : manifest.namespace(),
        manifest.name());
  }

  /// Objects of a release, known as well as they can be.
  ///
  /// @param objects with the values that Helm applied, if nothing else has changed since
  /// @param unknown those that were looked up and of which no more is known
  /// @param waiting how many objects differ from what Helm applied, so that an upgrade is to come
  public record Settled(List<HelmObject> objects, List<HelmObject> unknown, int waiting) {
    public Settled {
      objects = List.copyOf(objects);
      unknown = List.copyOf(unknown);
    }
  }

  /// @param objects as they are rendered
  /// @param lookedUp those that depend on what the cluster had
  public Settled settle(List<HelmObject> objects, List<HelmObject> lookedUp) {
    List<HelmObject> settled = new ArrayList<>();
    Set<ResourceId> seen = new HashSet<>();
    int waiting = 0;
    for (HelmObject object : objects) {
      if (object.role() != HelmObject.Role.RESOURCE) {
        settled.add(object);
        continue;
      }
      ResourceId id = id(object.manifest(), namespace);
      seen.add(id);
      Optional<HelmObject> known =
          Optional.ofNullable(manifests.get(id)).flatMap(it -> settled(object, it));
      waiting += known.isPresent() ? 0 : 1;
      settled.add(known.orElse(object));
    }
    lookedUp.forEach(it -> seen.add(id(it.manifest(), namespace)));
    waiting += (int) manifests.keySet().stream().filter(it -> !seen.contains(it)).count();
    if (waiting > 0) {
      return new Settled(settled, lookedUp, waiting);
    }
    List<HelmObject> unknown = new ArrayList<>();
    for (HelmObject object : lookedUp) {
      Manifest stored = manifests.get(id(object.manifest(), namespace));
      if (stored == null) {
        unknown.add(object);
      } else {
        settled.add(new HelmObject(with(object.manifest(), stored.content()), object.role()));
      }
    }
    return new Settled(settled, unknown, 0);
  }

  /// The objects of the release as Helm applied them, whatever is rendered now.
  ///
  /// @param rendered says where those are written that are still rendered, and has what is not
  ///     stored: hooks and CRDs
  /// @param origin of those that are not rendered any more
  public List<HelmObject> applied(List<HelmObject> rendered, Generated origin) {
    List<HelmObject> applied = new ArrayList<>();
    Map<ResourceId, Manifest> places = new HashMap<>();
    for (HelmObject object : rendered) {
      if (object.role() == HelmObject.Role.RESOURCE) {
        places.put(id(object.manifest(), namespace), object.manifest());
      } else {
        applied.add(object);
      }
    }
    manifests.forEach(
        (id, stored) -> {
          Manifest same = places.get(id);
          applied.add(
              new HelmObject(
                  same == null || !same.apiVersion().equals(stored.apiVersion())
                      ? stored.with(origin)
                      : with(same, stored.content()),
                  HelmObject.Role.RESOURCE));
        });
    return applied;
  }

  /// The object as it was applied, if it differs only in what rendering does not determine.
  private static Optional<HelmObject> settled(HelmObject object, Manifest stored) {
    Value content = object.manifest().content();
    for (Undetermined each : undetermined(object.manifest())) {
      content = each.replacedIn(content, Steps.at(each.path(), stored.content()));
    }
    return content.equals(stored.content())
        ? Optional.of(new HelmObject(with(object.manifest(), stored.content()), object.role()))
        : Optional.empty();
  }

  private static List<Undetermined> undetermined(Manifest manifest) {
    return manifest.origin() instanceof Generated generated ? generated.undetermined() : List.of();
  }

  private static Manifest with(Manifest manifest, Value.Obj content) {
    Manifest stored = manifest.with(content);
    return manifest.origin() instanceof Generated generated
        ? stored.with(new Generated(generated.renderer(), generated.inputs(), generated.place()))
        : stored;
  }
}
