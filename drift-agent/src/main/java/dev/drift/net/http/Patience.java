package dev.drift.net.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Sends a request again if that may help, and waits as the server asks or longer and longer.
///
/// What is not repeatable is sent again only if the server certainly did not carry it out: it was
/// not reached, or it answered with a rate limit. All waits together are limited, so that a run
/// ends; a longer one is left to the next run.
public final class Patience implements HttpSender {
  private final HttpSender sender;
  private final Waits waits;
  private final InstantSource clock;
  private Duration left;
  private boolean changed;
  private Optional<Instant> notBefore = Optional.empty();
  private boolean lost;

  /// How to wait.
  ///
  /// @param attempts of one request in all
  /// @param first wait, doubled with each attempt, and varied by half
  /// @param between two requests that change something. GitHub asks for a second:
  ///     <https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api>
  /// @param budget of all waits for a server together
  /// @param sleeper waits
  public record Waits(
      int attempts, Duration first, Duration between, Duration budget, Sleeper sleeper) {
    public Waits {
      requireNonNull(first, "first is null");
      requireNonNull(between, "between is null");
      requireNonNull(budget, "budget is null");
      requireNonNull(sleeper, "sleeper is null");
    }

    public static Waits usual() {
      return new Waits(
          4, Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(90), Sleeper.THREAD);
    }
  }

  /// Waits.
  public interface Sleeper {
    Sleeper THREAD = duration -> Thread.sleep(duration);

    /// @throws InterruptedException if the thread is interrupted
    void sleep(Duration duration) throws InterruptedException;
  }

  public Patience(HttpSender sender, Waits waits, InstantSource clock) {
    this.sender = requireNonNull(sender, "sender is null");
    this.waits = requireNonNull(waits, "waits is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.left = waits.budget();
  }

  @Override
  public HttpAnswer send(HttpCall call) {
    if (notBefore.filter(clock.instant()::isBefore).isPresent()) {
      return new HttpAnswer.NotSent("it asked to be left alone until " + notBefore.get());
    }
    if (lost) {
      // A run with many requests to a server that is down must end, too.
      return new HttpAnswer.NotSent("it could not be reached a moment ago");
    }
    if (!call.method().equals("GET")) {
      if (changed && !slept(waits.between())) {
        return new HttpAnswer.NotSent("the request was interrupted");
      }
      changed = true;
    }
    for (int attempt = 1; ; attempt++) {
      HttpAnswer answer = sender.send(call);
      Optional<Duration> wait =
          attempt < waits.attempts() ? wait(call, answer, attempt) : Optional.empty();
      if (wait.isEmpty() || wait.get().compareTo(left) > 0) {
        giveUp(answer, attempt > 1);
        return answer;
      }
      left = left.minus(wait.get());
      if (!slept(wait.get())) {
        return answer;
      }
    }
  }

  /// @param patient whether it was tried again
  private void giveUp(HttpAnswer answer, boolean patient) {
    Instant now = clock.instant();
    lost = patient && !(answer instanceof HttpAnswer.Received);
    if (answer instanceof HttpAnswer.Received received) {
      RateLimit.wait(received, now)
          .filter(Duration::isPositive)
          .ifPresent(
              wait -> notBefore = Optional.of(now.plus(wait).truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  /// Until when the server asked to be left alone, if that was too long to wait for.
  public Optional<Instant> notBefore() {
    return notBefore;
  }

  private boolean slept(Duration duration) {
    try {
      waits.sleeper().sleep(duration);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Empty if another attempt makes no sense.
  private Optional<Duration> wait(HttpCall call, HttpAnswer answer, int attempt) {
    Instant now = clock.instant();
    return switch (answer) {
      case HttpAnswer.NotSent _ -> Optional.of(backoff(attempt));
      case HttpAnswer.Unknown _ ->
          call.repeatable() ? Optional.of(backoff(attempt)) : Optional.empty();
      case HttpAnswer.Received received -> {
        Optional<Duration> asked = RateLimit.wait(received, now);
        boolean refused = received.status() < 500;
        if (asked.isPresent() && (refused || call.repeatable())) {
          yield Optional.of(longer(asked.get(), backoff(attempt)));
        }
        yield received.status() >= 500 && call.repeatable()
            ? Optional.of(backoff(attempt))
            : Optional.empty();
      }
    };
  }

  private Duration backoff(int attempt) {
    long base = waits.first().toMillis() << Math.min(attempt - 1, 10);
    return Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(base + 1));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  @Override
  public void close() {
    sender.close();
  }
}
