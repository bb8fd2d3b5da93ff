package dev.drift.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the section `requestLog`.
final class RequestLogReader {
  private static final KnownKeys SECTION =
      new KnownKeys(
          "requestLog",
          List.of("deployers"),
          Map.of(),
          Map.of("allow", "deployers", "allowed", "deployers"));
  private static final KnownKeys DEPLOYER =
      new KnownKeys(
          "a deployer",
          List.of("user", "serviceAccount", "group"),
          Map.of(),
          Map.of("name", "user", "sa", "serviceAccount"));

  /// <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>.
  private static final Pattern SERVICE_ACCOUNT = Pattern.compile("[a-z0-9*.-]+/[a-z0-9*.-]+");

  /// The group of whoever has credentials.
  private static final String EVERYBODY = "system:authenticated";

  private static final Pattern ONLY_WILDCARDS = Pattern.compile("[*:/]*");

  private RequestLogReader() {}

  static Deployers read(Mapping requestLog) {
    requestLog.check(SECTION);
    return new Deployers(
        requestLog.mappings("deployers").stream().flatMap(it -> entry(it).stream()).toList());
  }

  private static Optional<Deployers.Entry> entry(Mapping deployer) {
    deployer.check(DEPLOYER);
    List<Optional<Deployers.Entry>> entries = new ArrayList<>();
    add(deployer, "user", Deployers.Entry.User::new, entries);
    add(deployer, "serviceAccount", Deployers.Entry::serviceAccount, entries);
    add(deployer, "group", Deployers.Entry.Group::new, entries);
    if (entries.size() != 1) {
      deployer.problem("a deployer needs one of user, serviceAccount and group");
      return Optional.empty();
    }
    return entries.getFirst();
  }

  private static void add(
      Mapping deployer,
      String key,
      Function<String, Deployers.Entry> entry,
      List<Optional<Deployers.Entry>> entries) {
    if (!deployer.has(key)) {
      return;
    }
    Optional<String> pattern = deployer.text(key);
    Optional<String> wrong = pattern.flatMap(text -> wrong(key, text));
    wrong.ifPresent(sentence -> deployer.problem(key, sentence));
    entries.add(wrong.isPresent() ? Optional.empty() : pattern.map(entry));
  }

  private static Optional<String> wrong(String key, String pattern) {
    if (ONLY_WILDCARDS.matcher(pattern).matches()
        || (key.equals("group") && Deployers.matches(pattern, EVERYBODY))) {
      return Optional.of("%s must not match everybody".formatted(key));
    }
    return key.equals("serviceAccount") && !SERVICE_ACCOUNT.matcher(pattern).matches()
        ? Optional.of("serviceAccount must be NAMESPACE/NAME; * means any characters")
        : Optional.empty();
  }
}
