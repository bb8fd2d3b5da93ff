package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.source.kustomize.KustomizationTree;
import dev.drift.source.kustomize.KustomizeBuild;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kustomization, with what an Application changes in it by `kustomize edit`.
/// See <https://github.com/argoproj/argo-cd/blob/master/util/kustomize/kustomize.go>.
final class KustomizeSource {
  private final Rendering rendering;
  private final String folder;
  private final Value.Obj options;
  private final List<String> buildOptions;
  private final BuildEnvironment environment;
  private final List<String> inputs;

  /// @param folder that the Application names
  /// @param buildOptions of argocd-cm
  /// @param inputs what else its objects are made of, with the prefix
  KustomizeSource(
      Rendering rendering,
      String folder,
      Value.Obj options,
      List<String> buildOptions,
      BuildEnvironment environment,
      List<String> inputs) {
    this.rendering = rendering;
    this.folder = folder;
    this.options = options;
    this.buildOptions = List.copyOf(buildOptions);
    this.environment = environment;
    this.inputs = List.copyOf(inputs);
  }

  /// @throws NotRendered if it is not built
  /// @throws IOException if the tree itself cannot be read, or a private copy cannot be written
  Made render() throws IOException, NotRendered {
    KustomizationTree all = rendering.kustomizations();
    KustomizationFile root =
        all.in(folder)
            .orElseThrow(
                () ->
                    new NotRendered(
                        "its path %s has no valid kustomization file"
                            .formatted(folder.isEmpty() ? "." : folder)));
    checkOptions();
    List<String> components = components();
    List<String> more = new ArrayList<>(components);
    options.objects("patches").forEach(it -> it.text("path").ifPresent(more::add));
    KustomizationTree.Inputs found = all.inputs(root, more);
    if (found.refused().isPresent()) {
      KustomizationTree.Refusal refusal = found.refused().get();
      throw new NotRendered(
          "%s:%d: %s"
              .formatted(rendering.prefix() + refusal.file(), refusal.line(), refusal.why()));
    }
    List<List<String>> before = editsBeforePatches();
    RenderTool kustomize = rendering.tool(RenderProgram.KUSTOMIZE);
    KustomizeBuild build =
        new KustomizeBuild(
            kustomize,
            found,
            rendering.reading(),
            new KustomizeBuild.Edits(
                name(before, components),
                workspace -> edit(workspace, kustomize, root, before, components)));
    return switch (build.run()) {
      case KustomizeBuild.Result.Failed(String why) -> throw new NotRendered(why);
      case KustomizeBuild.Result.Built built ->
          new Made(
              built.manifests().stream().map(this::made).toList(),
              built.unrendered(),
              built.problems(),
              List.of(),
              found.covered(),
              List.of(kustomize.toString()));
    };
  }

  private Manifest made(Manifest manifest) {
    List<String> files = new ArrayList<>(manifest.origin().files());
    inputs.stream().filter(it -> !files.contains(it)).forEach(files::add);
    return manifest.with(new Generated("kustomize", files, manifest.origin().start().place()));
  }

  /// Options that change nothing where the build succeeds without them. Charts are refused by
  /// kustomize itself. So are files outside of the folder, which Argo CD may allow: a generator
  /// could name any file of this machine.
  private void checkOptions() throws NotRendered {
    for (int i = 0; i < buildOptions.size(); i++) {
      String option = buildOptions.get(i);
      if (option.equals("--load-restrictor")) {
        i++;
      } else if (!option.startsWith("--load-restrictor=") && !option.equals("--enable-helm")) {
        throw new NotRendered(
            "kustomize.buildOptions in argocd-cm has %s, which Drift does not pass on"
                .formatted(option));
      }
    }
  }

  private List<List<String>> editsBeforePatches() throws NotRendered {
    List<List<String>> edits = new ArrayList<>();
    for (String field : List.of("namePrefix", "nameSuffix")) {
      text(field)
          .ifPresent(
              it -> edits.add(List.of("set", field.toLowerCase(java.util.Locale.ROOT), "--", it)));
    }
    List<String> images = new ArrayList<>(List.of("set", "image"));
    for (Value image : options.list("images")) {
      if (image instanceof Value.Str(String text)) {
        images.add(argument("images", environment.expand(text)));
      }
    }
    List<String> replicas = new ArrayList<>(List.of("set", "replicas"));
    for (Value.Obj each : options.objects("replicas")) {
      replicas.add(
          argument("replicas", "%s=%s".formatted(each.text("name").orElse(""), count(each))));
    }
    edits.add(images);
    edits.add(replicas);
    edits.add(
        pairs(
            "commonLabels",
            true,
            Map.of(
                "forceCommonLabels", "--force",
                "labelWithoutSelector", "--without-selector",
                "labelIncludeTemplates", "--include-templates"),
            "label"));
    edits.add(
        pairs(
            "commonAnnotations",
            is("commonAnnotationsEnvsubst"),
            Map.of("forceCommonAnnotations", "--force"),
            "annotation"));
    edits.removeIf(it -> it.size() == 2);
    text("namespace").ifPresent(it -> edits.add(List.of("set", "namespace", "--", it)));
    return edits;
  }

