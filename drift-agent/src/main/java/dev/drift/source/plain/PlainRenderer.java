package dev.drift.source.plain;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.Renderer;
import dev.drift.source.manifest.ArgoHook;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.NamelessObjects;
import dev.drift.source.sops.SopsDecryption;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes manifests as they are written, without templates: what `kubectl apply -R -f` would read.
/// Charts and kustomizations are recognised and not read as manifests: what they declare is
/// unknown.
///
/// Fills in nothing (no namespace, no default) and looks for no duplicates.
public final class PlainRenderer implements Renderer {
  /// As configuration and reports call it.
  public static final String NAME = "plain";

  private final YamlLimits limits;
  private final RenderTools tools;

  /// Decrypts nothing.
  public PlainRenderer(YamlLimits limits) {
    this(limits, new RenderTools(Map.of(), Map.of()));
  }

  /// @param tools of which sops decrypts
  public PlainRenderer(YamlLimits limits, RenderTools tools) {
    this.limits = requireNonNull(limits, "limits is null");
    this.tools = requireNonNull(tools, "tools is null");
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Problems of reading the tree come first, then those of its files, file by file.
  @Override
  public Rendered render(SourceTree tree, RenderRequest request) throws IOException {
    DocumentReader reader = new DocumentReader(limits, request.parsed());
    Decryption decryption = new SopsDecryption(tools, request.keys());
    PlainFiles files = PlainFiles.read(tree, request);
    List<String> named =
        (request.paths().isEmpty() ? request.compared() : request.paths())
            .stream()
                .flatMap(path -> TreePath.normal(path).stream())
                .filter(path -> !path.isEmpty())
                .map(path -> request.prefix() + path)
                .toList();
    Layout layout = Layout.of(files.all(), named, file -> reader.read(file).documents());
    ComparedFiles compared =
        ComparedFiles.of(read(files.compared(), layout, reader, decryption), reader);
    List<Problem> problems = new ArrayList<>(files.selected().problems());
    problems.addAll(compared.said().problems());
    List<Unrendered> unrendered = new ArrayList<>(layout.holding(files.compared()));
    unrendered.addAll(compared.said().unrendered());
    files.selected().problems().stream()
        .filter(PlainRenderer::hidesFiles)
        .forEach(problem -> unrendered.add(FileManifests.unread(problem)));
    List<Skipped> skipped = new ArrayList<>(files.selected().skipped());
    skipped.addAll(compared.said().skipped());
    return new Rendered(
        compared.said().manifests(),
        skipped,
        unrendered,
        problems,
        request.options().comparedOnly()
            ? new Rendered.Elsewhere(compared.hooks(), List.of(), Optional.empty())
            : elsewhere(compared.hooks(), files, layout, reader, decryption),
        files.inputs(),
        List.of(NAME));
  }

  /// @param hooks of what is compared
  private static Rendered.Elsewhere elsewhere(
      List<Manifest> hooks,
      PlainFiles files,
      Layout layout,
      DocumentReader reader,
      Decryption decryption) {
    FileManifests others =
        FileManifests.all(
            read(files.others(), layout, reader, decryption).stream().map(ReadFile::said).toList());
    List<Manifest> manifests = new ArrayList<>(hooks);
    manifests.addAll(others.manifests());
    List<Unrendered> unrendered = new ArrayList<>(layout.holding(files.others()));
    unrendered.addAll(others.unrendered());
    return new Rendered.Elsewhere(manifests, unrendered, files.unread());
  }

  /// Each file is read by itself, so all cores may do it; the results are in the files' order.
  private static List<ReadFile> read(
      List<SourceFile> files, Layout layout, DocumentReader reader, Decryption decryption) {
    return files.parallelStream()
        .filter(file -> layout.isEmpty() || layout.of(file.path()).isEmpty())
        .map(file -> new ReadFile(file, FileManifests.of(file, reader, decryption)))
        .toList();
  }

  private record ReadFile(SourceFile file, FileManifests said) {}

  /// Files of which hooks of Argo CD are left out: an Application of another repository runs them.
  ///
  /// @param hooks that have a name
  private record ComparedFiles(FileManifests said, List<Manifest> hooks) {
    static ComparedFiles of(List<ReadFile> files, DocumentReader reader) {
      List<Manifest> hooks = new ArrayList<>();
      List<FileManifests> all = new ArrayList<>();
      for (ReadFile one : files) {
        all.add(withoutHooks(one, reader, hooks));
      }
      return new ComparedFiles(FileManifests.all(all), hooks);
    }

    private static FileManifests withoutHooks(
        ReadFile file, DocumentReader reader, List<Manifest> hooks) {
      FileManifests said = file.said();
      List<Manifest> manifests = new ArrayList<>();
      List<Skipped> skipped = new ArrayList<>(said.skipped());
      for (Manifest manifest : said.manifests()) {
        ArgoHook.of(manifest.content().object("metadata"))
            .ifPresentOrElse(
                annotation -> {
                  hooks.add(manifest);
                  skipped.add(ArgoHook.leftOut(manifest, annotation));
                },
                () -> manifests.add(manifest));
      }
      NamelessObjects nameless =
          NamelessObjects.of(file.file(), reader, said, ComparedFiles::nameless);
      skipped.addAll(nameless.leftOut());
      return new FileManifests(manifests, skipped, said.unrendered(), nameless.problems());
    }

    private static Optional<String> nameless(Value.Obj object, String start) {
      return ArgoHook.of(object.object("metadata"))
          .map(it -> ArgoHook.leftOut(object.text("kind").orElse(""), start, it));
    }
  }

  /// Whether there are files that were not read; a slip in `--path` hides none.
  private static boolean hidesFiles(Problem problem) {
    return problem.place().isPresent() || problem.code() == Problem.Code.TOO_MANY_FILES;
  }
}
