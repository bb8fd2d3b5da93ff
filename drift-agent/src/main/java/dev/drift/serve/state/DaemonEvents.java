package dev.drift.serve.state;

import dev.drift.requestlog.AuditedWrite;
import java.util.List;

/// Takes what comes in from outside.
public interface DaemonEvents {
  /// Somebody pushed. It proves only that the sender knows the secret, and may arrive more than
  /// once:
  /// fetch, and believe what the repository has. Returns at once; pokes for a fetch that is already
  /// due are dropped.
  void poked(GitPoke poke);

  /// Requests that wrote, as the API server answered them, each once. One thread calls this, with
  /// some hundred at a time; as long as it does not return, more are queued, and past some ten
  /// thousand the API server is asked to wait.
  ///
  /// @param target the name of a target: the request log is of its cluster, which may have other
  ///     targets
  void audited(String target, List<AuditedWrite> writes);
}
