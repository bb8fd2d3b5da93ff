package dev.drift.forge.issue;

import static java.util.Objects.requireNonNull;

/// What became of a request. Reasons are the second half of a sentence and hold no credentials.
public sealed interface IssueAnswer<T> {
  /// The forge carried it out.
  record Done<T>(T result) implements IssueAnswer<T> {
    public Done {
      requireNonNull(result, "result is null");
    }
  }

  /// The forge certainly did not carry it out.
  ///
  /// @param status of HTTP; 0 if it was not reached
  record NotDone<T>(int status, String why) implements IssueAnswer<T> {
    public NotDone {
      requireNonNull(why, "why is null");
    }

    /// The same for another type.
    public <U> NotDone<U> cast() {
      return new NotDone<>(status, why);
    }
  }

  /// The forge may have carried it out. Only a look at the issues shows whether it was.
  record Unknown<T>(String why) implements IssueAnswer<T> {
    public Unknown {
      requireNonNull(why, "why is null");
    }

    /// The same for another type.
    public <U> Unknown<U> cast() {
      return new Unknown<>(why);
    }
  }
}
