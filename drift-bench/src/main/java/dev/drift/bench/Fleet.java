package dev.drift.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/// The desired state of many small lakehouses, each a tenant of 21 objects of 15 kinds; the last
/// may be cut short.
///
/// @param objects how many in all
public record Fleet(int objects) {
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---\n");
  /// How many objects a tenant has.
  public static final int OF_TENANT = 21;

  private static final List<String> TENANT = List.of(BETWEEN.split(template(), -1));

  /// The manifests of one tenant or of a part of it; a Namespace comes first.
  private static List<String> tenant(int number, int most) {
    String name = "tenant-%04d".formatted(number);
    return TENANT.stream().limit(most).map(text -> text.replace("TENANT", name)).toList();
  }

  /// All manifests as one stream of YAML documents.
  public String yaml() {
    StringBuilder all = new StringBuilder();
    for (List<String> tenant : manifests()) {
      tenant.forEach(manifest -> all.append("---\n").append(manifest));
    }
    return all.toString();
  }

  /// Writes them as people keep them: a folder for each tenant, a file for each object. By their
  /// names they are in an order in which they can be applied.
  void write(Path folder) throws IOException {
    int number = 0;
    for (List<String> tenant : manifests()) {
      number++;
      Path home = Files.createDirectories(folder.resolve("tenant-%04d".formatted(number)));
      for (int i = 0; i < tenant.size(); i++) {
        Files.writeString(home.resolve("%02d-%s.yaml".formatted(i, kind(i))), tenant.get(i));
      }
    }
  }

  /// How many tenants it has, of which the last may be cut short.
  public int tenants() {
    return (objects + OF_TENANT - 1) / OF_TENANT;
  }

  private List<List<String>> manifests() {
    List<List<String>> all = new ArrayList<>();
    for (int left = objects; left > 0; left -= TENANT.size()) {
      all.add(tenant(all.size() + 1, left));
    }
    return all;
  }

  /// One of a tenant called TENANT.
  static String manifest(int index) {
    return TENANT.get(index);
  }

  /// Its kind in lower case.
  static String kind(int index) {
    return TENANT
        .get(index)
        .lines()
        .filter(line -> line.startsWith("kind: "))
        .findFirst()
        .orElseThrow()
        .substring("kind: ".length())
        .toLowerCase(Locale.ROOT);
  }

  /// The LISTs that show all of them, as paths of the API server.
  static List<String> lists() {
    return List.of(
        "/api/v1/namespaces",
        "/api/v1/serviceaccounts",
        "/api/v1/configmaps",
        "/api/v1/secrets",
        "/api/v1/services",
        "/api/v1/persistentvolumeclaims",
        "/apis/apps/v1/deployments",
        "/apis/apps/v1/statefulsets",
        "/apis/autoscaling/v2/horizontalpodautoscalers",
        "/apis/policy/v1/poddisruptionbudgets",
        "/apis/networking.k8s.io/v1/networkpolicies",
        "/apis/networking.k8s.io/v1/ingresses",
        "/apis/rbac.authorization.k8s.io/v1/roles",
        "/apis/rbac.authorization.k8s.io/v1/rolebindings",
        "/apis/batch/v1/cronjobs");
  }

  private static String template() {
    try (InputStream stream = Fleet.class.getResourceAsStream("tenant.yaml")) {
      return new String(
          Objects.requireNonNull(stream, "tenant.yaml").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
