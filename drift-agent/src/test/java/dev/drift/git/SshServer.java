package dev.drift.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The real OpenSSH server on loopback, for the user who runs the tests and one key.
public final class SshServer implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path folder;

  private SshServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  public static SshServer start(Path folder) throws IOException, InterruptedException {
    Path sshd = Programs.find("sshd");
    Files.createDirectories(folder);
    key(folder.resolve("host"));
    key(folder.resolve("user"));
    int port = freePort();
    Files.writeString(
        folder.resolve("config"),
        """
        ListenAddress 127.0.0.1
        Port %d
        HostKey %s
        AuthorizedKeysFile %s
        PidFile none
        PasswordAuthentication yes
        KbdInteractiveAuthentication no
        UsePAM no
        StrictModes no
        PermitRootLogin yes
        """
            .formatted(port, folder.resolve("host"), folder.resolve("user.pub")));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // where root's sshd locks itself in
    }
    Process process =
        new ProcessBuilder(sshd.toString(), "-D", "-e", "-f", folder.resolve("config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    SshServer server = new SshServer(folder, port, process);
    server.awaitPort();
    return server;
  }

  static void key(Path file) {
    GitRepo.run(Path.of("/"), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
  }

  int port() {
    return port;
  }

  public Path userKey() {
    return folder.resolve("user");
  }

  /// A line for known_hosts.
  public String knownHost() throws IOException {
    String[] key = Files.readString(folder.resolve("host.pub")).split(" ");
    return "[127.0.0.1]:%d %s %s\n".formatted(port, key[0], key[1].strip());
  }

  public String url(Path repository) {
    return "ssh://%s@127.0.0.1:%d%s".formatted(System.getProperty("user.name"), port, repository);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private void awaitPort() throws IOException, InterruptedException {
    for (int tries = 0; tries < 200; tries++) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "sshd ended at once: " + Files.readString(folder.resolve("log")));
      }
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("sshd does not listen");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
