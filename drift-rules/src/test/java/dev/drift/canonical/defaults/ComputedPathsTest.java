package dev.drift.canonical.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.schema.TypeTable;
import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the generated table marks as computed is computed by a class, or it is known why not.
class ComputedPathsTest {
  /// Knowingly not computed, with the reason.
  private static final Map<String, String> LEFT =
      Map.of(
          "apiextensions-v1 CustomResourceDefinition spec.conversion.webhook",
          "a list of the Go type that has no omitempty: null is absence to us",
          "autoscaling-v1 HorizontalPodAutoscaler metadata.annotations",
          "the server puts the status into an annotation of version 1",
          "autoscaling-v1 HorizontalPodAutoscaler"
              + " metadata.annotations{autoscaling.alpha.kubernetes.io/current-metrics}",
          "the server puts the status into an annotation of version 1",
          "apps-v1 DaemonSet metadata.annotations",
          "written by the server for good: explained as daemonset-generation",
          "apps-v1 DaemonSet metadata.annotations{deprecated.daemonset.template.generation}",
          "written by the server for good: explained as daemonset-generation",
          "resource-v1beta1 ResourceSlice spec.devices[].basic",
          "each device has it; the server refuses one without");

  /// The present time, in several versions: explained as device-taint-time.
  private static final String TIME_OF_TAINT = ".timeAdded";

  static List<String> minors() {
    return TypeTable.minors();
  }

  @ParameterizedTest
  @MethodSource("minors")
  void everyComputedDefaultIsClaimed(String minor) throws IOException {
    TreeSet<String> unclaimed = new TreeSet<>();
    for (String entry : computed(minor)) {
      if (!LEFT.containsKey(entry) && !entry.endsWith(TIME_OF_TAINT) && !claimed(entry)) {
        unclaimed.add(entry);
      }
    }
    assertThat(unclaimed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("minors")
  void nothingIsLeftThatIsNotInTheTable(String minor) throws IOException {
    assertThat(computed(minor)).containsAll(LEFT.keySet());
  }

  /// The newest has them all: 1.34 gives image volumes no policy unless their feature is on.
  @Test
  void everyClaimIsInTheNewestTable() throws IOException {
    List<String> computed = computed(TypeTable.minors().getLast());
    for (ComputedDefault one : ComputedDefaults.ALL) {
      assertThat(one.paths())
          .as(one.what())
          .allMatch(pattern -> computed.stream().anyMatch(entry -> fits(pattern, entry)));
    }
  }

  private static boolean claimed(String entry) {
    return Stream.concat(
            ComputedDefaults.ALL.stream().flatMap(one -> one.paths().stream()),
            SecretStringData.PATHS.stream())
        .anyMatch(pattern -> fits(pattern, entry));
  }

  /// `Kind path`, where the kind `*` stands for each and the path may be the end of a longer one.
  private static boolean fits(String pattern, String entry) {
    String kind = pattern.substring(0, pattern.indexOf(' '));
    String path = pattern.substring(pattern.indexOf(' ') + 1);
    String[] words = entry.split(" ", 3);
    return (kind.equals("*") || kind.equals(words[1]))
        && (words[2].equals(path) || (kind.equals("*") && words[2].endsWith("." + path)));
  }

  private static List<String> computed(String minor) throws IOException {
    Path folder =
        Path.of("src/main/resources/dev/drift/canonical/schema/kubernetes-" + minor + "/defaults");
    List<String> computed = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        Value.Obj kinds = (Value.Obj) JsonReader.read(Files.readString(file));
        kinds
            .fields()
            .forEach(
                (kind, entries) ->
                    ((Value.Arr) entries)
                        .items().stream()
                            .map(Value.Obj.class::cast)
                            .filter(entry -> entry.get("computed").isPresent())
                            .map(entry -> entry.text("path").orElseThrow())
                            .filter(path -> !path.startsWith("status"))
                            .forEach(path -> computed.add(name + " " + kind + " " + path)));
      }
    }
    return computed;
  }
}
