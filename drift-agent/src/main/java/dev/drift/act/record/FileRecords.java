package dev.drift.act.record;

import dev.drift.files.AtomicFile;
import dev.drift.files.OwnerOnly;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// In files.
///
/// @param folder of one cluster; made if it is missing, for its owner only
public record FileRecords(Path folder) implements Records {
  @Override
  public ActRecord open(Consumer<Value.Obj> before) {
    return FileActRecord.open(folder, before);
  }

  @Override
  public void read(Consumer<Value.Obj> each) {
    FileActRecord.read(folder, each);
  }

  @Override
  public Optional<Value.Obj> document(String name) {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (JsonReader.read(in) instanceof Value.Obj json) {
        return Optional.of(json);
      }
      throw new IOException("it is not a JSON object");
    } catch (IOException e) {
      throw RunMemory.failed(place(name), e);
    }
  }

  @Override
  public void keep(String name, Value.Obj document) {
    try {
      OwnerOnly.createDirectories(folder);
      AtomicFile.writeOwnerOnly(
          file(name), out -> out.write(JsonWriter.text(document).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw RunMemory.failed(place(name), e);
    }
  }

  @Override
  public String place(String name) {
    return file(name).toString();
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }
}
