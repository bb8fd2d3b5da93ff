package dev.drift.act.message;

import dev.drift.act.state.ToldJson;
import dev.drift.files.DurableFile;
import dev.drift.files.OwnerOnly;
import dev.drift.finding.group.Told;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The messages that are not delivered yet: a file for each.
///
/// A message is written here before the state says that the channel was told, and deleted here as
/// soon as the receiver has it. So a file that no state lists was never promised to anybody, and a
/// message that a state lists and that has no file is delivered.
public final class Outbox {
  private static final String SUFFIX = ".json";

  private final Path folder;

  /// @throws IOException if the folder cannot be made
  public Outbox(Path folder) throws IOException {
    this.folder = folder;
    OwnerOnly.createDirectories(folder);
  }

  /// @throws IOException if it cannot be written
  public void put(Message message) throws IOException {
    Value.Obj before = Value.Obj.EMPTY;
    for (Map.Entry<String, Optional<Told>> entry : message.before().entrySet()) {
      before =
          before.with(
              entry.getKey(), entry.getValue().<Value>map(ToldJson::write).orElse(Value.Null.NULL));
    }
    Value.Obj json =
        Value.Obj.EMPTY
            .with("id", Value.of(message.id()))
            .with("body", Value.of(message.body()))
            .with("before", before);
    DurableFile.write(file(message.id()), JsonWriter.text(json).getBytes(StandardCharsets.UTF_8));
  }

  /// Empty if it is delivered.
  ///
  /// @throws IOException if it cannot be read
  public Optional<Message> get(String id) throws IOException {
    try {
      Value.Obj json = (Value.Obj) JsonReader.read(Files.readString(file(id)));
      Map<String, Optional<Told>> before = new TreeMap<>();
      json.object("before")
          .fields()
          .forEach(
              (key, told) ->
                  before.put(
                      key,
                      told instanceof Value.Obj known
                          ? Optional.of(ToldJson.read(known))
                          : Optional.empty()));
      return Optional.of(
          new Message(json.text("id").orElseThrow(), json.text("body").orElseThrow(), before));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (RuntimeException _) {
      throw new IOException("a message in the outbox is not readable");
    }
  }

  /// @throws IOException if it cannot be deleted
  public void delete(String id) throws IOException {
    DurableFile.delete(file(id));
  }

  /// Deletes what was never promised.
  ///
  /// @param promised the identifiers in all queues
  /// @throws IOException if a file cannot be deleted
  public void keepOnly(Collection<String> promised) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      boolean orphan =
          name.endsWith(SUFFIX)
              && !promised.contains(name.substring(0, name.length() - SUFFIX.length()));
      if (orphan || DurableFile.isDraft(file)) {
        DurableFile.delete(file);
      }
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }
}
