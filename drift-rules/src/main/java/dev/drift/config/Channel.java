package dev.drift.config;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Severity;
import java.time.Duration;
import java.util.Optional;

/// Where findings are announced, and how much of them.
///
/// @param name unique in the file; policies and problems name the channel by it
/// @param minimumSeverity what is less severe is not announced
/// @param speech when and how much the channel says
public record Channel(String name, Target target, Severity minimumSeverity, Speech speech) {
  public Channel {
    requireNonNull(name, "name is null");
    requireNonNull(target, "target is null");
    requireNonNull(minimumSeverity, "minimumSeverity is null");
    requireNonNull(speech, "speech is null");
  }

  /// The same at another target.
  public Channel at(Target other) {
    return new Channel(name, other, minimumSeverity, speech);
  }

  /// @param reminder after which time what persists is announced again; empty for never
  /// @param recovery whether it is announced that findings are gone
  /// @param groups how many groups of findings one message lists at most
  /// @param findings how many findings of a group are listed at most
  public record Speech(Optional<Duration> reminder, boolean recovery, int groups, int findings) {
    public static final Speech DEFAULT = new Speech(Optional.empty(), true, 20, 10);

    public Speech {
      requireNonNull(reminder, "reminder is null");
    }
  }

  /// A URL that may be a secret.
  public sealed interface Address {
    /// @param url without a secret
    record Plain(String url) implements Address {
      public Plain {
        requireNonNull(url, "url is null");
      }
    }

    /// Whoever knows the URL may post to it.
    record Secret(SecretReference reference) implements Address {
      public Secret {
        requireNonNull(reference, "reference is null");
      }
    }
  }

  /// The kind of a channel, with what it needs.
  public sealed interface Target {
    /// An incoming webhook of Slack.
    ///
    /// @param authorities a PEM file of the authorities to trust; empty for those of the JVM
    record Slack(SecretReference url, Optional<String> authorities) implements Target {
      public Slack {
        requireNonNull(url, "url is null");
        requireNonNull(authorities, "authorities is null");
      }
    }

    /// Any receiver of CloudEvents.
    ///
    /// @param key that signs each message; empty for no signature
    /// @param authorities a PEM file of the authorities to trust; empty for those of the JVM
    record Webhook(Address address, Optional<SecretReference> key, Optional<String> authorities)
        implements Target {
      public Webhook {
        requireNonNull(address, "address is null");
        requireNonNull(key, "key is null");
        requireNonNull(authorities, "authorities is null");
      }
    }

    /// Issues of a repository.
    ///
    /// @param url of the API of GitHub, or of the GitLab server
    /// @param repository `owner/name`; of GitLab with all its groups
    /// @param label of all issues that are Drift's
    /// @param authorities a PEM file of the authorities to trust; empty for those of the JVM
    record Issues(
        Forge forge,
        String url,
        String repository,
        SecretReference token,
        String label,
        Optional<String> authorities)
        implements Target {
      public Issues {
        requireNonNull(forge, "forge is null");
        requireNonNull(url, "url is null");
        requireNonNull(repository, "repository is null");
        requireNonNull(token, "token is null");
        requireNonNull(label, "label is null");
        requireNonNull(authorities, "authorities is null");
      }
    }

    /// Kubernetes Events about the objects that drifted.
    record Events() implements Target {}

    /// OpenReports or PolicyReports, whichever the cluster serves.
    record PolicyReports() implements Target {}
  }

  /// Who keeps the issues.
  public enum Forge {
    GITHUB("https://api.github.com"),
    GITLAB("https://gitlab.com");

    private final String url;

    Forge(String url) {
      this.url = url;
    }

    /// Of the public service.
    public String url() {
      return url;
    }
  }
}
