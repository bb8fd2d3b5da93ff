package dev.drift.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Another process that uses a store: `open URL`, or `lock FILE`, which writes until its input
// ends.
public final class StoreProcess {
  private StoreProcess() {}

  public static void main(String[] args) throws Exception {
    StoreUrl url = StoreUrl.parse(args[1], Path.of(""));
    try (Database database = Database.open(url, StoreLogin.of(System.getenv()))) {
      if (args[0].equals("lock")) {
        var _ =
            database.write(
                handle -> {
                  System.out.println("locked");
                  try {
                    return System.in.read();
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
      } else {
        String one = database.read(handle -> handle.select("SELECT 1").mapTo(String.class).one());
        System.out.println(one);
      }
    }
  }

  static Process start(String what, StoreUrl url, StoreLogin login) throws java.io.IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                what,
                url instanceof StoreUrl.Postgres(String address, var _)
                    ? address
                    : url.toString()));
    Map<String, String> environment = builder.environment();
    environment.put("PGUSER", login.user().orElse(""));
    environment.put("PGPASSWORD", login.password().orElse(""));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static Optional<String> line(Process process) throws java.io.IOException {
    return Optional.ofNullable(process.inputReader().readLine());
  }
}