  private List<String> pairs(String field, boolean expanded, Map<String, String> flags, String what)
      throws NotRendered {
    List<String> edit = new ArrayList<>(List.of("add", what));
    Value.Obj pairs = options.object(field);
    if (pairs.fields().isEmpty()) {
      return edit;
    }
    flags.forEach(
        (option, flag) -> {
          if (is(option)) {
            edit.add(flag);
          }
        });
    for (var pair : pairs.fields().entrySet()) {
      if (pair.getValue() instanceof Value.Str(String value)) {
        String expandedValue = expanded ? environment.expand(value) : value;
        edit.add(argument(field, pair.getKey() + ":" + expandedValue));
      }
    }
    return edit;
  }

  /// Argo CD passes it without `--` before it.
  private static String argument(String field, String text) throws NotRendered {
    if (text.startsWith("-")) {
      throw new NotRendered(
          "an entry of kustomize.%s begins with -, so kustomize takes it for an option"
              .formatted(field));
    }
    return text;
  }

  private static String count(Value.Obj replica) throws NotRendered {
    return replica
        .text("count")
        .or(() -> replica.number("count").map(BigDecimal::toPlainString))
        .orElseThrow(() -> new NotRendered("an entry of kustomize.replicas has no count"));
  }

  private List<String> components() throws NotRendered {
    List<String> found = new ArrayList<>();
    for (Value each : options.list("components")) {
      if (each instanceof Value.Str(String text)) {
        boolean exists =
            TreePath.normal(TreePath.join(folder, text))
                .filter(rendering.files()::hasFolder)
                .isPresent();
        if (!exists && !is("ignoreMissingComponents")) {
          throw new NotRendered("its component %s is not in this repository".formatted(text));
        }
        if (exists) {
          found.add(argument("components", text));
        }
      }
    }
    return found;
  }

  /// All that decides what [#edit] changes.
  private List<String> name(List<List<String>> before, List<String> components) {
    List<String> name = new ArrayList<>(components);
    for (List<String> edit : before) {
      name.add("%d words".formatted(edit.size()));
      name.addAll(edit);
    }
    name.add(JsonWriter.text(new Value.Arr(options.list("patches"))));
    return name;
  }

  private Optional<String> edit(
      RenderWorkspace workspace,
      RenderTool kustomize,
      KustomizationFile root,
      List<List<String>> before,
      List<String> components)
      throws IOException {
    for (List<String> edit : before) {
      Optional<String> failed = edit(workspace, kustomize, edit);
      if (failed.isPresent()) {
        return failed;
      }
    }
    if (!options.list("patches").isEmpty()) {
      Optional<String> failed = patch(workspace, root);
      if (failed.isPresent()) {
        return failed;
      }
    }
    if (components.isEmpty()) {
      return Optional.empty();
    }
    List<String> edit = new ArrayList<>(List.of("add", "component"));
    edit.addAll(components);
    return edit(workspace, kustomize, edit);
  }

  private Optional<String> edit(
      RenderWorkspace workspace, RenderTool kustomize, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("edit"));
    line.addAll(arguments);
    return switch (workspace.run(kustomize, line, folder)) {
      case RenderWorkspace.Result.Printed _ -> Optional.empty();
      case RenderWorkspace.Result.Failed(String why) -> Optional.of(why);
    };
  }

  /// Appends the patches: kustomize has no command for it. The file becomes JSON, which is YAML.
  private Optional<String> patch(RenderWorkspace workspace, KustomizationFile root)
      throws IOException {
    String path = root.file().path();
    SourceFile now = new SourceFile(path, Files.readAllBytes(workspace.tree().resolve(path)));
    Optional<KustomizationFile> file = KustomizationFile.read(now, rendering.documents());
    if (file.isEmpty()) {
      return Optional.of("%s is not valid".formatted(path));
    }
    Value.Obj content = file.get().content();
    List<Value> patches = new ArrayList<>(content.list("patches"));
    patches.addAll(options.list("patches"));
    Value.Obj patched = content.with("patches", new Value.Arr(patches));
    workspace.write(path, JsonWriter.text(patched).getBytes(UTF_8));
    return Optional.empty();
  }

  private Optional<String> text(String field) {
    return options.text(field).filter(it -> !it.isEmpty());
  }

  private boolean is(String field) {
    return options.get(field).equals(Optional.of(Value.of(true)));
  }
}
