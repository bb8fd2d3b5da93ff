package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.edit.EditResult;
import dev.drift.edit.FileEditor;
import dev.drift.edit.adopt.Adoption;
import dev.drift.edit.adopt.Adoptions;
import dev.drift.evaluate.Evaluation;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.plan.Rewrite;
import dev.drift.plan.Rewrites;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Rewrites files of sources so that they say what runs. Each rewrite is proven: the changed source
/// is rendered again, and declares the same as before but for the one resource.
public final class SourceRewrites implements Rewrites {
  private final Evaluation evaluation;
  private final Adoptions adoptions;
  private final FileEditor editor = new FileEditor(YamlLimits.DEFAULT);
  private final IdentityHashMap<Manifest, AdoptableSource> declaring = new IdentityHashMap<>();

  /// Those that hold manifests, as reports name them.
  private final Set<String> files = new HashSet<>();

  /// Where the manifests of new objects come, as reports name them.
  private final Map<String, ResourceId> places = new HashMap<>();

  public SourceRewrites(Evaluation evaluation, List<AdoptableSource> sources) {
    this.evaluation = evaluation;
    this.adoptions = Adoptions.of(evaluation);
    for (AdoptableSource source : sources) {
      for (Manifest manifest : source.manifests()) {
        declaring.put(manifest, source);
        files.add(manifest.origin().places().file());
      }
    }
  }

  @Override
  public Answer of(ResourceRef resource, List<Difference> differences) {
    Optional<DesiredResource> declared =
        Optional.ofNullable(evaluation.world().declared().get(resource.id()));
    try {
      return declared.isPresent()
          ? ofDeclared(declared.get(), differences)
          : Optional.ofNullable(evaluation.world().live().resources().get(resource.id()))
              .map(this::ofUndeclared)
              .orElseGet(() -> refused("neither Git nor the cluster has it any more"));
    } catch (DriftException e) {
      return refused(e.problems().getFirst().message());
    }
  }

  private Answer ofDeclared(DesiredResource declared, List<Difference> differences) {
    AdoptableSource source = declaring.get(declared.manifest());
    if (source == null) {
      return refused("its source is not one of this run");
    }
    if (source.destination() instanceof AdoptableSource.Destination.None(String why)) {
      return refused(why);
    }
    return switch (adoptions.adopt(declared, differences)) {
      case Adoption.Refused refusal -> refused(refusal.sentence());
      case Adoption.Created _ -> throw new IllegalStateException("it is declared already");
      case Adoption.Removal _ -> rewritten(source, declared.manifest(), Optional.empty());
      case Adoption.Edits(var edits) -> rewritten(source, declared.manifest(), Optional.of(edits));
    };
  }

  /// @param edits empty if the manifest goes
  private Answer rewritten(AdoptableSource source, Manifest compared, Optional<List<Edit>> edits) {
    return source
        .opener()
        .open(
            (tree, rendering) -> {
              AdoptableSource.Declared before = rendering.of(tree);
              // A folder may have changed since it was compared.
              Optional<Manifest> now = RenderedProof.find(before, compared);
              if (now.isEmpty() || !now.get().determined().equals(compared.determined())) {
                return refused("its manifest has changed since it was compared; run it again");
              }
              Manifest manifest = now.get();
              if (manifest.origin() instanceof Generated) {
                InputEdits inputs = new InputEdits(source, tree, rendering, before, manifest);
                return switch (edits.isPresent() ? inputs.of(edits.get()) : inputs.removed()) {
                  case InputEdits.Result.Refused(String why) -> refused(why);
                  case InputEdits.Result.Found(var files) ->
                      new Answer.Possible(new Rewrite(source.name(), files));
                };
              }
              String path = source.within(manifest.origin().places().file());
              if (!tree.isFile(path)) {
                return refused("%s is reached through a link; edit it by hand".formatted(path));
              }
              RenderedProof proof =
                  edits
                      .map(some -> RenderedProof.ofEdited(before, manifest, some))
                      .orElseGet(() -> RenderedProof.ofRemoved(before, manifest));
              return switch (edited(tree.read(path), source, manifest, edits)) {
                case EditResult.Refused refusal -> refused(refusal.sentence());
                case EditResult.Edited(byte[] content) ->
                    proven(source, tree, rendering, Map.of(path, Optional.of(content)), proof);
                case EditResult.Emptied _ ->
                    proven(source, tree, rendering, Map.of(path, Optional.empty()), proof);
              };
            });
  }

  private EditResult edited(
      SourceTree.FileRead read,
      AdoptableSource source,
      Manifest manifest,
      Optional<List<Edit>> edits)
      throws IOException {
    return switch (read) {
      case SourceTree.FileRead.Read(SourceFile found) -> {
        SourceFile file = new SourceFile(source.shown(found.path()), found.content());
        Places places = manifest.origin().places();
        yield edits
            .map(some -> editor.edit(file, places, some))
            .orElseGet(() -> editor.remove(file, places));
      }
      case SourceTree.FileRead.Missing _ -> throw new IOException("the file is gone");
      case SourceTree.FileRead.Refused(var problem) -> throw new DriftException(problem);
    };
  }

