package dev.drift.git.remote;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.sshd.agent.AbstractConnector;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;

/// The ssh-agent of the user, at `SSH_AUTH_SOCK`, over the JDK's own sockets.
final class SshAgent implements ConnectorFactory {
  private final Map<String, String> environment;

  SshAgent(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Connector create(String identityAgent, File homeDirectory) {
    String socket =
        identityAgent == null || identityAgent.isEmpty() || identityAgent.equals("SSH_AUTH_SOCK")
            ? environment.getOrDefault("SSH_AUTH_SOCK", "")
            : identityAgent;
    return new Agent(socket);
  }

  @Override
  public boolean isSupported() {
    return true;
  }

  @Override
  public String getName() {
    return "drift";
  }

  @Override
  public Collection<ConnectorDescriptor> getSupportedConnectors() {
    return List.of(getDefaultConnector());
  }

  @Override
  public ConnectorDescriptor getDefaultConnector() {
    return new ConnectorDescriptor() {
      @Override
      public String getIdentityAgent() {
        return "SSH_AUTH_SOCK";
      }

      @Override
      public String getDisplayName() {
        return "ssh-agent";
      }
    };
  }

  private static final class Agent extends AbstractConnector {
    private final String socket;
    private Optional<SocketChannel> channel = Optional.empty();

    Agent(String socket) {
      this.socket = socket;
    }

    @Override
    public boolean connect() {
      if (socket.isEmpty()) {
        return false;
      }
      try {
        channel = Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        return true;
      } catch (IOException | RuntimeException e) {
        return false; // an agent that is gone is as good as none
      }
    }

    @Override
    public void close() throws IOException {
      if (channel.isPresent()) {
        channel.get().close();
        channel = Optional.empty();
      }
    }

    @Override
    public byte[] rpc(byte command, byte[] message) throws IOException {
      SocketChannel open = channel.orElseThrow(() -> new IOException("the agent is closed"));
      prepareMessage(command, message);
      ByteBuffer request = ByteBuffer.wrap(message);
      while (request.hasRemaining()) {
        open.write(request);
      }
      int length = read(open, 4).getInt();
      if (length < 1 || length > getMaximumMessageLength()) {
        throw new IOException("the agent's response has an invalid length");
      }
      return read(open, length).array();
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException("the agent closed the connection");
        }
      }
      return buffer.flip();
    }
  }
}
