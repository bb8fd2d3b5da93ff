package dev.drift.git;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/// The other end of a clone.
final class Remote {
  /// What JGit takes for "all of the history".
  private static final int ALL = Integer.MAX_VALUE;

  private final RepoUrl url;
  private final GitOptions options;
  private final Logins logins;

  Remote(RepoUrl url, GitOptions options) {
    this.url = url;
    this.options = options;
    this.logins = new Logins(url, options);
  }

  /// What the server offers, by names such as `HEAD` and `refs/heads/main`.
  ///
  /// @throws dev.drift.model.DriftException where it is out of reach or refuses
  Map<String, ObjectId> refs(Repository cache) {
    try (Transport transport = open(cache);
        FetchConnection connection = transport.openFetch()) {
      Map<String, ObjectId> refs = new TreeMap<>();
      for (Ref ref : connection.getRefs()) {
        ObjectId id = ref.getObjectId();
        if (id != null) {
          refs.put(ref.getName(), id);
        }
      }
      return refs;
    } catch (IOException | RuntimeException e) {
      throw Failures.of(url, e, logins.asked());
    }
  }

  /// Fetches one commit without its history.
  ///
  /// @throws IOException where the fetch breaks, or the server gives no such object
  void fetchShallow(Repository cache, RefSpec spec) throws IOException {
    try (Transport transport = open(cache)) {
      transport.setDepth(1);
      transport.fetch(NullProgressMonitor.INSTANCE, List.of(spec));
    }
  }

  /// Fetches all branches and tags with their history.
  ///
  /// @throws IOException where the fetch breaks
  void fetchAll(Repository cache, List<RefSpec> specs) throws IOException {
    try (Transport transport = open(cache)) {
      if (!cache.getObjectDatabase().getShallowCommits().isEmpty()) {
        transport.setDepth(ALL);
      }
      transport.fetch(NullProgressMonitor.INSTANCE, specs);
    }
  }

  boolean askedForLogin() {
    return logins.asked();
  }

  private Transport open(Repository cache) throws IOException {
    Transport transport = Transport.open(cache, url.uri());
    transport.setTimeout(Math.toIntExact(options.timeout().toSeconds()));
    transport.setTagOpt(TagOpt.NO_TAGS);
    transport.setCredentialsProvider(logins);
    switch (transport) {
      case TransportHttp http -> http.setHttpConnectionFactory(new Proxies(options.environment()));
      case SshTransport ssh -> ssh.setSshSessionFactory(SshSessions.of(options));
      default -> {}
    }
    return transport;
  }
}
