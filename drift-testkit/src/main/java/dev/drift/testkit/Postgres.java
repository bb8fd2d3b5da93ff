package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real PostgreSQL server of its own: a cluster in a temporary folder, on a free port of
/// loopback. It ends with [#close], or with this JVM.
///
/// PostgreSQL refuses to run as root, so for root it runs as the user `postgres`, whom Debian's
/// package makes.
public final class Postgres implements AutoCloseable {
  private static final String USER = "drift";
  private static final String SERVER_USER = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path binaries;
  private final WorkDirectory directory;
  private final Watchdog watchdog;
  private final String password;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private Process server;

  private Postgres(
      Path binaries, WorkDirectory directory, Watchdog watchdog, String password, int port)
      throws IOException {
    this.binaries = binaries;
    this.directory = directory;
    this.watchdog = watchdog;
    this.password = password;
    this.port = port;
    this.server = launch();
  }

  /// @throws ControlPlaneException if no PostgreSQL is installed, or it does not start
  public static Postgres start() {
    Path binaries = binaries();
    WorkDirectory directory = WorkDirectory.create(false);
    Watchdog watchdog = Watchdog.start(directory);
    try {
      String password = "pg-" + Long.toHexString(System.nanoTime());
      initialise(binaries, directory, password);
      Postgres postgres = new Postgres(binaries, directory, watchdog, password, freePort());
      postgres.awaitReady();
      return postgres;
    } catch (IOException e) {
      watchdog.close();
      directory.delete();
      throw new ControlPlaneException("PostgreSQL could not be started: " + e.getMessage(), e);
    }
  }

  /// The newest one of Debian's packages.
  private static Path binaries() {
    Path versions = Path.of("/usr/lib/postgresql");
    try (Stream<Path> found =
        Files.isDirectory(versions) ? Files.list(versions) : Stream.<Path>empty()) {
      return found
          .filter(it -> Files.isExecutable(it.resolve("bin/initdb")))
          .max(Comparator.comparing(it -> it.getFileName().toString()))
          .map(it -> it.resolve("bin"))
          .orElseThrow(
              () ->
                  new ControlPlaneException(
                      "No PostgreSQL in /usr/lib/postgresql: run `sh tools/test-packages.sh`."));
    } catch (IOException e) {
      throw new ControlPlaneException(versions + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void initialise(Path binaries, WorkDirectory directory, String password)
      throws IOException {
    Path data = directory.folder("data");
    Path passwordFile = directory.write("password", password + "\n");
    if (isRoot()) {
      var owner =
          directory
              .path()
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(SERVER_USER);
      Files.setOwner(data, owner);
      Files.setOwner(passwordFile, owner);
      // To go through, not to list.
      Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwx--x--x"));
    }
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
    run(
        directory,
        Map.of(),
        asServer(
            binaries.resolve("initdb").toString(),
            "--pgdata=" + data,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
  }

  private static List<String> asServer(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(
          List.of(
              "setpriv",
              "--reuid=" + SERVER_USER,
              "--regid=" + SERVER_USER,
              "--init-groups",
              "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                asServer(
                    binaries.resolve("postgres").toString(),
                    "-D",
                    directory.file("data").toString(),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "port=" + port,
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off",
                    "-c",
                    "max_connections=200"))
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.file("postgres.log").toFile()));
    CleanEnvironment.set(builder.environment(), directory.path(), Map.of());
    Process process = builder.start();
    watchdog.guard(process);
    return process;
  }

  private void awaitReady() throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Process ask =
          new ProcessBuilder(
                  binaries.resolve("pg_isready").toString(),
                  "--host=127.0.0.1",
                  "--port=" + port,
                  "--dbname=postgres")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (exit(ask) == 0) {
        return;
      }
      if (!server.isAlive() || System.nanoTime() > until) {
        throw new IOException(
            "the end of its log:\n" + Files.readString(directory.file("postgres.log"), UTF_8));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int exit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static String run(
      WorkDirectory directory, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.path().toFile()).redirectErrorStream(true);
    CleanEnvironment.set(builder.environment(), directory.path(), environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (exit(process) != 0) {
      throw new IOException(command + ":\n" + output);
    }
    return output;
  }

  /// A new, empty database.
  ///
  /// @return its URL for JDBC, without credentials
  public String newDatabase() {
    String name = "db" + databases.incrementAndGet();
    psql("postgres", "CREATE DATABASE " + name);
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
  }

  /// Runs one statement as the superuser.
  ///
  /// @param database its name or its URL
  /// @return what `psql` prints, without headers
  public String psql(String database, String statement) {
    String name = database.substring(database.lastIndexOf('/') + 1);
    try {
      return run(
              directory,
              Map.of("PGPASSWORD", password),
              List.of(
                  binaries.resolve("psql").toString(),
                  "--host=127.0.0.1",
                  "--port=" + port,
                  "--username=" + USER,
                  "--dbname=" + name,
                  "--no-psqlrc",
                  "--tuples-only",
                  "--no-align",
                  "--set=ON_ERROR_STOP=1",
                  "--command=" + statement))
          .strip();
    } catch (IOException e) {
      throw new ControlPlaneException("psql failed: " + e.getMessage(), e);
    }
  }

  /// The superuser.
  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  public int port() {
    return port;
  }

  /// Ends the server as a crash does. Its data stays.
  public void stop() {
    server.destroyForcibly();
    exit(server);
  }

  /// Starts it again on the same port.
  public void restart() {
    try {
      // What a crash leaves, while children of the old server still end.
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        server = launch();
        try {
          awaitReady();
          return;
        } catch (IOException e) {
          if (System.nanoTime() > until) {
            throw e;
          }
          pause();
        }
      }
    } catch (IOException e) {
      throw new ControlPlaneException("PostgreSQL could not be restarted: " + e.getMessage(), e);
    }
  }

  /// SIGINT, a fast shutdown: unlike a killed server, it leaves no shared memory behind.
  private void shutDown() {
    try {
      exit(new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start());
      if (server.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It is killed instead.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
  }

  @Override
  public void close() {
    shutDown();
    watchdog.close();
    directory.delete();
  }
}
