package dev.drift.git.remote;

import dev.drift.git.repository.Login;
import dev.drift.git.repository.RepoUrl;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.NetRC;
import org.eclipse.jgit.transport.URIish;

/// Gives a server the logins of the usual places, one after the other as it refuses them: the URL,
/// the environment, Git's credential helpers, `~/.netrc`.
///
/// Answers only to the host of the URL, so that a redirection gets none, and never asks a person.
final class Logins extends CredentialsProvider {
  private static final int SHORTEST_SECRET = 6;

  private final RepoUrl url;
  private final GitSettings options;
  private final List<Supplier<Optional<Login>>> places = new ArrayList<>();
  private final List<Login> given = new ArrayList<>();
  private Optional<Login> current = Optional.empty();
  private boolean asked;

  Logins(RepoUrl url, GitSettings options) {
    this.url = url;
    this.options = options;
    places.add(url::login);
    places.add(this::fromEnvironment);
    places.add(() -> CredentialHelper.ask(url.uri(), options));
    places.add(this::fromNetrc);
  }

  /// Whether any place had a login that was tried.
  boolean asked() {
    return asked;
  }

  /// A text of the server without the logins that it was given: a server may repeat a URL.
  String mask(String text) {
    String masked = text;
    for (Login login : given) {
      for (String secret : List.of(login.password(), login.user())) {
        // Names as short as git are no secrets, and would be cut out of other words.
        if (secret.length() >= SHORTEST_SECRET) {
          masked = masked.replace(secret, "…");
        }
      }
    }
    return masked;
  }

  /// For SSH this means "has a password": JGit asks for none otherwise. Questions, as whether a
  /// host key shall be trusted, are answered by nobody all the same, so the answer is no.
  @Override
  public boolean isInteractive() {
    return "ssh".equals(url.scheme()) && (url.login().isPresent() || fromEnvironment().isPresent());
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username
          || item instanceof CredentialItem.Password
          || item instanceof CredentialItem.InformationalMessage)) {
        return false;
      }
    }
    return Stream.of(items).anyMatch(CredentialItem.Password.class::isInstance);
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    if (!sameServer(uri) || !supports(items)) {
      return false;
    }
    while (current.isEmpty() && !places.isEmpty()) {
      current = places.removeFirst().get();
    }
    if (current.isEmpty()) {
      return false;
    }
    asked = true;
    Login login = current.get();
    given.add(login);
    for (CredentialItem item : items) {
      switch (item) {
        case CredentialItem.Username user -> user.setValue(login.user());
        case CredentialItem.Password password -> password.setValue(login.password().toCharArray());
        default -> {} // a message to a person, and nobody is there
      }
    }
    return true;
  }

  /// The server refused the last one: the next place may have another.
  @Override
  public void reset(URIish uri) {
    current = Optional.empty();
  }

  private boolean sameServer(URIish uri) {
    return String.valueOf(url.uri().getHost()).equalsIgnoreCase(String.valueOf(uri.getHost()))
        && (!"https".equals(url.uri().getScheme()) || "https".equals(uri.getScheme()));
  }

  private Optional<Login> fromEnvironment() {
    String user = options.environment().getOrDefault("DRIFT_GIT_USERNAME", "");
    String password = options.environment().getOrDefault("DRIFT_GIT_PASSWORD", "");
    // Hosts that take a token want some user name with it, and mind little which.
    return password.isEmpty()
        ? Optional.empty()
        : Optional.of(new Login(user.isEmpty() ? "git" : user, password));
  }

  private Optional<Login> fromNetrc() {
    String named = options.environment().getOrDefault("NETRC", "");
    File file = named.isEmpty() ? options.home().resolve(".netrc").toFile() : new File(named);
    NetRC.NetRCEntry entry;
    try {
      entry = file.isFile() ? new NetRC(file).getEntry(url.host()) : null;
    } catch (RuntimeException e) {
      options.progress().accept("Ignoring .netrc, which cannot be read.");
      return Optional.empty();
    }
    return entry == null || entry.login == null || entry.password == null
        ? Optional.empty()
        : Optional.of(new Login(entry.login, new String(entry.password)));
  }
}
