package dev.drift.git.remote;

import java.io.File;
import java.nio.file.Path;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/// SSH as the user has set it up: `~/.ssh/config`, keys, known_hosts and the agent.
///
/// A host that known_hosts does not name is refused, because nobody is there to ask.
final class SshSessions {
  private SshSessions() {}

  static SshSessionFactory of(GitSettings options) {
    File home = options.home().toFile();
    SshdSessionFactory factory =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(home)
            .setSshDirectory(Path.of(home.getPath(), ".ssh").toFile())
            .setPreferredAuthentications("publickey,password")
            .setConnectorFactory(new SshAgent(options.environment()))
            .build(null);
    return factory;
  }
}
