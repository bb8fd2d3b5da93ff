package dev.drift.source.argo;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.net.SafeUrl;
import dev.drift.source.RenderRequest;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.source.kustomize.KustomizeRenderer;
import dev.drift.source.part.Inventory;
import dev.drift.source.part.Names;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Renders what the Argo CD Applications of a repository deploy from this repository to this
/// cluster, and the Applications among what they deploy.
///
/// An Application deploys from this repository if its repoURL leads to it: see
/// [dev.drift.source.SourceRepository#isAt].
public final class ArgoRenderer implements PartRenderer {
  /// Applications of one repository. A chart can render Applications without end.
  private static final int MOST = 10_000;

  private static final Pattern DECLARED =
      Pattern.compile("(?m)^\\s*\"?kind\"?\\s*:\\s*[\"']?Application(Set)?\\b");

  private final RenderTools tools;

  public ArgoRenderer(RenderTools tools) {
    this.tools = requireNonNull(tools, "tools is null");
  }

  @Override
  public Parts render(Reading reading) throws IOException {
    Rendering rendering = new Rendering(reading, tools);
    boolean inKustomizations = mayBeInKustomizations(rendering);
    return inKustomizations || reading.manifests().stream().anyMatch(ArgoRenderer::isSource)
        ? new Run(rendering, inKustomizations ? Optional.of(tools) : Optional.empty()).render()
        : Parts.NONE;
  }

