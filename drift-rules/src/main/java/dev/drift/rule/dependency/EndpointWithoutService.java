package dev.drift.rule.dependency;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A workload is configured to call a Service, or a Service port, that does not exist in the
/// cluster.
final class EndpointWithoutService implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEP004", "endpoint-without-service", Category.DEPENDENCY, Severity.HIGH)
          .what(
              "A workload is configured to call a Service, or a Service port, that does not exist in the cluster.")
          .why("It fails on its first request or at its next start.")
          .example(
              "`hive.metastore.uri` names `metastore.hive.svc:9083`, but the Service is called hive-metastore.")
          .remedy("Correct the name, or declare the Service.");

  /// What every endpoint has in it; most texts do not have it, and are not read.
  private static final String SERVICE = ".svc";

  /// Of the spec of a Service.
  private static final List<String> READ = List.of("clusterIP", "type", "ports");

  private static final Pattern COMMENT = Pattern.compile("\\s*(#|//|;|!)");

  /// `service.namespace.svc`, with or without the cluster's domain, a Pod before it and a port.
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "(?<![\\w.$%{}-])(?:(?<host>[a-z0-9][a-z0-9-]{0,62})\\.)?(?<name>[a-z][a-z0-9-]{0,62})"
              + "\\.(?<namespace>[a-z0-9][a-z0-9-]{0,62})\\.svc(?:\\.cluster\\.local)?"
              + "(?![\\w-]|\\.[\\w])(?::(?<port>\\d{1,5}))?");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.CONFIG_MAP, Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.DAEMON_SET);
  }

  @Override
  public Set<GroupKind> needs() {
    return Set.of(Kinds.SERVICE);
  }

  @Override
  public Reads reads() {
    return Reads.inCluster(Kinds.SERVICE);
  }

  /// Controllers and people change Services all day, but seldom these fields.
  @Override
  public boolean concernedBy(LiveResource before, LiveResource after) {
    Value.Obj then = before.content().object("spec");
    Value.Obj now = after.content().object("spec");
    return !READ.stream().allMatch(field -> then.get(field).equals(now.get(field)));
  }

  @Override
  public boolean needsTexts() {
    return true;
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    if (world.declares(resource.id())) {
      texts(resource).forEach((path, text) -> judge(resource, path, text, world, offences));
    }
    return offences;
  }

  private void judge(
      LiveResource resource, Path path, String text, MaskedWorld world, List<Offence> offences) {
    Set<String> reported = new HashSet<>();
    text.lines()
        .filter(line -> line.contains(SERVICE))
        .filter(line -> !COMMENT.matcher(line).lookingAt())
        .forEach(line -> judgeLine(resource, path, line, world, reported, offences));
  }

  private void judgeLine(
      LiveResource resource,
      Path path,
      String line,
      MaskedWorld world,
      Set<String> reported,
      List<Offence> offences) {
    Matcher matcher = ENDPOINT.matcher(line);
    while (matcher.find()) {
      String name = matcher.group("name");
      String namespace = matcher.group("namespace");
      if (!world.namespaces().contains(namespace)) {
        continue; // Perhaps nobody looked there.
      }
      Optional<LiveResource> service = world.find(Kinds.SERVICE, namespace, name);
      Optional<String> wrong =
          service.isEmpty()
              ? Optional.of(
                  "it refers to the Service %s/%s, which does not exist in the cluster"
                      .formatted(namespace, name))
              : wrongPort(service.get(), matcher.group("port"));
      wrong
          .filter(reported::add)
          .ifPresent(message -> offences.add(Offence.of(this, resource, path, message)));
    }
  }

  private static Optional<String> wrongPort(LiveResource service, @Nullable String port) {
    Value.Obj spec = service.content().object("spec");
    boolean headless = spec.text("clusterIP").equals(Optional.of("None"));
    boolean outside = spec.text("type").equals(Optional.of("ExternalName"));
    // Clients of a headless Service talk to the Pods, on any port of theirs.
    if (port == null || headless || outside) {
      return Optional.empty();
    }
    boolean has =
        spec.list("ports").stream()
            .anyMatch(
                one ->
                    one instanceof Value.Obj object
                        && object
                            .number("port")
                            .filter(number -> number.toPlainString().equals(port))
                            .isPresent());
    return has
        ? Optional.empty()
        : Optional.of(
            "it refers to port %s of the Service %s/%s, which has no such port"
                .formatted(port, service.id().namespace(), service.id().name()));
  }

  /// The texts that a program is configured with: data of a ConfigMap; env and arguments. Without
  /// entries and lists that name no Service; in a list with one, a later text may undo it.
  private static Map<Path, String> texts(LiveResource resource) {
    Map<Path, String> texts = new LinkedHashMap<>();
    if (resource.id().groupKind().equals(Kinds.CONFIG_MAP)) {
      Path data = Path.of("data");
      resource
          .content()
          .object("data")
          .fields()
          .forEach(
              (name, value) -> {
                if (mayName(value)) {
                  collect(value, data.field(name), texts);
                }
              });
    } else {
      for (Container container : Container.of(resource)) {
        for (String field : List.of("env", "args", "command")) {
          container
              .content()
              .get(field)
              .filter(EndpointWithoutService::mayName)
              .ifPresent(value -> collect(value, container.path().field(field), texts));
        }
      }
    }
    return texts;
  }

  private static void collect(Value value, Path path, Map<Path, String> texts) {
    switch (value) {
      case Value.Str(String text) -> texts.put(path, text);
      case Value.Obj(Map<String, Value> fields) ->
          fields.forEach((name, inner) -> collect(inner, path.field(name), texts));
      case Value.Arr(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          Path at =
              items.get(i) instanceof Value.Obj item && item.text("name").isPresent()
                  ? path.plus(Path.Key.of("name", item.text("name").get()))
                  : path.plus(new Path.Index(i));
          collect(items.get(i), at, texts);
        }
      }
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> {}
    }
  }

  private static boolean mayName(Value value) {
    if (value instanceof Value.Str(String text)) {
      return text.contains(SERVICE);
    }
    Collection<Value> inner =
        value instanceof Value.Obj object
            ? object.fields().values()
            : value instanceof Value.Arr array ? array.items() : List.of();
    for (Value one : inner) {
      if (mayName(one)) {
        return true;
      }
    }
    return false;
  }
}
