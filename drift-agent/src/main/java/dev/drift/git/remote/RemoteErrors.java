package dev.drift.git.remote;

import dev.drift.git.repository.RepoUrl;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/// Explains why a repository could not be reached, without JGit's messages, which may contain URLs.
public final class RemoteErrors {
  private RemoteErrors() {}

  public static DriftException of(RepoUrl url, Exception exception, boolean hadLogin) {
    if (has(exception, SSLException.class)) {
      return failure(
          Problem.Code.CERTIFICATE_REFUSED,
          "The certificate of %s is not trusted, so %s was not read; add its authority to Java's"
                  .formatted(url.host(), url.shown())
              + " trust store (-Djavax.net.ssl.trustStore).",
          exception);
    }
    Optional<NotAllowedException> elsewhere = find(exception, NotAllowedException.class);
    if (elsewhere.isPresent()) {
      return failure(
          Problem.Code.REPOSITORY_REFUSED,
          "%s leads elsewhere: %s.".formatted(url.shown(), elsewhere.get().getMessage()),
          exception);
    }
    String said = said(exception);
    if (said.contains("server key did not validate") || said.contains("host key")) {
      return failure(
          Problem.Code.REPOSITORY_REFUSED,
          ("The host key of %s is missing from known_hosts or differs from it, so %s was not read;"
                  + " verify the key and add it with ssh-keyscan.")
              .formatted(url.host(), url.shown()),
          exception);
    }
    if (isRefusal(said)) {
      return failure(
          Problem.Code.REPOSITORY_REFUSED,
          (hadLogin
                  ? "%s rejected the credentials for %s; check the user and the token."
                  : "%s requires credentials for %s; set DRIFT_GIT_USERNAME and"
                      + " DRIFT_GIT_PASSWORD, or use a credential helper, .netrc or an SSH key.")
              .formatted(capital(url.host()), url.shown()),
          exception);
    }
    if (has(exception, NoRemoteRepositoryException.class) || said.contains("not found")) {
      return unreachable(
          "%s has no repository at %s, or hides it; check the URL and the credentials."
              .formatted(capital(url.host()), url.shown()),
          exception);
    }
    return unreachable(
        "%s could not be reached: %s.".formatted(url.shown(), why(url, exception)), exception);
  }

  /// The same for a push, which takes more rights than reading does.
  public static DriftException ofPush(RepoUrl url, Exception exception, boolean hadLogin) {
    DriftException read = of(url, exception, hadLogin);
    Problem problem = read.problems().getFirst();
    return problem.code() == Problem.Code.REPOSITORY_REFUSED
        ? failure(problem.code(), problem.message() + " Pushing needs write access.", exception)
        : read;
  }

  private static boolean isRefusal(String said) {
    return said.contains("not authorized")
        || said.contains("authentication is required")
        || said.contains("authentication not supported")
        || said.contains("not permitted")
        || said.contains("auth fail")
        || said.contains("cannot log in")
        || said.contains("ssh authentication")
        || said.contains("no more authentication methods")
        || said.contains("permission denied");
  }

  private static String why(RepoUrl url, Exception exception) {
    if (has(exception, UnknownHostException.class)
        || has(exception, java.nio.channels.UnresolvedAddressException.class)) {
      return "the host name " + url.host() + " cannot be resolved";
    }
    if (has(exception, SocketTimeoutException.class)
        || has(exception, InterruptedIOException.class)) {
      return url.host() + " did not respond in time";
    }
    if (has(exception, NoRouteToHostException.class)) {
      return "there is no route to " + url.host();
    }
    if (has(exception, ConnectException.class)) {
      return url.host() + " refused the connection";
    }
    return url.host() + " did not respond like a Git server";
  }

  private static boolean has(Throwable exception, Class<? extends Throwable> type) {
    return find(exception, type).isPresent();
  }

  private static <T extends Throwable> Optional<T> find(Throwable exception, Class<T> type) {
    Optional<Throwable> at = Optional.of(exception);
    for (int depth = 0; at.isPresent() && depth < 20; depth++) {
      if (type.isInstance(at.get())) {
        return at.map(type::cast);
      }
      at = Optional.ofNullable(at.get().getCause());
    }
    return Optional.empty();
  }

  private static String said(Throwable exception) {
    StringBuilder said = new StringBuilder();
    Optional<Throwable> at = Optional.of(exception);
    for (int depth = 0; at.isPresent() && depth < 20; depth++) {
      said.append(at.get().getMessage()).append('\n');
      at = Optional.ofNullable(at.get().getCause());
    }
    return said.toString().toLowerCase(Locale.ROOT);
  }

  private static String capital(String text) {
    return text.equals("this machine") ? "This machine" : text;
  }

  private static DriftException unreachable(String message, Exception cause) {
    return failure(Problem.Code.REPOSITORY_UNREACHABLE, message, cause);
  }

  private static DriftException failure(Problem.Code code, String message, Exception cause) {
    return new DriftException(Problem.of(code, message), cause);
  }
}
