package dev.drift.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Free ports on loopback. Somebody else may take one before we do: the start then tries again with
/// others.
record Ports(int etcdClient, int etcdPeer, int apiServer) {
  static Ports free() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new Ports(
          sockets.get(0).getLocalPort(),
          sockets.get(1).getLocalPort(),
          sockets.get(2).getLocalPort());
    } catch (IOException e) {
      throw new ControlPlaneException("No free port on loopback: " + e.getMessage(), e);
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new ControlPlaneException("A port on loopback could not be released.", e);
    }
  }
}
