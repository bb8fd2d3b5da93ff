package dev.drift.config;

import dev.drift.finding.Severity;
import dev.drift.model.origin.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the channels of a configuration.
final class ChannelReader {
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "repo", "repository",
          "project", "repository",
          "severity", "minimumSeverity",
          "minSeverity", "minimumSeverity",
          "ca", "caFile",
          "hmac", "secret",
          "signingSecret", "secret",
          "reminder", "reminders",
          "webhook", "url",
          "labels", "label");

  private static final String DEFAULT_LABEL = "drift";

  /// A GitHub label has at most 50 characters; GitLab separates labels with commas.
  private static final Pattern LABEL = Pattern.compile("[^,\\s]([^,\\p{Cntrl}]{0,48}[^,\\s])?");

  private static final String SEGMENT = "(?!\\.\\.?(/|$))[A-Za-z0-9._-]+";

  private static final Pattern OWNER_AND_NAME = Pattern.compile(SEGMENT + "/" + SEGMENT);

  /// Groups may be in groups.
  private static final Pattern PROJECT = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")+");

  private static final List<String> TALK = List.of("reminders", "recovery", "digest", "caFile");

  private final Map<String, Place> taken = new HashMap<>();

  private enum Type {
    SLACK("slack"),
    WEBHOOK("webhook"),
    GITHUB("github"),
    GITLAB("gitlab"),
    EVENTS("events"),
    POLICY_REPORTS("policyReports");

    private final String label;

    Type(String label) {
      this.label = label;
    }
  }

  private static KnownKeys keys(Type type) {
    List<String> own =
        switch (type) {
          case SLACK -> List.of("url");
          case WEBHOOK -> List.of("url", "secret");
          case GITHUB, GITLAB -> List.of("url", "repository", "token", "label");
          case EVENTS, POLICY_REPORTS -> List.of();
        };
    return new KnownKeys(
        "a channel of type " + type.label,
        Stream.of(List.of("name", "type", "minimumSeverity"), own, own.isEmpty() ? own : TALK)
            .flatMap(List::stream)
            .toList(),
        Map.of(),
        SYNONYMS);
  }

  /// Empty only if the channel has a problem; it may have one in any case.
  Optional<Channel> read(Mapping channel) {
    Optional<String> name = name(channel);
    Optional<Type> type = type(channel);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    channel.check(keys(type.get()));
    Optional<Severity> severity = severity(channel);
    Channel.Speech speech = SpeechReader.read(channel);
    Optional<Channel.Target> target =
        switch (type.get()) {
          case SLACK -> slack(channel);
          case WEBHOOK -> webhook(channel);
          case GITHUB -> issues(channel, Channel.Forge.GITHUB);
          case GITLAB -> issues(channel, Channel.Forge.GITLAB);
          case EVENTS -> Optional.of(new Channel.Target.Events());
          case POLICY_REPORTS -> Optional.of(new Channel.Target.PolicyReports());
        };
    if (name.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Channel(name.get(), target.get(), severity.orElse(Severity.INFO), speech));
  }

  private static Optional<Type> type(Mapping channel) {
    String all = Arrays.stream(Type.values()).map(it -> it.label).collect(Collectors.joining(", "));
    if (!channel.has("type")) {
      channel.problem("a channel needs a type: one of %s".formatted(all));
      return Optional.empty();
    }
    Optional<String> written = channel.text("type");
    Optional<Type> type =
        written.flatMap(
            label -> Arrays.stream(Type.values()).filter(it -> it.label.equals(label)).findAny());
    if (written.isPresent() && type.isEmpty()) {
      channel.problem("type", "type must be one of %s".formatted(all));
    }
    return type;
  }

  private Optional<String> name(Mapping channel) {
    if (!channel.has("name")) {
      channel.problem("a channel needs a name, by which policies and problems refer to it");
      return Optional.empty();
    }
    Optional<String> name =
        checked(
            channel,
            "name",
            RepoAddress.NAME,
            "must start with a letter or digit and hold only letters, digits, '.', '_' and '-', at"
                + " most 63");
    if (name.isPresent()) {
      Place first = taken.putIfAbsent(name.get(), channel.place("name"));
      if (first != null) {
        channel.problem(
            "name",
            "the channel at %s:%d is also named %s; choose another name"
                .formatted(first.file(), first.line(), name.get()));
      }
    }
    return name;
  }

  private static Optional<Severity> severity(Mapping channel) {
    Optional<String> written = channel.text("minimumSeverity");
    Optional<Severity> severity = written.flatMap(Severity::of);
    if (written.isPresent() && severity.isEmpty()) {
      channel.problem(
          "minimumSeverity", "minimumSeverity must be critical, high, medium, low or info");
    }
    return severity;
  }

  private static Optional<Channel.Target> slack(Mapping channel) {
    Optional<String> authorities = authorities(channel);
    return SecretReader.required(channel, "url", "the URL of an incoming webhook")
        .map(url -> new Channel.Target.Slack(url, authorities));
  }

  private static Optional<Channel.Target> webhook(Mapping channel) {
    Optional<Channel.Address> address =
        channel.isText("url")
            ? ServiceUrl.read(channel, ServiceUrl.Use.WEBHOOK).map(Channel.Address.Plain::new)
            : SecretReader.required(channel, "url", "the URL of the receiver")
                .map(Channel.Address.Secret::new);
    int before = channel.problems();
    Optional<SecretReference> key = SecretReader.optional(channel, "secret");
    Optional<String> authorities = authorities(channel);
    // A key that cannot be read must not mean a message that is not signed.
    return channel.problems() > before
        ? Optional.empty()
        : address.map(it -> new Channel.Target.Webhook(it, key, authorities));
  }

  private static Optional<Channel.Target> issues(Mapping channel, Channel.Forge forge) {
    Optional<String> url =
        channel.has("url")
            ? ServiceUrl.read(channel, ServiceUrl.Use.TOKEN)
            : Optional.of(forge.url());
    Optional<String> authorities = authorities(channel);
    Optional<String> label = label(channel);
    Optional<String> repository = repository(channel, forge);
    return SecretReader.required(channel, "token", "the token that may write issues")
        .filter(_ -> url.isPresent() && repository.isPresent())
        .map(
            token ->
                new Channel.Target.Issues(
                    forge,
                    url.get(),
                    repository.get(),
                    token,
                    label.orElse(DEFAULT_LABEL),
                    authorities));
  }

  private static Optional<String> repository(Mapping channel, Channel.Forge forge) {
    String rule =
        switch (forge) {
          case GITHUB -> "must be owner/name, such as platform/lakehouse";
          case GITLAB -> "must be the path of a project, such as platform/lakehouse";
        };
    if (!channel.has("repository")) {
      channel.problem("repository is missing: it " + rule);
    }
    return checked(
        channel,
        "repository",
        switch (forge) {
          case GITHUB -> OWNER_AND_NAME;
          case GITLAB -> PROJECT;
        },
        rule);
  }

  private static Optional<String> label(Mapping channel) {
    return checked(
        channel, "label", LABEL, "must be a label of at most 50 characters without a comma");
  }

  private static Optional<String> authorities(Mapping channel) {
    Optional<String> file = channel.text("caFile");
    if (file.filter(String::isBlank).isPresent()) {
      channel.problem("caFile", "caFile must be the path of a PEM file");
    }
    return file;
  }

  private static Optional<String> checked(
      Mapping channel, String key, Pattern pattern, String rule) {
    Optional<String> written = channel.text(key);
    Optional<String> valid = written.filter(it -> pattern.matcher(it).matches());
    if (written.isPresent() && valid.isEmpty()) {
      channel.problem(key, key + " " + rule);
    }
    return valid;
  }
}
