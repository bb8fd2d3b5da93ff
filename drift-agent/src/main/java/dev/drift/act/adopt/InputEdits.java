package dev.drift.act.adopt;

import static java.util.stream.Collectors.toSet;

import dev.drift.edit.Edit;
import dev.drift.model.Manifest;
import dev.drift.model.value.Path;
import dev.drift.tree.SourceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Edits the files that a renderer makes a manifest of, so that it makes what runs.
///
/// Where a value comes from, the renderer does not say. So each place that may be it is tried: with
/// another value there, the source, rendered again, declares what runs, and nothing else otherwise.
final class InputEdits {
  /// How often a source is rendered to find places.
  private static final int MOST = 32;

  private final AdoptableSource source;
  private final SourceTree tree;
  private final AdoptableSource.Rendering rendering;
  private final AdoptableSource.Declared before;
  private final Manifest manifest;
  private final RenderedObject object;
  private final InputUsers users;

  /// Changes of files that others use too, which are not tried.
  private final List<Held> held = new ArrayList<>();

  /// What the object would be called if its name followed its content.
  private Optional<String> renamed = Optional.empty();

  private int renderings;

  private record Held(Draft change, RenderedProof proof) {}

  /// What came of it.
  sealed interface Result {
    record Found(Map<String, Optional<byte[]>> files) implements Result {}

    /// @param why half a sentence, and what to do
    record Refused(String why) implements Result {}
  }

  /// @param before what the tree declares as it is
  /// @throws IOException if the tree cannot be read
  InputEdits(
      AdoptableSource source,
      SourceTree tree,
      AdoptableSource.Rendering rendering,
      AdoptableSource.Declared before,
      Manifest manifest)
      throws IOException {
    this.source = source;
    this.tree = tree;
    this.rendering = rendering;
    this.before = before;
    this.manifest = manifest;
    SourceFiles files = SourceFiles.of(tree);
    this.users = InputUsers.of(files);
    this.object = new RenderedObject(source, files, users, manifest);
  }

  /// @param edits of what is rendered
  /// @throws IOException if the tree cannot be read
  Result of(List<Edit> edits) throws IOException {
    OwnDocument own = new OwnDocument(object);
    if (isOneProven(own.of(edits), edits)) {
      return found();
    }
    List<Edit> done = new ArrayList<>();
    for (Edit edit : edits) {
      Optional<Step> step = Step.of(manifest.content(), done, edit);
      done.add(edit);
      // One edit alone was tried above.
      boolean isOwn = edits.size() > 1 && isOneProven(own.of(List.of(edit)), done);
      if (!isOwn && (step.isEmpty() || !isMade(step.get(), done))) {
        return new Result.Refused(notFound(edit.path()));
      }
    }
    return found();
  }

  /// @param done the edits up to this one
  private boolean isMade(Step step, List<Edit> done) throws IOException {
    if (step.from().equals(step.to())) {
      return true;
    }
    OverlayPatches patches = new OverlayPatches(object);
    List<Manifest> declared = new ArrayList<>(before.compared());
    declared.addAll(before.others());
    return isOneProven(new WrittenValues(object).of(step), done)
        || isOneProven(new GeneratorEntries(object.files(), manifest).of(step), done)
        || isOneProven(patches.existing(step), done)
        || isOneProven(new ChartValues(object, declared).of(step), done)
        || isOneProven(patches.added(step), done);
  }

  /// The whole object goes.
  ///
  /// @throws IOException if the tree cannot be read
  Result removed() throws IOException {
    if (object.isOfChart()) {
      return new Result.Refused(
          "it is rendered by helm from %s, and adopting takes no object out of a chart; remove it there by hand"
              .formatted(String.join(", ", object.origin().inputs())));
    }
    if (isOneProven(
        new ObjectRemoval(object).candidates(), RenderedProof.ofRemoved(before, manifest))) {
      return found();
    }
    return new Result.Refused(
        hindered()
            .orElse(
                "it is rendered by %s from %s, and no file was found from which it can be removed without changing anything else; remove it there by hand"
                    .formatted(
                        object.origin().renderer(), String.join(", ", object.origin().inputs()))));
  }

  private Result found() {
    return new Result.Found(Map.copyOf(object.files().with(Map.of())));
  }

  private String notFound(Path path) throws IOException {
    return hindered()
        .orElse(
            "it is rendered by %s from %s, and no file was found in which %s can be changed without changing anything else; change it there by hand"
                .formatted(
                    object.origin().renderer(), String.join(", ", object.origin().inputs()), path));
  }

  /// Why what was found was not done.
  private Optional<String> hindered() throws IOException {
    if (renamed.isPresent()) {
      return Optional.of(
          "its name ends in a hash of its content, so with another content Git would declare %s instead of %s, and the next deployment would replace it and restart what uses it; change %s by hand if you want that, or revert it"
              .formatted(
                  renamed.get(), manifest.name(), String.join(", ", object.origin().inputs())));
    }
    for (Held one : held) {
      Optional<Map<String, Optional<byte[]>>> change = one.change().done();
      if (change.isPresent() && isProven(change.get(), one.proof())) {
        String path =
            one.change().paths().stream().filter(users::isShared).findFirst().orElseThrow();
        return Optional.of(
            "it comes from %s, which %s use; change it in the one that deploys here"
                .formatted(source.shown(path), String.join(" and ", users.of(path))));
      }
    }
    return Optional.empty();
  }

  private boolean isOneProven(List<Draft> candidates, List<Edit> edits) throws IOException {
    return isOneProven(candidates, RenderedProof.ofEdited(before, manifest, edits));
  }

  private boolean isOneProven(List<Draft> candidates, RenderedProof proof) throws IOException {
    for (Draft one : candidates) {
      // Nobody may change what others deploy by editing a file that they use too.
      if (one.paths().stream().anyMatch(users::isShared)) {
        held.add(new Held(one, proof));
      } else if (isPossible()) {
        Optional<Map<String, Optional<byte[]>>> change = one.done();
        if (change.isPresent() && isProven(change.get(), proof)) {
          object.files().keep(change.get());
          return true;
        }
      }
    }
    return false;
  }

  private boolean isPossible() {
    return renderings < MOST && renamed.isEmpty();
  }

  /// Whether a change does what it should.
  private boolean isProven(Map<String, Optional<byte[]>> change, RenderedProof proof)
      throws IOException {
    if (!isPossible()) {
      return false;
    }
    renderings++;
    Map<String, Optional<byte[]>> files = object.files().with(change);
    AdoptableSource.Declared after = rendering.of(tree.with(files));
    boolean proven =
        proof
            .objection(after, files.keySet().stream().map(source::shown).collect(toSet()))
            .isEmpty();
    renamed = proven ? Optional.empty() : proof.renamed(after);
    return proven;
  }
}
