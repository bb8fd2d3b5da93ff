package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.edit.Edit;
import dev.drift.edit.kustomize.Removals;
import dev.drift.model.Manifest;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the keys of a generated ConfigMap come from: a file, a line of an env file, or a literal.
final class GeneratorEntries {
  static final String FIELD = "configMapGenerator";

  /// What a file may be called after a key.
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  private final SourceFiles files;
  private final Manifest manifest;

  GeneratorEntries(SourceFiles files, Manifest manifest) {
    this.files = files;
    this.manifest = manifest;
  }

  /// An entry of `configMapGenerator` that may make the ConfigMap, or a part of it.
  ///
  /// @param at of the entry in its document
  record Generator(String path, Document document, Path at, Value.Obj entry) {
    String folder() {
      return TreePath.parent(path);
    }

    boolean isOfWhole() {
      return entry.text("behavior").filter(it -> !it.equalsIgnoreCase("create")).isEmpty();
    }
  }

  /// Its name may have got a prefix, a suffix or a hash.
  List<Generator> generators() {
    List<Generator> found = new ArrayList<>();
    for (String path : files.paths()) {
      if (!manifest.kind().equals("ConfigMap") || !KustomizationName.isOf(path)) {
        continue;
      }
      for (Document document : files.documents(path)) {
        List<Value> entries =
            document.value() instanceof Value.Obj content ? content.list(FIELD) : List.of();
        for (int i = 0; i < entries.size(); i++) {
          if (entries.get(i) instanceof Value.Obj entry
              && entry
                  .text("name")
                  .filter(it -> !it.isEmpty() && manifest.name().contains(it))
                  .isPresent()) {
            Path at = Path.of(FIELD).plus(new Path.Index(i));
            found.add(new Generator(path, document, at, entry));
          }
        }
      }
    }
    return found;
  }

  /// One key of the ConfigMap: what it is, and what it is to be.
  private record Key(String name, Optional<String> old, Optional<String> now) {}

  /// @throws IOException if the tree itself cannot be read
  List<Draft> of(Step step) throws IOException {
    List<Path.Element> path = step.path().elements();
    if (path.size() < 2
        || !path.getFirst().equals(new Path.Field("data"))
        || !(path.get(1) instanceof Path.Field(String name))) {
      return List.of();
    }
    Key key = new Key(name, text(name, step.from()), text(name, step.to()));
    List<Draft> candidates = new ArrayList<>();
    for (Generator generator : generators()) {
      List<Draft> written = written(generator, key);
      candidates.addAll(written.isEmpty() && key.old().isEmpty() ? added(generator, key) : written);
    }
    return candidates;
  }

  private static Optional<String> text(String key, Value.Obj content) {
    return content.object("data").text(key);
  }

  /// Where the generator has the key.
  private List<Draft> written(Generator generator, Key key) throws IOException {
    List<Draft> candidates = new ArrayList<>();
    List<Value> named = generator.entry().list("files");
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i) instanceof Value.Str(String text)) {
        GeneratorFile entry = GeneratorFile.of(text);
        if (entry.key().equals(key.name())) {
          Path at = generator.at().field("files").plus(new Path.Index(i));
          fromFile(generator, at, entry.path(), key).ifPresent(candidates::add);
        }
      }
    }
    for (String env : envs(generator.entry())) {
      Optional<SourceFile> file = file(generator, env);
      Optional<String> said = file.flatMap(it -> EnvFile.of(it.content()).get(key.name()));
      if (said.isPresent() && said.equals(key.old())) {
        EnvFile.of(file.get().content())
            .with(key.name(), key.now())
            .ifPresent(it -> candidates.add(changed(file.get(), it)));
      }
    }
    List<Value> literals = generator.entry().list("literals");
    for (int i = 0; i < literals.size(); i++) {
      if (literals.get(i) instanceof Value.Str(String text) && text.startsWith(key.name() + "=")) {
        Path at = generator.at().field("literals").plus(new Path.Index(i));
        candidates.add(
            edited(
                generator,
                key.now()
                    .<Edit>map(it -> new Edit.Set(at, Value.of(key.name() + "=" + it)))
                    .orElseGet(() -> Removals.of(generator.document().value(), at))));
      }
    }
    return candidates;
  }

  /// A file is changed only if it holds just what is rendered: others, such as encrypted ones, are
  /// not written as they are rendered.
  private Optional<Draft> fromFile(Generator generator, Path at, String path, Key key)
      throws IOException {
    Optional<SourceFile> file = file(generator, path);
    if (file.isEmpty() || !text(file.get().content()).equals(key.old())) {
      return Optional.empty();
    }
    return Optional.of(
        key.now().isPresent()
            ? changed(file.get(), key.now().get().getBytes(UTF_8))
            : edited(generator, Removals.of(generator.document().value(), at)));
  }

  /// Beside what the generator has: a text of several lines as a file, others as the rest is.
  private List<Draft> added(Generator generator, Key key) throws IOException {
    List<Draft> candidates = new ArrayList<>();
    String text = key.now().orElseThrow();
    boolean severalLines = text.indexOf('\n') >= 0;
    if (!severalLines && generator.entry().list("literals").isEmpty()) {
      for (String env : envs(generator.entry())) {
        Optional<SourceFile> file = file(generator, env);
        if (file.isPresent()) {
          EnvFile.of(file.get().content())
              .with(key.name(), key.now())
              .ifPresent(it -> candidates.add(changed(file.get(), it)));
        }
      }
    }
    String path = TreePath.join(generator.folder(), key.name());
    if (severalLines && FILE_NAME.matcher(key.name()).matches() && files.isFree(path)) {
      candidates.add(
          edited(
                  generator,
                  Appended.to(generator.document(), generator.at().field("files"), key.name()))
              .file(path, Optional.of(text.getBytes(UTF_8))));
    }
    candidates.add(
        edited(
            generator,
            Appended.to(
                generator.document(), generator.at().field("literals"), key.name() + "=" + text)));
    return candidates;
  }

  private Draft edited(Generator generator, Edit edit) {
    return new Draft(files).edit(generator.path(), generator.document(), edit);
  }

  private Draft changed(SourceFile file, byte[] content) {
    return new Draft(files).file(file.path(), Optional.of(content));
  }

  private static List<String> envs(Value.Obj entry) {
    List<String> envs = new ArrayList<>();
    for (Value each : entry.list("envs")) {
      if (each instanceof Value.Str(String text)) {
        envs.add(text);
      }
    }
    entry.text("env").ifPresent(envs::add);
    return envs;
  }

  private Optional<SourceFile> file(Generator generator, String path) throws IOException {
    Optional<String> normal = TreePath.normal(TreePath.join(generator.folder(), path));
    return normal.isPresent() ? files.file(normal.get()) : Optional.empty();
  }

  /// Empty for what is not a text.
  private static Optional<String> text(byte[] content) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
