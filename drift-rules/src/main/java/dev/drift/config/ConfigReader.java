package dev.drift.config;

import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.PolicySource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a `drift.yaml`; `docs/drift.schema.json` describes its form.
///
/// A file at the root of a desired-state repository describes that repository and nothing else.
/// Whoever may write there must not be able to make Drift fetch from another place, trust other
/// policies, act or notify.
public final class ConfigReader {
  /// What the file is called; a repository's own is at its root.
  public static final String FILE_NAME = "drift.yaml";

  public static final String API_VERSION = "drift.dev/v1";

  /// Of any version: a configuration is never a resource of a cluster.
  public static final GroupKind KIND = GroupKind.of(API_VERSION, "Config");

  /// As the file is read from top to bottom.
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(problem -> problem.place().map(Place::start).orElse(0));

  private static final List<String> KEYS =
      List.of(
          "apiVersion",
          "kind",
          "sources",
          "targets",
          "policies",
          "channels",
          "store",
          "audit",
          "serve",
          "requestLog",
          "sops",
          "renderers",
          "fetch");

  private final PolicySource source;
  private final List<Problem> problems = new ArrayList<>();

  private ConfigReader(PolicySource source) {
    this.source = source;
  }

  /// Never fails: whatever is wrong is among the problems.
  ///
  /// @param document one document
  /// @param source whose file it is
  public static Config.Reading read(Value document, Places places, PolicySource source) {
    ConfigReader reader = new ConfigReader(source);
    Config config = Config.EMPTY;
    if (document instanceof Value.Obj object) {
      config =
          reader.config(
              new Mapping(
                  object, Path.ROOT, path -> places.nearest(path, object), reader.problems));
    } else {
      reader.problems.add(
          Problem.at(places.start(), Problem.Code.INVALID_CONFIG, "the file must be a mapping"));
    }
    return new Config.Reading(
        config, reader.problems.stream().map(ConfigReader::coded).sorted(BY_PLACE).toList());
  }

  /// What the reader of mappings finds is coded as a problem of a policy, for which it was made.
  private static Problem coded(Problem problem) {
    return new Problem(
        Problem.Code.INVALID_CONFIG, problem.message(), problem.place(), problem.resource());
  }

  private Config config(Mapping root) {
    if (!root.is("apiVersion", API_VERSION) || !root.is("kind", KIND.kind())) {
      // The keys of something else are not worth a problem each.
      root.problem(
          "expected apiVersion: %s and kind: %s at the top of the file"
              .formatted(API_VERSION, KIND.kind()));
      return Config.EMPTY;
    }
    root.check(keys());
    List<SourceConfig> sources = sources(root);
    List<Channel> channels = channels(root);
    return new Config(
        sources,
        policies(root),
        channels,
        store(root),
        audit(root, channels, sources),
        serve(root),
        deployers(root),
        sops(root),
        renderers(root),
        fetch(root),
        targets(root));
  }

  /// The only target's, unless the file lists targets.
  private List<SourceConfig> sources(Mapping root) {
    return source == PolicySource.AGENT && root.has("targets")
        ? List.of()
        : SourceConfigReader.all(root, source);
  }

  private List<TargetConfig> targets(Mapping root) {
    return source == PolicySource.REPOSITORY ? List.of() : TargetConfigReader.read(root);
  }

  private List<String> policies(Mapping root) {
    if (source == PolicySource.REPOSITORY) {
      return List.of();
    }
    return root.texts(
        "policies",
        file -> {
          if (file.isBlank()) {
            throw new IllegalArgumentException("must be the path of a policy file");
          }
          return file;
        });
  }

  private List<Channel> channels(Mapping root) {
    if (source == PolicySource.REPOSITORY) {
      return List.of();
    }
    ChannelReader reader = new ChannelReader();
    return root.mappings("channels").stream().flatMap(one -> reader.read(one).stream()).toList();
  }