  /// Whether a file of a kustomization that is built may declare an Application.
  private static boolean mayBeInKustomizations(Rendering rendering) throws IOException {
    Reading reading = rendering.reading();
    if (reading.unrendered().stream().noneMatch(it -> it.kind() == Unrendered.Kind.KUSTOMIZATION)) {
      return false;
    }
    RenderRequest request = reading.request();
    List<String> wanted = request.paths().isEmpty() ? request.compared() : request.paths();
    // Overlays share the files of their base.
    Set<String> seen = new HashSet<>();
    for (KustomizationFile root : rendering.kustomizations().roots(wanted)) {
      for (SourceFile file : rendering.kustomizations().inputs(root).files()) {
        if (seen.add(file.path())
            && DECLARED.matcher(new String(file.content(), StandardCharsets.UTF_8)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSource(Manifest manifest) {
    return manifest.is(Kinds.ARGO_APPLICATION) || manifest.is(Kinds.ARGO_APPLICATION_SET);
  }

  /// The Applications of one repository, and what became of them.
  private static final class Run {
    private final Rendering rendering;
    private final Optional<RenderTools> kustomizations;
    private final Deque<ArgoApplication> open = new ArrayDeque<>();
    private final Set<String> done = new HashSet<>();

    /// In files that an Application has taken, which may not have deployed them.
    private final List<ArgoApplication> replaced = new ArrayList<>();

    private final List<ArgoApplication> all = new ArrayList<>();
    private final Map<String, List<ArgoApplication>> elsewhere = new TreeMap<>();
    private final AppliedApplications applied;
    private Made made = Made.NOTHING;

    /// @param kustomizations with which those are built that may hold Applications; empty if none
    ///     do
    Run(Rendering rendering, Optional<RenderTools> kustomizations) {
      this.rendering = rendering;
      this.applied = new AppliedApplications(rendering);
      this.kustomizations = kustomizations;
    }

    Parts render() throws IOException {
      find(rendering.reading().manifests());
      renderOpen();
      if (kustomizations.isPresent()) {
        // What no Application deploys so far is applied as it stands.
        Parts built =
            new KustomizeRenderer(kustomizations.get()).render(rendering.reading().and(parts()));
        find(built.manifests());
        deployedByOthersLast();
        renderOpen();
      }
      for (ArgoApplication one : replaced) {
        if (!isDone(one)) {
          cover(rendering(one, rendering).claimed());
        }
      }
      return parts();
    }

    private void cover(Set<String> files) {
      made = made.and(Made.covering(files));
    }

    /// They may get another name or namespace from the Application that deploys them.
    private void deployedByOthersLast() throws IOException {
      List<ArgoApplication> found = List.copyOf(open);
      for (ArgoApplication one : found) {
        Set<String> claimed = rendering(one, rendering).claimed();
        for (ArgoApplication other : found) {
          if (!other.equals(one) && isWithin(other.place().file(), claimed)) {
            open.remove(other);
            open.addLast(other);
          }
        }
      }
    }

    private void renderOpen() throws IOException {
      while (!open.isEmpty()) {
        ArgoApplication application = open.removeFirst();
        if (isDone(application)) {
          continue;
        }
        all.add(application);
        if (all.size() > MOST) {
          made = made.and(Made.unrendered(tooMany(application)));
          break;
        }
        ApplicationRendering one = rendering(application, rendering);
        Made result;
        try {
          Rendering files = applied.of(application);
          one = rendering(application, files);
          result = result(one, application, files);
        } catch (NotRendered e) {
          result = one.notRendered(e.why());
        }
        made = made.and(result);
        for (String url : one.elsewhere()) {
          elsewhere.computeIfAbsent(url, _ -> new ArrayList<>()).add(application);
        }
        // What an Application deploys replaces what its files say.
        if (!rendering.repository().isUnknown()) {
          for (ArgoApplication other : List.copyOf(open)) {
            if (isWithin(other.place().file(), result.covered())) {
              open.remove(other);
              replaced.add(other);
            }
          }
        }
        find(result.manifests());
      }
    }

    /// @throws NotRendered if it is not what Argo CD has applied
    private Made result(ApplicationRendering one, ArgoApplication application, Rendering files)
        throws IOException, NotRendered {
      if (rendering.repository().isUnknown()) {
        // Files that may be deployed by an Application are not taken as they are.
        return Made.covering(one.claimed());
      }
      Made result = one.render();
      Optional<Inventory> inventory = applied.inventory(application, files, one.versions());
      if (inventory.isPresent()) {
        boolean isAll = result.unrendered().isEmpty() && one.elsewhere().isEmpty();
        Optional<String> difference =
            inventory.get().differenceFrom(result.manifests(), isAll, "Argo CD");
        if (difference.isPresent()) {
          throw new NotRendered(difference.get());
        }
      }
      return result;
    }

    private ApplicationRendering rendering(ArgoApplication application, Rendering with)
        throws IOException {
      return new ApplicationRendering(
          application.isLive() ? with.keepingNothing() : with,
          application,
          settings(application),
          applied.charts(application));
    }

    private ArgoSettings settings(ArgoApplication application) {
      return ArgoSettings.of(application, rendering.reading().manifests(), rendering.cluster());
    }

    private void find(List<Manifest> manifests) throws IOException {
      for (Manifest manifest : manifests) {
        if (manifest.is(Kinds.ARGO_APPLICATION)) {
          open.add(ArgoApplication.of(manifest));
        } else if (manifest.is(Kinds.ARGO_APPLICATION_SET)) {
          ApplicationSets.Generated generated = new ApplicationSets(rendering).generate(manifest);
          open.addAll(generated.applications());
          cover(generated.covered());
          made = made.and(Made.NOTHING.with(List.of(), generated.skipped()));
          for (Unrendered one : generated.unrendered()) {
            made = made.and(Made.unrendered(one));
          }
        }
      }
    }

    /// A file may leave the namespace to whoever applies it.
    private boolean isDone(ArgoApplication application) {
      boolean known =
          application.namespace().isEmpty()
              ? done.stream().anyMatch(it -> it.endsWith("/" + application.name()))
              : done.contains(application.toString()) || done.contains("/" + application.name());
      done.add(application.namespace() + "/" + application.name());
      return known;
    }

    private boolean isWithin(String file, Set<String> covered) {
      String prefix = rendering.prefix();
      String path = file.startsWith(prefix) ? file.substring(prefix.length()) : file;
      return covered.stream().anyMatch(it -> TreePath.isWithin(path, it));
    }

    private Parts parts() {
      List<Unrendered> unrendered = new ArrayList<>(made.unrendered());
      if (rendering.repository().isUnknown() && !all.isEmpty()) {
        unrendered.add(
            unrendered(
                all.getFirst().place(),
                ("%s not rendered: the URL of this repository is not known, because it has no"
                        + " remote and was not read from one. What %s is unknown.")
                    .formatted(
                        all.size() == 1
                            ? "The Application %s was".formatted(names(all))
                            : "The Applications %s were".formatted(names(all)),
                        all.size() == 1 ? "it declares" : "they declare")));
      }
      elsewhere.forEach(
          (url, applications) ->
              unrendered.add(
                  unrendered(
                      applications.getFirst().place(),
                      ("The Application%s %s deploy%s from another repository, %s, which this run"
                              + " does not read. What %s from there is unknown.")
                          .formatted(
                              applications.size() == 1 ? "" : "s",
                              names(applications),
                              applications.size() == 1 ? "s" : "",
                              SafeUrl.of(url),
                              applications.size() == 1 ? "it declares" : "they declare"))));
      List<Problem> problems = new ArrayList<>(made.problems());
      problems.addAll(applied.notes());
      return new Parts(
          made.manifests(),
          made.elsewhere(),
          unrendered,
          problems,
          made.skipped(),
          made.ignores(),
          made.covered(),
          made.programs().stream().distinct().toList());
    }

    private static String names(List<ArgoApplication> applications) {
      return Names.some(applications.stream().map(ArgoApplication::toString).toList());
    }

    private static Unrendered tooMany(ArgoApplication application) {
      return unrendered(
          application.place(),
          "The repository has more than %,d Applications; the rest is unknown.".formatted(MOST));
    }

    private static Unrendered unrendered(Place place, String reason) {
      return new Unrendered(place, Unrendered.Kind.ARGO_APPLICATION, reason, Optional.empty());
    }
  }
}
