package dev.drift.forge;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;

/// What became of a request. Reasons are the second half of a sentence and hold no token.
public sealed interface RestAnswer {
  /// The server did what was asked.
  record Ok(Value body) implements RestAnswer {
    public Ok {
      requireNonNull(body, "body is null");
    }
  }

  /// The server refused, or asks to wait longer than a run can.
  record Refused(int status, String reason) implements RestAnswer {
    public Refused {
      requireNonNull(reason, "reason is null");
    }
  }

  /// The server certainly did not get the request.
  record NotSent(String reason) implements RestAnswer {
    public NotSent {
      requireNonNull(reason, "reason is null");
    }
  }

  /// The server may have got the request and carried it out.
  record Unknown(String reason) implements RestAnswer {
    public Unknown {
      requireNonNull(reason, "reason is null");
    }
  }
}
