package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.time.Duration;

/// A request that got no usable response, after all retries.
///
/// The message is the second half of a sentence. It may hold words of the server, so it passes a
/// redactor before people see it.
public final class RequestFailed extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// What a caller may have to distinguish.
  public enum Kind {
    /// 401
    UNAUTHORIZED,
    /// The credentials could not be had, or the server refused the client certificate.
    NO_CREDENTIALS,
    /// 403
    FORBIDDEN,
    /// 404
    NOT_FOUND,
    /// 410: a continue token that is too old
    EXPIRED,
    /// We do not trust the server's certificate.
    CERTIFICATE,
    /// There was no connection, or it broke, or the answer took too long.
    UNREACHABLE,
    /// Any other answer.
    OTHER
  }

  private final Kind kind;
  private final int code;
  private final String reason;
  private final Duration retryAfter;

  public RequestFailed(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
    this.code = 0;
    this.reason = "";
    this.retryAfter = Duration.ZERO;
  }

  RequestFailed(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind is null");
    this.code = 0;
    this.reason = "";
    this.retryAfter = Duration.ZERO;
  }

  /// An answer that says no.
  RequestFailed(Kind kind, String message, int code, String reason, Duration retryAfter) {
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
    this.code = code;
    this.reason = requireNonNull(reason, "reason is null");
    this.retryAfter = requireNonNull(retryAfter, "retryAfter is null");
  }

  public Kind kind() {
    return kind;
  }

  /// The second half of a sentence, not masked yet.
  public String why() {
    return String.valueOf(getMessage());
  }

  /// The HTTP status; 0 if there was no answer.
  public int code() {
    return code;
  }

  /// What a Kubernetes `Status` gives as its reason, such as `Conflict`; empty if it gives none.
  public String reason() {
    return reason;
  }

  /// How long the server asks to wait before another attempt; zero if it does not say.
  public Duration retryAfter() {
    return retryAfter;
  }
}
