package dev.drift.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads how changes to a source are committed, and where requests for them are opened.
final class PublishConfigReader {
  private static final KnownKeys FORGE =
      new KnownKeys(
          "forge",
          List.of("type", "url", "token"),
          Map.of(
              "password",
              "a secret must not stand in this file; write token: {file: PATH} or {env: VARIABLE}"),
          Map.of("kind", "type", "host", "url", "tokenFile", "token", "tokenEnv", "token"));

  private static final KnownKeys COMMITS =
      new KnownKeys("commits", List.of("name", "email", "signing"), Map.of(), Map.of());

  private static final KnownKeys SIGNING =
      new KnownKeys(
          "signing",
          List.of("format", "keyFile", "passphraseFile"),
          Map.of(
              "key", "a key must not stand in this file; write keyFile",
              "passphrase", "a passphrase must not stand in this file; write passphraseFile"),
          Map.of());

  /// What Git takes: <https://git-scm.com/docs/git-commit-tree#_commit_information>
  private static final Pattern NAME =
      Pattern.compile("[^<>\\p{Cntrl}]*[^<>\\p{Cntrl}\\s][^<>\\p{Cntrl}]*");

  private static final Pattern EMAIL = Pattern.compile("[^<>\\s\\p{Cntrl}@]+@[^<>\\s\\p{Cntrl}@]+");

  private PublishConfigReader() {}

  static Optional<ForgeConfig> forge(Mapping source) {
    return source
        .mapping("forge")
        .map(
            forge -> {
              forge.check(FORGE);
              return new ForgeConfig(
                  choice(forge, "type", ForgeConfig.Type.values(), ForgeConfig.Type::label),
                  ServiceUrl.read(forge, ServiceUrl.Use.TOKEN),
                  SecretReader.optional(forge, "token"));
            });
  }

  static Optional<CommitConfig> commits(Mapping source) {
    return source
        .mapping("commits")
        .map(
            commits -> {
              commits.check(COMMITS);
              return new CommitConfig(
                  matching(commits, "name", NAME, "a name without < and >"),
                  matching(commits, "email", EMAIL, "an email address"),
                  commits.mapping("signing").flatMap(PublishConfigReader::signing));
            });
  }

  private static Optional<CommitConfig.Signing> signing(Mapping signing) {
    signing.check(SIGNING);
    for (String key : List.of("format", "keyFile")) {
      if (!signing.has(key)) {
        signing.problem("%s is missing".formatted(key));
      }
    }
    Optional<CommitConfig.Signing.Format> format =
        choice(
            signing,
            "format",
            CommitConfig.Signing.Format.values(),
            CommitConfig.Signing.Format::label);
    Optional<String> key = path(signing, "keyFile");
    Optional<String> passphrase = path(signing, "passphraseFile");
    return format.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new CommitConfig.Signing(format.get(), key.get(), passphrase));
  }

  private static <T> Optional<T> choice(
      Mapping mapping, String key, T[] values, Function<T, String> label) {
    Optional<String> written = mapping.text(key);
    Optional<T> choice =
        written.flatMap(
            text -> Arrays.stream(values).filter(it -> label.apply(it).equals(text)).findAny());
    if (written.isPresent() && choice.isEmpty()) {
      mapping.problem(
          key,
          "%s must be %s"
              .formatted(
                  key, Arrays.stream(values).map(label).collect(Collectors.joining(" or "))));
    }
    return choice;
  }

  private static Optional<String> path(Mapping mapping, String key) {
    return matching(mapping, key, Pattern.compile(".*\\S.*"), "the path of a file");
  }

  private static Optional<String> matching(
      Mapping mapping, String key, Pattern pattern, String what) {
    Optional<String> written = mapping.text(key);
    Optional<String> fine = written.filter(text -> pattern.matcher(text).matches());
    if (written.isPresent() && fine.isEmpty()) {
      mapping.problem(key, "%s must be %s".formatted(key, what));
    }
    return fine;
  }
}
