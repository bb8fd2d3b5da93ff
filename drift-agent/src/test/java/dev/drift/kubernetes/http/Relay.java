package dev.drift.kubernetes.http;

import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a real API server on which connections fail as networks make them fail. It passes on
/// encrypted bytes and knows nothing of what is in them.
public final class Relay implements AutoCloseable {
  /// What happens to the next bytes of each connection.
  public enum Fault {
    NONE,
    /// What the client sends is lost, and the connection breaks.
    LOSE_REQUEST,
    /// What the server answers is lost, and the connection breaks.
    LOSE_ANSWER,
    /// Nothing gets through, and the connection stays open.
    SWALLOW
  }

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;
  private volatile Fault fault = Fault.NONE;

  public Relay(ControlPlane plane) throws IOException {
    target = plane.server().getPort();
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acceptor = Thread.ofVirtual().start(this::accept);
  }

  /// A kubeconfig that goes this way.
  public Path kubeconfig(ControlPlane plane, Path folder) throws IOException {
    String text = Files.readString(plane.kubeconfig());
    return Files.writeString(
        folder.resolve("relay.kubeconfig"),
        text.replace(":" + target, ":" + listener.getLocalPort()));
  }

  public void set(Fault next) {
    fault = next;
  }

  /// Breaks all connections.
  public void cut() {
    sockets.forEach(Relay::closeQuietly);
    sockets.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, Fault.LOSE_REQUEST));
        Thread.ofVirtual().start(() -> pass(server, client, Fault.LOSE_ANSWER));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void pass(Socket from, Socket to, Fault loses) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Fault now = fault;
        if (now == loses) {
          break;
        }
        if (now != Fault.SWALLOW) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // The other side is gone: so is this one.
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      // While a thread waits for a connection, the listener that it waits for stays open.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
  }
}
