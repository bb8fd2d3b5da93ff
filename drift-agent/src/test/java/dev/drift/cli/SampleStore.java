package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.Console;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.store.Database;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import dev.drift.store.TrailTable;
import dev.drift.trail.SampleTrail;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// A store with [SampleTrail], and `drift audit` over it.
record SampleStore(Path folder) {
  /// What a call of the program left behind.
  record Output(int code, ByteBuffer bytes, String err) {
    String out() {
      return UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  static SampleStore in(Path folder) {
    SampleStore store = new SampleStore(folder);
    try (Database database = store.open()) {
      SampleTrail.write(new StoredTrails(new TrailTable(database)));
    }
    return store;
  }

  Path file() {
    return folder.resolve("drift.db");
  }

  private Database open() {
    return Database.open(StoreUrl.parse(file().toString(), folder), StoreLogin.NONE);
  }

  void tamper(String sql) {
    try (Database database = open()) {
      Consumer<Handle> edit = handle -> handle.execute(sql);
      database.<Boolean>write(
          handle -> {
            edit.accept(handle);
            return true;
          });
    }
  }

  Output audit(String... args) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(args));
    if (!all.contains("--store")) {
      all.add("--store=" + file());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Agent process = Agent.ofProcess();
    Agent agent =
        new Agent(
            Map.of(),
            false,
            () -> Instant.parse("2026-12-15T00:00:00Z"),
            process.ids(),
            process.renderer());
    PrintStream before = System.err;
    try {
      Console console = Run.console(out, err, Map.of());
      int code = Program.run(all.toArray(String[]::new), console, new AgentCommands(agent));
      return new Output(code, ByteBuffer.wrap(out.toByteArray()), err.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