  private Optional<StoreConfig> store(Mapping root) {
    return source == PolicySource.REPOSITORY ? Optional.empty() : StoreConfigReader.read(root);
  }

  private AuditConfig audit(Mapping root, List<Channel> channels, List<SourceConfig> sources) {
    return source == PolicySource.REPOSITORY
        ? AuditConfig.NONE
        : root.mapping("audit")
            .map(it -> new AuditConfigReader(channels, sources).read(it))
            .orElse(AuditConfig.NONE);
  }

  private ServeConfig serve(Mapping root) {
    return source == PolicySource.REPOSITORY
        ? ServeConfig.DEFAULT
        : root.mapping("serve").map(ServeConfigReader::read).orElse(ServeConfig.DEFAULT);
  }

  private Deployers deployers(Mapping root) {
    return source == PolicySource.REPOSITORY
        ? Deployers.NONE
        : root.mapping("requestLog").map(RequestLogReader::read).orElse(Deployers.NONE);
  }

  private SopsConfig sops(Mapping root) {
    return source == PolicySource.REPOSITORY
        ? SopsConfig.NONE
        : root.mapping("sops").map(SopsConfigReader::read).orElse(SopsConfig.NONE);
  }

  private RenderersConfig renderers(Mapping root) {
    return source == PolicySource.REPOSITORY
        ? RenderersConfig.NONE
        : root.mapping("renderers").map(RenderersConfigReader::read).orElse(RenderersConfig.NONE);
  }

  private List<String> fetch(Mapping root) {
    return source == PolicySource.REPOSITORY ? List.of() : root.texts("fetch", FetchPrefix::read);
  }

  private KnownKeys keys() {
    Map<String, String> elsewhere = new HashMap<>();
    for (String key : SourceConfigReader.keys()) {
      elsewhere.put(key, "the key %s belongs to a source; move it below sources".formatted(key));
    }
    for (String key :
        List.of("ignores", "severities", "images", "branches", "actions", "freezes")) {
      elsewhere.put(key, "the key %s belongs in a policy; %s".formatted(key, policyAdvice()));
    }
    return switch (source) {
      case AGENT ->
          new KnownKeys(
              "the file",
              KEYS,
              elsewhere,
              Map.of(
                  "notifications", "channels",
                  "notify", "channels",
                  "receivers", "channels",
                  "database", "store"));
      case REPOSITORY -> {
        elsewhere.put(
            "policies",
            "only the agent's drift.yaml lists policies; remove the key: policies in a repository"
                + " are found by their kind and apply within limits");
        elsewhere.put(
            "targets",
            "only the agent's drift.yaml lists targets; remove the key: a repository describes"
                + " itself, below sources");
        elsewhere.put(
            "sops",
            "the key sops belongs in the agent's drift.yaml: a repository cannot choose the keys that"
                + " decrypt it; remove the key");
        elsewhere.put(
            "renderers",
            "the key renderers belongs in the agent's drift.yaml: a repository cannot choose the"
                + " programs that render it; remove the key");
        elsewhere.put(
            "fetch",
            "the key fetch belongs in the agent's drift.yaml: a repository cannot choose what Drift"
                + " fetches; remove the key");
        for (String key :
            List.of(
                "actions",
                "freezes",
                "channels",
                "notifications",
                "observers",
                "requestLog",
                "serve",
                "store",
                "audit",
                "schedule")) {
          elsewhere.put(
              key,
              "the key %s belongs in the agent's drift.yaml: a repository cannot make Drift act, notify or"
                      .formatted(key)
                  + " connect; remove the key");
        }
        yield new KnownKeys(
            "a repository's own file",
            List.of("apiVersion", "kind", "sources"),
            elsewhere,
            Map.of());
      }
    };
  }

  private String policyAdvice() {
    return switch (source) {
      case AGENT -> "move it to a file of kind: Policy and list that file under policies";
      case REPOSITORY -> "move it to a file of kind: Policy in the repository";
    };
  }
}
