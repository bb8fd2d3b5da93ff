package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.helm.Templates;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.NamelessObjects;
import dev.drift.source.tool.BuildKey;
import dev.drift.source.tool.ProgramRun;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A chart of the repository, rendered by `helm template` with the arguments of Argo CD.
/// See <https://github.com/argoproj/argo-cd/blob/master/util/helm/cmd.go>.
///
/// Argo CD has no access to the cluster there either, so `lookup` finds nothing in both.
final class HelmSource {
  /// Above each object that helm prints.
  private static final String SOURCE = "# Source: ";

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.\\[\\]\\\\/-]+");

  /// As Helm names releases:
  /// <https://github.com/helm/helm/blob/main/pkg/chart/v2/util/validate_name.go>
  private static final Pattern RELEASE =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int LONGEST_RELEASE = 53;

  /// The values that the Application itself has.
  private static final String OWN_VALUES = "values.yaml";

  private final Rendering rendering;
  private final ArgoApplication application;
  private final String folder;
  private final Value.Obj options;
  private final BuildEnvironment environment;
  private final List<String> inputs;
  private final boolean fetched;

  /// @param folder of the chart
  /// @param inputs what else its objects are made of, with the prefix
  /// @param fetched whether the chart is none of the repository
  HelmSource(
      Rendering rendering,
      ArgoApplication application,
      String folder,
      Value.Obj options,
      BuildEnvironment environment,
      List<String> inputs,
      boolean fetched) {
    this.fetched = fetched;
    this.rendering = rendering;
    this.application = application;
    this.folder = folder;
    this.options = options;
    this.environment = environment;
    this.inputs = List.copyOf(inputs);
  }

  /// @throws NotRendered if helm refuses it, or something that it needs is not in this repository
  ///     or cannot be written to a private copy
  /// @throws IOException if the tree itself cannot be read
  Made render() throws IOException, NotRendered {
    ValueFiles valueFiles = new ValueFiles(rendering, application, folder, environment, fetched);
    List<String> values = valueFiles.all(texts("valueFiles"), is("ignoreMissingValueFiles"));
    Map<String, String> fileParameters = new LinkedHashMap<>();
    for (Value.Obj parameter : options.objects("fileParameters")) {
      String name = parameter.text("name").orElse("");
      if (!PARAMETER.matcher(name).matches()) {
        // It may name further files: `a=/etc/passwd,b`.
        throw new NotRendered("the name of a file parameter is not a path of a value");
      }
      fileParameters.put(name, valueFiles.one(parameter.text("path").orElse("")));
    }
    String release = release();
    ChartDependencies dependencies = ChartDependencies.read(rendering, folder);
    RenderTool helm = rendering.tool(RenderProgram.HELM);
    List<SourceFile> files = files(values, fileParameters);
    ProgramRun run = new ProgramRun(helm, arguments(release, values, fileParameters), files);
    byte[] output = output(run, dependencies, "first");
    byte[] again = again(run, dependencies);
    return made(output, again, values, dependencies, helm);
  }

  /// Renders the chart again, at another time and with other numbers drawn; with numbers from the
  /// same range if the chart cannot use others.
  private byte[] again(ProgramRun run, ChartDependencies dependencies)
      throws IOException, NotRendered {
    try {
      return output(
          perturbed(run, EnumSet.of(Templates.Changing.TIME, Templates.Changing.DRAWS)),
          dependencies,
          "second");
    } catch (NotRendered e) {
      if (run.files().stream().noneMatch(it -> Templates.draws(new String(it.content(), UTF_8)))) {
        throw e;
      }
      return output(perturbed(run, EnumSet.of(Templates.Changing.TIME)), dependencies, "second");
    }
  }

  private ProgramRun perturbed(ProgramRun run, Set<Templates.Changing> others) {
    int start = folder.isEmpty() ? 0 : folder.length() + 1;
    List<SourceFile> files =
        run.files().stream()
            .map(
                it ->
                    TreePath.isWithin(it.path(), folder)
                            && Templates.isOne(it.path().substring(start))
                        ? new SourceFile(
                            it.path(),
                            Templates.perturbed(new String(it.content(), UTF_8), others)
                                .getBytes(UTF_8))
                        : it)
            .toList();
    return new ProgramRun(run.tool(), run.arguments(), files);
  }

  /// The files of a chart.
  static Set<String> covered(String folder) {
    return folder.isEmpty()
        ? Set.of("Chart.yaml", "values.yaml", "templates", "charts", "crds")
        : Set.of(folder);
  }

  private List<SourceFile> files(List<String> values, Map<String, String> fileParameters)
      throws IOException, NotRendered {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    for (SourceFile file : rendering.files().readBelow(folder)) {
      files.put(file.path(), file);
    }
    List<String> single = new ArrayList<>(values);
    single.addAll(fileParameters.values());
    for (String path : single) {
      if (!files.containsKey(path)) {
        rendering.files().read(path).ifPresent(it -> files.put(path, it));
      }
    }
    return List.copyOf(files.values());
  }

  /// Helm takes the name of Argo CD's `--name-template` for a Go template, which may read this
  /// machine's environment and ask for the addresses of hosts.
  private String release() throws NotRendered {
    String release = text("releaseName").orElse(application.name());
    if (release.length() > LONGEST_RELEASE || !RELEASE.matcher(release).matches()) {
      throw new NotRendered(
          "its release cannot have the name %s: at most %d lowercase letters, digits, hyphens and dots"
              .formatted(release.replaceAll("[^\\w.-]", "?"), LONGEST_RELEASE));
    }
    return release;
  }

  private List<String> arguments(
      String release, List<String> values, Map<String, String> fileParameters) throws NotRendered {
    List<String> line = new ArrayList<>(List.of("template", release, chart()));
    String namespace = text("namespace").orElse(application.destination().namespace());
    if (!namespace.isEmpty()) {
      line.addAll(List.of("--namespace", namespace));
    }
    text("kubeVersion")
        .or(() -> rendering.cluster().version())
        .ifPresent(it -> line.addAll(List.of("--kube-version", it)));
    for (Value.Obj parameter : options.objects("parameters")) {
      boolean string = parameter.get("forceString").equals(Optional.of(Value.of(true)));
      String value = environment.expand(parameter.text("value").orElse(""));
      line.add(string ? "--set-string" : "--set");
      line.add(parameter.text("name").orElse("") + "=" + escaped(value));
    }
    fileParameters.forEach(
        (name, path) -> line.addAll(List.of("--set-file", name + "=" + escaped(local(path)))));
    values.forEach(it -> line.addAll(List.of("--values", local(it))));
    if (ownValues().isPresent()) {
      line.addAll(List.of("--values", RenderWorkspace.beside(OWN_VALUES)));
    }
    List<String> versions = texts("apiVersions");
    (versions.isEmpty() ? rendering.cluster().apiVersions() : versions)
        .forEach(it -> line.addAll(List.of("--api-versions", it)));
    if (!is("skipCrds")) {
      line.add("--include-crds");
    }
    boolean trying = rendering.reading().request().options().concerning().isPresent();
    if (trying || is("skipSchemaValidation")) {
      line.add("--skip-schema-validation");
    }
    if (is("skipTests")) {
      line.add("--skip-tests");
    }
    return line;
  }

  private String chart() {
    return folder.isEmpty() ? "." : local(folder);
  }

  /// Helm takes `-` for its standard input, and `https:/…` for a URL.
  private static String local(String path) {
    return "./" + path;
  }

  /// `valuesObject` hides `values`.
  private Optional<byte[]> ownValues() {
    Value.Obj object = options.object("valuesObject");
    return object.fields().isEmpty()
        ? text("values").map(it -> it.getBytes(UTF_8))
        : Optional.of(JsonWriter.text(object).getBytes(UTF_8));
  }

  /// A comma is part of the value, unless the value is a list: `{a,b}`.
  private static String escaped(String value) {
    return value.startsWith("{") && value.endsWith("}")
        ? value
        : value.replaceAll("(?<!\\\\),", "\\\\,");
  }

  /// @param which of the two times: what one of them printed is not taken for the other
  private byte[] output(ProgramRun run, ChartDependencies dependencies, String which)
      throws IOException, NotRendered {
    List<String> identifying = new ArrayList<>(run.arguments());
    identifying.add(which);
    List<SourceFile> all = new ArrayList<>(run.files());
    ownValues().ifPresent(it -> all.add(new SourceFile(RenderWorkspace.beside(OWN_VALUES), it)));
    for (String each : dependencies.folders()) {
      all.addAll(rendering.files().readBelow(each));
    }
    return switch (ProgramRun.run(
        rendering.reading().request().builds(),
        BuildKey.of(run.tool(), identifying, all),
        () -> template(run, dependencies))) {
      case RenderWorkspace.Result.Printed(byte[] output) -> output;
      case RenderWorkspace.Result.Failed(String why) -> throw new NotRendered(why);
    };
  }

  /// Argo CD too adds charts only if helm misses one.
  private RenderWorkspace.Result template(ProgramRun run, ChartDependencies dependencies) {
    try (RenderWorkspace workspace = RenderWorkspace.of(run.files())) {
      Optional<byte[]> own = ownValues();
      if (own.isPresent()) {
        workspace.writeBeside(OWN_VALUES, own.get());
      }
      RenderWorkspace.Result result = workspace.run(run.tool(), run.arguments());
      if (dependencies.isEmpty()
          || !(result instanceof RenderWorkspace.Result.Failed(String why))
          || !why.contains("missing in charts/ directory")) {
        return result;
      }
      dependencies.addTo(workspace);
      return workspace.run(run.tool(), run.arguments());
    } catch (NotRendered e) {
      return new RenderWorkspace.Result.Failed(e.why());
    } catch (IOException e) {
      return new RenderWorkspace.Result.Failed(RenderWorkspace.failure(e));
    }
  }

  /// What differs between two runs is random or depends on the time: nobody can say what Argo CD
  /// made of it.
  private Made made(
      byte[] output,
      byte[] again,
      List<String> values,
      ChartDependencies dependencies,
      RenderTool helm)
      throws NotRendered {
    FileManifests found = parsed(output);
    NamelessObjects nameless =
        NamelessObjects.of(printed(output), rendering.documents(), found, AppliedObjects::nameless);
    if (!nameless.problems().isEmpty()) {
      throw new NotRendered(
          "what helm renders is not valid: "
              + nameless
                  .problems()
                  .getFirst()
                  .message()
                  .replaceFirst("^\\S+:\\d+: ", "")
                  .replaceFirst("\\.$", ""));
    }
    Map<ResourceId, Value.Obj> second = new HashMap<>();
    parsed(again).manifests().forEach(it -> second.put(id(it), it.content()));
    List<Manifest> manifests = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    List<String> lines = new String(output, UTF_8).lines().toList();
    for (Manifest manifest : found.manifests()) {
      if (!Optional.of(manifest.content()).equals(Optional.ofNullable(second.get(id(manifest))))) {
        unrendered.add(
            new Unrendered(
                start(template(lines, start(manifest), dependencies)),
                Unrendered.Kind.TEMPLATE,
                ("The Application %s renders the %s differently each time, so it cannot be"
                        + " compared: its template uses random values or the time.")
                    .formatted(application, id(manifest)),
                Optional.of(manifest.name())));
        continue;
      }
      manifests.add(made(manifest, template(lines, start(manifest), dependencies), values));
    }
    found
        .unrendered()
        .forEach(
            it ->
                unrendered.add(
                    new Unrendered(application.place(), it.kind(), it.reason(), it.text())));
    List<Skipped> skipped = new ArrayList<>();
    for (Skipped one : nameless.leftOut()) {
      skipped.add(new Skipped(start(template(lines, one.place(), dependencies)), one.reason()));
    }
    Set<String> covered = new TreeSet<>(ofRepository(values));
    if (!fetched) {
      covered.addAll(dependencies.folders());
      covered.addAll(covered(folder));
    }
    return new Made(manifests, unrendered, List.of(), skipped, covered, List.of(helm.toString()));
  }

  private FileManifests parsed(byte[] output) {
    return FileManifests.of(printed(output), rendering.documents());
  }

  private SourceFile printed(byte[] output) {
    return new SourceFile(TreePath.join(folder, "Chart.yaml"), output);
  }

  /// Without those of a chart that was fetched.
  private List<String> ofRepository(List<String> values) {
    return values.stream().filter(it -> !fetched || !TreePath.isWithin(it, folder)).toList();
  }

  private Manifest made(Manifest manifest, String template, List<String> values) {
    List<String> files = new ArrayList<>();
    if (!fetched) {
      files.add(rendering.prefix() + template);
    }
    ofRepository(values).reversed().forEach(it -> files.add(rendering.prefix() + it));
    inputs.stream().filter(it -> !files.contains(it)).forEach(files::add);
    return manifest.with(new Generated("helm", files, Optional.of(start(template))));
  }

  /// The file that the chart makes an object of: `chart/templates/web.yaml`, above its text.
  private String template(List<String> lines, Place printed, ChartDependencies dependencies) {
    for (int i = Math.min(printed.line(), lines.size()) - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(SOURCE)) {
        String named = lines.get(i).substring(SOURCE.length()).strip();
        String inChart = named.substring(named.indexOf('/') + 1);
        for (String path : List.of(inChart, named)) {
          String candidate = TreePath.join(folder, path);
          if (rendering.files().paths().contains(candidate)) {
            return candidate;
          }
        }
        Optional<String> added = dependencies.source(inChart);
        if (added.isPresent()) {
          return added.get();
        }
        break;
      }
    }
    return TreePath.join(folder, "Chart.yaml");
  }

  private static Place start(Manifest manifest) {
    return manifest.origin().places().start();
  }

  private static ResourceId id(Manifest manifest) {
    return new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
  }

  private Place start(String path) {
    return fetched ? application.place() : new Place(rendering.prefix() + path, 1, 1, 0, 0, false);
  }

  private Optional<String> text(String field) {
    return options.text(field).filter(it -> !it.isEmpty());
  }

  private List<String> texts(String field) {
    return options.list(field).stream()
        .flatMap(it -> it instanceof Value.Str(String text) ? Stream.of(text) : Stream.empty())
        .toList();
  }

  private boolean is(String field) {
    return options.get(field).equals(Optional.of(Value.of(true)));
  }
}
