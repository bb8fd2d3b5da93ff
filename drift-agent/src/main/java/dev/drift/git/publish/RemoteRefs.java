package dev.drift.git.publish;

import dev.drift.git.remote.Remote;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.Transport;

/// The branches and tags of a server at one moment.
///
/// @param byName by full names such as `refs/heads/main`
/// @param defaultBranch its short name; empty if the server does not say
public record RemoteRefs(Map<String, ObjectId> byName, Optional<String> defaultBranch) {
  public RemoteRefs {
    byName = new TreeMap<>(byName);
  }

  /// @throws IOException if the server cannot be reached
  public static RemoteRefs read(Remote remote, Repository clone) throws IOException {
    try (Transport transport = remote.open(clone);
        FetchConnection connection = transport.openFetch()) {
      return of(connection.getRefs());
    }
  }

  static RemoteRefs of(Collection<Ref> refs) {
    Map<String, ObjectId> byName = new TreeMap<>();
    Optional<String> defaultBranch = Optional.empty();
    for (Ref ref : refs) {
      ObjectId id = ref.getObjectId();
      if (id != null) {
        byName.put(ref.getName(), id);
      }
      if (ref.getName().equals(Constants.HEAD) && ref.isSymbolic()) {
        defaultBranch = Optional.of(Repository.shortenRefName(ref.getTarget().getName()));
      }
    }
    return new RemoteRefs(byName, defaultBranch);
  }

  /// The commits of the branches, 40 hexadecimal digits, by names such as `main`.
  public Map<String, String> branches() {
    Map<String, String> branches = new TreeMap<>();
    byName.forEach(
        (name, id) -> {
          if (name.startsWith(Constants.R_HEADS)) {
            branches.put(name.substring(Constants.R_HEADS.length()), id.name());
          }
        });
    return branches;
  }

  Optional<ObjectId> branch(String name) {
    return Optional.ofNullable(byName.get(Constants.R_HEADS + name));
  }
}
