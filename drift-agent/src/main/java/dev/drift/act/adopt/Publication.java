package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

/// What became of an adoption. Sentences are for people and hold no password or token.
public sealed interface Publication {
  /// The branch or the request was made or updated.
  ///
  /// @param target the branch that the request goes to
  /// @param commit at the end of the branch, 40 hexadecimal digits
  record Published(String branch, String target, String commit, Link request)
      implements Publication {
    public Published {
      requireNonNull(branch, "branch is null");
      requireNonNull(target, "target is null");
      requireNonNull(commit, "commit is null");
      requireNonNull(request, "request is null");
    }
  }

  /// An earlier run did all of it.
  record Unchanged(String branch, String target, String commit, Link request)
      implements Publication {
    public Unchanged {
      requireNonNull(branch, "branch is null");
      requireNonNull(target, "target is null");
      requireNonNull(commit, "commit is null");
      requireNonNull(request, "request is null");
    }
  }

  /// The target holds these contents already: what was adopted is merged.
  ///
  /// @param commit of the target, 40 hexadecimal digits
  record AlreadyInGit(String target, String commit) implements Publication {
    public AlreadyInGit {
      requireNonNull(target, "target is null");
      requireNonNull(commit, "commit is null");
    }
  }

  /// Nothing was changed.
  record Refused(String reason) implements Publication {
    public Refused {
      requireNonNull(reason, "reason is null");
    }
  }

  /// The answer to the push was lost. The next run finds out what became of it.
  record Unknown(String reason) implements Publication {
    public Unknown {
      requireNonNull(reason, "reason is null");
    }
  }

  /// The request of a branch.
  sealed interface Link {
    /// This run opened it.
    record Opened(String url) implements Link {}

    /// It was open, and this run wrote its text anew.
    record Edited(String url) implements Link {}

    /// It was open and stays as it is.
    record Open(String url) implements Link {}

    /// There is none.
    ///
    /// @param what a sentence: why not, and what to do
    record None(String what) implements Link {}
  }
}
