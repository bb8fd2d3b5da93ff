package dev.drift.git.remote;

import dev.drift.git.repository.RepoUrl;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.ProxySettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/// The other end of a clone.
public final class Remote {
  /// What JGit takes for "all of the history".
  private static final int ALL = Integer.MAX_VALUE;

  private static final FilterSpec WITHOUT_FILES = withoutFiles();

  private final RepoUrl url;
  private final GitSettings options;
  private final Logins logins;
  private boolean leavesFilesOut = true;

  public Remote(RepoUrl url, GitSettings options) {
    this.url = url;
    this.options = options;
    this.logins = new Logins(url, options);
  }

  private static FilterSpec withoutFiles() {
    try {
      return FilterSpec.fromFilterLine("tree:0");
    } catch (PackProtocolException e) {
      throw new IllegalStateException("JGit knows this filter", e);
    }
  }

  /// What the server offers, by names such as `HEAD` and `refs/heads/main`.
  ///
  /// @throws dev.drift.model.DriftException if it is out of reach or refuses
  public Map<String, ObjectId> refs(Repository cache) {
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
      throw RemoteErrors.of(url, e, logins.asked());
    }
  }

  /// Fetches one commit without its history.
  ///
  /// @throws IOException if the fetch breaks, or the server gives no such object
  void fetchShallow(Repository cache, RefSpec spec) throws IOException {
    fetch(cache, List.of(spec), 1, FilterSpec.NO_FILTER);
  }

  /// Fetches commits down to a depth, without their files if the server can omit them.
  ///
  /// @throws IOException if the fetch breaks, or a branch is gone
  void fetchCommits(Repository cache, List<RefSpec> specs, int depth) throws IOException {
    try {
      fetch(cache, specs, depth, leavesFilesOut ? WITHOUT_FILES : FilterSpec.NO_FILTER);
    } catch (TransportException e) {
      if (!leavesFilesOut || !(e.getCause() instanceof PackProtocolException)) {
        throw e;
      }
      // So JGit says that the server knows no filters.
      leavesFilesOut = false;
      fetch(cache, specs, depth, FilterSpec.NO_FILTER);
    }
  }

  /// Whether commits came without their files as yet.
  boolean leavesFilesOut() {
    return leavesFilesOut;
  }

  /// Fetches commits with their files, down to a depth.
  ///
  /// @throws IOException if the fetch breaks, or a branch is gone
  public void fetch(Repository cache, List<RefSpec> specs, int depth) throws IOException {
    fetch(cache, specs, depth, FilterSpec.NO_FILTER);
  }

  private void fetch(Repository cache, List<RefSpec> specs, int depth, FilterSpec filter)
      throws IOException {
    try (Transport transport = open(cache)) {
      transport.setDepth(depth);
      transport.setFilterSpec(filter);
      transport.fetch(NullProgressMonitor.INSTANCE, specs);
    }
  }

  /// Fetches all branches and tags with their history.
  ///
  /// @throws IOException if the fetch breaks
  void fetchAll(Repository cache, List<RefSpec> specs) throws IOException {
    try (Transport transport = open(cache)) {
      if (!cache.getObjectDatabase().getShallowCommits().isEmpty()) {
        transport.setDepth(ALL);
      }
      transport.fetch(NullProgressMonitor.INSTANCE, specs);
    }
  }

  public boolean askedForLogin() {
    return logins.asked();
  }

  /// A text of the server, such as a refusal, without the logins that it was given.
  public String mask(String text) {
    return logins.mask(text);
  }

  private Proxies proxies() {
    ProxySettings settings = new ProxySettings(options.environment());
    try {
      var _ = settings.orForAllBefore(URI.create(url.scheme() + "://" + url.host()));
    } catch (IllegalArgumentException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s cannot be reached through its proxy: %s; correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY."
                  .formatted(url.shown(), e.getMessage())));
    }
    return new Proxies(settings, options.allowed());
  }

  /// A way to the server with its logins and proxies, to be closed.
  ///
  /// @throws IOException if there is none for this URL
  public Transport open(Repository cache) throws IOException {
    Transport transport = Transport.open(cache, url.uri());
    transport.setTimeout(Math.toIntExact(options.timeout().toSeconds()));
    transport.setTagOpt(TagOpt.NO_TAGS);
    transport.setCredentialsProvider(logins);
    switch (transport) {
      case TransportHttp http -> http.setHttpConnectionFactory(proxies());
      case SshTransport ssh -> ssh.setSshSessionFactory(SshSessions.of(options));
      default -> {}
    }
    return transport;
  }
}
