package dev.drift.act.state;

import dev.drift.files.DurableFile;
import dev.drift.finding.group.Told;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `said.json`: what each channel was told. It is replaced as a whole, so that a process that is
/// killed leaves the state before or after, never something in between.
public final class SaidFile {
  private static final long VERSION = 1;

  private final Path file;
  private final Map<String, ChannelState> channels = new TreeMap<>();
  private Optional<String> problem = Optional.empty();

  private SaidFile(Path file) {
    this.file = file;
  }

  /// Never fails on what is in the file: one that cannot be read is kept beside, and Drift starts
  /// anew.
  ///
  /// @throws IOException if the file system refuses
  public static SaidFile open(Path file) throws IOException {
    SaidFile said = new SaidFile(file);
    try {
      said.read(JsonReader.read(Files.readString(file)));
    } catch (NoSuchFileException _) {
      return said;
    } catch (IOException | RuntimeException _) {
      said.channels.clear();
      Path aside = file.resolveSibling(file.getFileName() + ".broken");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      said.problem =
          Optional.of(
              "What was announced before is not known, because said.json could not be read; it was"
                  + " moved to %s. Messages may repeat what was said."
                      .formatted(aside.getFileName()));
    }
    return said;
  }

  /// A sentence, if the file could not be read.
  public Optional<String> problem() {
    return problem;
  }

  /// The identifiers of all messages in all queues.
  public List<String> queued() {
    return channels.values().stream().flatMap(state -> state.queue().stream()).toList();
  }

  /// Whether anything is known of a channel, be it that nothing was said.
  public boolean knows(String channel) {
    return channels.containsKey(channel);
  }

  public ChannelState of(String channel) {
    return channels.getOrDefault(channel, ChannelState.NOTHING);
  }

  /// After this, the state survives the process.
  ///
  /// @throws IOException if it cannot be written
  public void save(String channel, ChannelState state) throws IOException {
    channels.put(channel, state);
    Value.Obj all = Value.Obj.EMPTY;
    for (Map.Entry<String, ChannelState> entry : channels.entrySet()) {
      all = all.with(entry.getKey(), write(entry.getValue()));
    }
    Value.Obj content =
        Value.Obj.EMPTY.with("version", Value.Num.of(VERSION)).with("channels", all);
    DurableFile.write(file, JsonWriter.text(content).getBytes(StandardCharsets.UTF_8));
  }

  private static Value.Obj write(ChannelState state) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with(
                "told",
                new Value.Arr(state.told().values().stream().<Value>map(ToldJson::write).toList()))
            .with("queue", new Value.Arr(state.queue().stream().<Value>map(Value::of).toList()));
    return state
        .notBefore()
        .map(time -> json.with("notBefore", Value.of(time.toString())))
        .orElse(json);
  }

  private void read(Value content) throws IOException {
    if (!(content instanceof Value.Obj json)
        || json.number("version").filter(it -> it.longValueExact() == VERSION).isEmpty()) {
      throw new IOException("not of this version");
    }
    Map<String, ChannelState> all = new HashMap<>();
    json.object("channels")
        .fields()
        .forEach((name, state) -> all.put(name, state((Value.Obj) state)));
    channels.putAll(all);
  }

  private static ChannelState state(Value.Obj json) {
    SortedMap<String, Told> told = new TreeMap<>();
    ToldJson.readAll(json.objects("told")).forEach(one -> told.put(one.key(), one));
    List<String> queue =
        json.list("queue").stream().map(item -> ((Value.Str) item).value()).toList();
    return new ChannelState(told, queue, json.text("notBefore").map(Instant::parse));
  }
}
