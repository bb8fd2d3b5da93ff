package dev.drift.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between a command and the API server and counts what comes back, encrypted as it is.
final class Relay implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final ServerSocket listener;
  private final URI server;
  private final AtomicLong received = new AtomicLong();

  private Relay(ServerSocket listener, URI server) {
    this.listener = listener;
    this.server = server;
  }

  static Relay to(URI server) throws IOException {
    Relay relay = new Relay(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), server);
    Thread.startVirtualThread(relay::accept);
    return relay;
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + listener.getLocalPort());
  }

  /// Bytes from the API server, TLS included.
  long received() {
    return received.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket upstream = new Socket(server.getHost(), server.getPort());
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        Thread.startVirtualThread(() -> copy(client, upstream, new AtomicLong()));
        Thread.startVirtualThread(() -> copy(upstream, client, received));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void copy(Socket from, Socket to, AtomicLong count) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count.addAndGet(n);
        out.write(buffer, 0, n);
      }
    } catch (SocketException e) {
      // one side hung up
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