  private Answer ofUndeclared(LiveResource live) {
    Optional<ResourceId> generated =
        ListedPlace.generated(live.id(), evaluation.world().declared().values());
    if (generated.isPresent()) {
      return refused(
          "it seems to be another generation of %s, whose name ends in a hash of its content; change by hand what that is generated from, or delete this one"
              .formatted(generated.get()));
    }
    Optional<NewPlace> place =
        NewPlace.of(
            live.id(),
            evaluation.world().declared().values(),
            declaring::get,
            shown -> isTaken(shown, live.id()));
    if (place.isEmpty()) {
      return ofUnlisted(live);
    }
    places.put(place.get().shown(), live.id());
    AdoptableSource source = place.get().source();
    return created(
        source,
        live,
        (yaml, tree, rendering) -> {
          String path = place.get().path();
          if (tree.has(path)) {
            return refused("%s is there already; edit it by hand".formatted(path));
          }
          if (tree.ignores(path)) {
            return refused(
                "Git ignores %s, where its manifest would be written; change .gitignore"
                    .formatted(path));
          }
          return proven(
              source,
              tree,
              rendering,
              Map.of(path, Optional.of(yaml.getBytes(StandardCharsets.UTF_8))),
              RenderedProof.ofNew(rendering.of(tree), live.ref()));
        });
  }

  /// Writes the manifest of an object that no source declares.
  @FunctionalInterface
  private interface Placing {
    /// @throws IOException if the tree cannot be read
    Answer of(String yaml, SourceTree tree, AdoptableSource.Rendering rendering) throws IOException;
  }

  private Answer created(AdoptableSource source, LiveResource live, Placing placing) {
    if (source.destination() instanceof AdoptableSource.Destination.None(String why)) {
      return refused(why);
    }
    return switch (adoptions.create(live)) {
      case Adoption.Refused refusal -> refused(refusal.sentence());
      case Adoption.Edits _, Adoption.Removal _ ->
          throw new IllegalStateException("it is not declared");
      case Adoption.Created(String yaml) ->
          source.opener().open((tree, rendering) -> placing.of(yaml, tree, rendering));
    };
  }

  /// In a namespace of which nothing is written as it is.
  private Answer ofUnlisted(LiveResource live) {
    Collection<DesiredResource> declared = evaluation.world().declared().values();
    Optional<ListedPlace> place = ListedPlace.of(live.id(), declared, declaring::get);
    if (place.isEmpty()) {
      return refused(
          declared.stream().anyMatch(it -> it.id().namespace().equals(live.id().namespace()))
              ? "only charts declare objects of this namespace, and adopting adds none to a chart; write its manifest by hand"
              : "Git declares nothing in this namespace, so no folder suggests itself for the manifest;"
                  + " write it by hand");
    }
    AdoptableSource source = place.get().source();
    return created(
        source, live, (yaml, tree, rendering) -> listed(place.get(), live, yaml, tree, rendering));
  }

  private static Answer listed(
      ListedPlace place,
      LiveResource live,
      String yaml,
      SourceTree tree,
      AdoptableSource.Rendering rendering)
      throws IOException {
    AdoptableSource source = place.source();
    SourceFiles files = SourceFiles.of(tree);
    String path = place.path(live.id());
    InputUsers users = InputUsers.of(files);
    if (users.isShared(path)) {
      return refused(
          "its manifest would be %s, in a folder that %s use; write it by hand where it is deployed here"
              .formatted(source.shown(path), String.join(" and ", users.of(path))));
    }
    if (!files.isFree(path)) {
      return refused(
          "%s, where its manifest would be written, is there already or ignored by Git; write it by hand"
              .formatted(source.shown(path)));
    }
    byte[] manifest = yaml.getBytes(StandardCharsets.UTF_8);
    Optional<Map<String, Optional<byte[]>>> change = place.with(live.id(), manifest, files);
    return change.isEmpty()
        ? refused(
            "%s cannot be edited to list its manifest; write it by hand"
                .formatted(source.shown(place.kustomization().orElse(path))))
        : RenderedProof.ofListed(
                rendering.of(tree),
                live.ref(),
                (Value.Obj) files.documents(InlineText.file(yaml)).getFirst().value())
            .objection(
                rendering.of(tree.with(change.get())),
                change.get().keySet().stream().map(source::shown).collect(Collectors.toSet()))
            .<Answer>map(SourceRewrites::refused)
            .orElseGet(() -> new Answer.Possible(new Rewrite(source.name(), change.get())));
  }

  /// By manifests of other objects, or by another object that is new as well: both may be requested
  /// at the same time.
  private boolean isTaken(String shown, ResourceId id) {
    return files.contains(shown) || !places.getOrDefault(shown, id).equals(id);
  }

  private static Answer proven(
      AdoptableSource source,
      SourceTree tree,
      AdoptableSource.Rendering rendering,
      Map<String, Optional<byte[]>> files,
      RenderedProof proof)
      throws IOException {
    return proof
        .objection(rendering.of(tree.with(files)))
        .<Answer>map(SourceRewrites::refused)
        .orElseGet(() -> new Answer.Possible(new Rewrite(source.name(), files)));
  }

  private static Answer refused(String why) {
    return new Answer.Refused(HalfSentence.of(why));
  }
}
