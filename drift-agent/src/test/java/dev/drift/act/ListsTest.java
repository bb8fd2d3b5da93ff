package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.testkit.AdminClient;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// T5: lists whose items share their merge key, such as port 53 by TCP and UDP, or a variable that
/// is set twice. Whatever a person does to them, a revert gives back exactly what Git says.
@Tag("cluster")
class ListsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final JsonMapper JSON = new JsonMapper();
  private static final int OBJECTS = 40;
  private static final String NAMESPACE = "t5";

  @TempDir Path folder;

  @Test
  void t5DoubledMergeKeysArePutBackExactly(ControlPlane plane) throws IOException {
    long seed = Long.getLong("drift.seed", 20261129);
    Random random = new Random(seed);
    plane.kubectl("create", "namespace", NAMESPACE).orThrow();
    Path git = Files.createDirectory(folder.resolve("git"));
    for (int i = 0; i < OBJECTS; i++) {
      ObjectNode deployment = deployment("web-" + i, random);
      Files.writeString(git.resolve("web-%d.json".formatted(i)), deployment.toString());
    }
    plane.kubectl("-n", NAMESPACE, "create", "-f", git.toString()).orThrow();
    int edited = 0;
    Map<String, JsonNode> before = new TreeMap<>();
    try (AdminClient admin = new AdminClient(plane)) {
      for (int i = 0; i < OBJECTS; i++) {
        String path = path("web-" + i);
        ObjectNode object = (ObjectNode) admin.get(path);
        before.put(path, inOrder(object.path("spec")));
        edit((ObjectNode) object.at("/spec/template/spec/containers/0"), random);
        AdminClient.Answer answer = admin.put(path, object);
        edited +=
            answer.succeeded() && !inOrder(answer.json().path("spec")).equals(before.get(path))
                ? 1
                : 0;
      }
      assertThat(edited).as("seed %d", seed).isGreaterThan(OBJECTS / 2);

      ActReport report =
          new Acting(
                  git, plane.kubeconfig(), NAMESPACE, folder.resolve("record"), Optional.of("head"))
              .revert();

      assertThat(report.plan().left()).as("seed %d", seed).isEmpty();
      assertThat(Acting.kinds(report))
          .as("seed %d", seed)
          .hasSizeGreaterThanOrEqualTo(edited)
          .containsOnly(Outcome.Kind.DONE);
      before.forEach(
          (path, spec) ->
              assertThat(inOrder(admin.get(path).path("spec")))
                  .as("%s, seed %d", path, seed)
                  .isEqualTo(spec));
    }
  }

  /// Ports have no order, and variables have none unless one of them names another.
  private static JsonNode inOrder(JsonNode spec) {
    ObjectNode copy = spec.deepCopy();
    ObjectNode container = (ObjectNode) copy.at("/template/spec/containers/0");
    for (String list : List.of("ports", "env")) {
      if (container.path(list) instanceof ArrayNode items && !items.toString().contains("$(")) {
        List<JsonNode> sorted = new ArrayList<>();
        items.forEach(sorted::add);
        sorted.sort(Comparator.comparing(JsonNode::toString));
        items.removeAll().addAll(sorted);
      }
    }
    return copy;
  }

  private static String path(String name) {
    return "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(NAMESPACE, name);
  }

  private static ObjectNode deployment(String name, Random random) {
    ObjectNode deployment = JSON.createObjectNode();
    deployment.put("apiVersion", "apps/v1").put("kind", "Deployment");
    deployment.putObject("metadata").put("name", name);
    ObjectNode spec = deployment.putObject("spec");
    spec.putObject("selector").putObject("matchLabels").put("app", name);
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").putObject("labels").put("app", name);
    ObjectNode container = template.putObject("spec").putArray("containers").addObject();
    container.put("name", "web").put("image", "example.com/web:1");
    ArrayNode ports = container.putArray("ports");
    for (int i = random.nextInt(4); i > 0; i--) {
      port(ports.addObject(), random);
    }
    ArrayNode variables = container.putArray("env");
    for (int i = random.nextInt(5); i > 0; i--) {
      variable(variables.addObject(), random);
    }
    ArrayNode arguments = container.putArray("args");
    for (int i = random.nextInt(4); i > 0; i--) {
      arguments.add("--a" + random.nextInt(3));
    }
    return deployment;
  }

  private static void port(ObjectNode port, Random random) {
    port.put("containerPort", 8080 + random.nextInt(2));
    if (random.nextBoolean()) {
      port.put("protocol", random.nextBoolean() ? "TCP" : "UDP");
    }
  }

  private static void variable(ObjectNode variable, Random random) {
    variable.put("name", List.of("A", "B", "C").get(random.nextInt(3)));
    variable.put("value", List.of("1", "2 > 1 & <b>", "$(A)", "é\u2028").get(random.nextInt(4)));
  }

  /// Some of: an item more, one less, another value, another order.
  private static void edit(ObjectNode container, Random random) {
    for (String list : List.of("ports", "env", "args")) {
      ArrayNode items = container.withArray(list);
      for (int i = random.nextInt(3); i > 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> insert(items, list, random);
          case 1 -> {
            if (!items.isEmpty()) {
              items.remove(random.nextInt(items.size()));
            }
          }
          case 2 -> {
            if (!items.isEmpty()) {
              items.remove(random.nextInt(items.size()));
              insert(items, list, random);
            }
          }
          default -> {
            List<JsonNode> shuffled = new ArrayList<>();
            items.forEach(shuffled::add);
            Collections.shuffle(shuffled, random);
            items.removeAll().addAll(shuffled);
          }
        }
      }
    }
  }

  private static void insert(ArrayNode items, String list, Random random) {
    int at = random.nextInt(items.size() + 1);
    switch (list) {
      case "ports" -> port(items.insertObject(at), random);
      case "env" -> variable(items.insertObject(at), random);
      default -> items.insert(at, "--a" + random.nextInt(3));
    }
  }
}
