package dev.drift.bench;

import static java.util.Objects.requireNonNull;

import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Measures `drift check` of a fleet that has to be rendered, beside what a person would run
/// instead: the programs, one after the other, and a check of what they printed.
///
/// A clone is in Drift's cache in all runs; what was rendered of it is, in those of the warm cache.
final class RenderedBench {
  private static final String COLD = "drift check, nothing rendered before";
  private static final String WARM = "drift check, rendered before";
  private static final String PROGRAMS = "kustomize build and helm template";
  private static final String PLAIN = "drift check of what they print";

  private final ControlPlane plane;
  private final Access access;
  private final Path drift;
  private final Path home;
  private final int runs;

  RenderedBench(ControlPlane plane, Access access, Path drift, Path home, int runs) {
    this.plane = plane;
    this.access = access;
    this.drift = drift;
    this.home = home;
    this.runs = runs;
  }

  /// Each command with its median.
  Map<String, Cost> run() throws IOException, InterruptedException {
    Repository fleet = Repository.of("rendered", RenderedFleet::write, home);
    Repository plain = Repository.of("plain", folder -> writePlain(fleet.workTree(), folder), home);
    plane.kubectl("apply", "--server-side", "-R", "-f", plain.workTree().toString()).orThrow();
    List<Contender> contenders =
        List.of(
            named(COLD, Contender.drift(drift, fleet, home), true),
            named(WARM, Contender.drift(drift, fleet, home), false),
            programs(fleet),
            named(PLAIN, Contender.drift(drift, plain, home), false));
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int run = 0; run <= runs; run++) {
      System.err.printf(
          "%d objects to be rendered: %s%n",
          RenderedFleet.OBJECTS, run == 0 ? "warming up" : "run %d of %d".formatted(run, runs));
      for (Contender contender : contenders) {
        Cost cost = contender.start().with(access).run(0);
        if (run > 0) {
          costs.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(cost);
        }
      }
    }
    seesAChange(plain.workTree().resolve("overlays/team-0007.yaml"), contenders);
    seesAChange(plain.workTree().resolve("releases/team-0007.yaml"), contenders);
    Map<String, Cost> medians = new LinkedHashMap<>();
    costs.forEach((name, all) -> medians.put(name, Cost.median(all)));
    return medians;
  }

  static String table(Map<String, Cost> costs) {
    Cost cold = of(COLD, costs);
    Cost warm = of(WARM, costs);
    Cost instead = of(PROGRAMS, costs).and(of(PLAIN, costs));
    StringBuilder text = new StringBuilder();
    text.append(Table.line("command", "wall s", "CPU s", "peak MiB", "× the last row"));
    text.append(Table.line("---", "---:", "---:", "---:", "---:"));
    costs.forEach((name, cost) -> text.append(row(name, cost, instead)));
    text.append(row("the last two, one after the other", instead, instead));
    return text
        + "%nThe cache makes drift check %.1f times faster.%n".formatted(cold.wall() / warm.wall());
  }

  private static Cost of(String name, Map<String, Cost> costs) {
    return requireNonNull(costs.get(name), name);
  }

  private static String row(String name, Cost cost, Cost instead) {
    return Table.line(
        name,
        Table.decimals(cost.wall()),
        Table.decimals(cost.cpu()),
        Table.mebibytes(cost),
        Table.decimals(cost.wall() / instead.wall()));
  }

  /// @param forgets whether what was rendered before is deleted first, outside of the measured time
  private Contender named(String name, Contender contender, boolean forgets) {
    return new Contender(
        name,
        contender.compares(),
        at -> {
          if (forgets) {
            forget();
          }
          Command command = contender.start().with(at);
          Map<String, String> environment = new LinkedHashMap<>(command.environment());
          environment.put("PATH", path());
          return new Command(command.line(), environment, command.folder());
        });
  }

  private static String path() {
    return Renderer.KUSTOMIZE.path().getParent()
        + ":"
        + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
  }

  private void forget() throws IOException {
    List<Path> builds;
    try (Stream<Path> clones = Files.list(home.resolve(".cache/drift/git"))) {
      builds = clones.map(it -> it.resolve("drift-builds")).filter(Files::isDirectory).toList();
    } catch (NoSuchFileException _) {
      return; // nothing was cloned yet
    }
    for (Path folder : builds) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Contender programs(Repository fleet) {
    StringBuilder script = new StringBuilder("set -e\n");
    for (String overlay : RenderedFleet.overlays()) {
      script.append(line(kustomize(overlay))).append('\n');
    }
    for (String release : RenderedFleet.releases()) {
      script.append(line(helm(release))).append('\n');
    }
    return new Contender(
        PROGRAMS,
        false,
        _ ->
            new Command(
                List.of("sh", "-c", script.toString()),
                Map.of("HOME", home.toString(), "LC_ALL", "C"),
                fleet.workTree()));
  }

  private static String line(List<String> command) {
    return String.join(" ", command);
  }

  private static List<String> kustomize(String overlay) {
    return List.of(Renderer.KUSTOMIZE.path().toString(), "build", overlay);
  }

  private static List<String> helm(String namespace) {
    return List.of(
        Renderer.HELM.path().toString(),
        "template",
        "etl",
        "charts/etl",
        "--namespace",
        namespace,
        "--set-string",
        "image=trinodb/trino:476");
  }

  private static void writePlain(Path fleet, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("overlays"));
    for (String overlay : RenderedFleet.overlays()) {
      print(kustomize(overlay), fleet, folder.resolve(overlay + ".yaml"));
    }
    Files.createDirectories(folder.resolve("releases"));
    for (String release : RenderedFleet.releases()) {
      print(helm(release), fleet, folder.resolve("releases/" + release + ".yaml"));
    }
  }

  private static void print(List<String> command, Path folder, Path file)
      throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new BenchException("`%s` exited with %d".formatted(line(command), exit));
    }
  }

  /// Another image in the cluster: of an overlay's object, or of a release's.
  private void seesAChange(Path manifests, List<Contender> contenders)
      throws IOException, InterruptedException {
    String declared = Files.readString(manifests);
    apply(declared.replace("trinodb/trino:476", "trinodb/trino:470"));
    for (Contender contender : contenders) {
      contender.start().with(access).run(contender.compares() ? 1 : 0);
    }
    apply(declared);
  }

  private void apply(String manifests) {
    plane.kubectlWithInput(manifests, "apply", "--server-side", "-f", "-").orThrow();
  }
}
