package dev.drift.git.publish;

import static java.util.Objects.requireNonNull;

/// What became of a change. Commits are 40 hexadecimal digits; reasons are sentences that hold no
/// password.
public sealed interface Pushed {
  /// The branch has the change now.
  ///
  /// @param isNew whether the branch did not exist before
  record Published(String commit, boolean isNew) implements Pushed {
    public Published {
      requireNonNull(commit, "commit is null");
    }
  }

  /// The branch had the change already.
  record Unchanged(String commit) implements Pushed {
    public Unchanged {
      requireNonNull(commit, "commit is null");
    }
  }

  /// The target has the change already, so there is nothing to publish.
  record InTarget(String commit) implements Pushed {
    public InTarget {
      requireNonNull(commit, "commit is null");
    }
  }

  /// Nothing was changed on the server.
  record Refused(String reason) implements Pushed {
    public Refused {
      requireNonNull(reason, "reason is null");
    }
  }

  /// The connection broke after the push was sent, and the branch could not be read afterwards, or
  /// does not have the commit yet. The next run finds out.
  record Unknown(String reason) implements Pushed {
    public Unknown {
      requireNonNull(reason, "reason is null");
    }
  }
}
