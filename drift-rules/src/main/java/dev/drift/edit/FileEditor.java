package dev.drift.edit;

import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.Written;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Edits a YAML or JSON file in place: only the lines that an edit affects change.
///
/// What comes out is read again: it says what was intended, and nothing else has changed. Otherwise
/// the edit is refused.
public final class FileEditor {
  private final DocumentReader reader;

  public FileEditor(YamlLimits limits) {
    this.reader = new DocumentReader(limits);
  }

  /// The file in which a manifest is as the edits say.
  ///
  /// @param manifest where it is written: a document, or an item of a list
  public EditResult edit(SourceFile file, Places manifest, List<Edit> edits) {
    Open open = open(file, manifest);
    try {
      Path within = open.within();
      List<Edit> absolute = edits.stream().map(edit -> below(within, edit)).toList();
      // What changes its place is moved after everything else has been changed.
      List<Edit> moves = absolute.stream().filter(Edit.Reorder.class::isInstance).toList();
      List<Edit> changes =
          absolute.stream().filter(edit -> !(edit instanceof Edit.Reorder)).toList();
      Open edited = changes.isEmpty() ? open : edit(open, changes);
      return new EditResult.Edited((moves.isEmpty() ? edited : edit(edited, moves)).content());
    } catch (CannotEdit e) {
      return open.refused(e);
    }
  }

  /// The file without a manifest.
  ///
  /// @param manifest where it is written: a document, or an item of a list
  public EditResult remove(SourceFile file, Places manifest) {
    Open open = open(file, manifest);
    try {
      Path within = open.within();
      if (!within.isRoot()) {
        return edit(file, manifest, List.of(new Edit.Remove(Path.ROOT)));
      }
      String text = DocumentRemoval.of(open.written());
      Open after = new Open(file, text.getBytes(StandardCharsets.UTF_8), manifest.document());
      return open.provenRemoval(after);
    } catch (CannotEdit e) {
      return open.refused(e);
    }
  }

  private static Edit below(Path within, Edit edit) {
    if (within.isRoot()) {
      return edit;
    }
    List<Path.Element> elements = new ArrayList<>(within.elements());
    elements.addAll(edit.path().elements());
    Path path = new Path(elements);
    return switch (edit) {
      case Edit.Set(Path _, Value value) -> new Edit.Set(path, value);
      case Edit.Add(Path _, Value value) -> new Edit.Add(path, value);
      case Edit.Remove _ -> new Edit.Remove(path);
      case Edit.Reorder(Path _, List<Integer> order) -> new Edit.Reorder(path, order);
    };
  }

  private Open edit(Open open, List<Edit> edits) {
    Value old = open.value();
    Target target = Targets.of(old, edits);
    Value intended = target.of(Optional.of(old)).orElse(Value.Null.NULL);
    Optional<CannotEdit> failure = Optional.empty();
    for (TreeEditor.Care care : TreeEditor.Care.values()) {
      try {
        String text = TreeEditor.edit(open.written(), old, target, care);
        Open after = new Open(open.file(), text.getBytes(StandardCharsets.UTF_8), open.document());
        Optional<CannotEdit> doubt = open.doubt(after, intended);
        if (doubt.isEmpty()) {
          return after;
        }
        failure = failure.or(() -> doubt);
      } catch (CannotEdit e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    CannotEdit first = failure.orElseThrow();
    throw first.reason() == EditResult.Reason.NOT_PROVEN
        ? Anchors.of(open.written().root(), old, target).why().orElse(first)
        : first;
  }

  private Open open(SourceFile file, Places manifest) {
    return new Open(file, file.content(), manifest.document(), manifest.root());
  }

  /// A file with one document of it that is to be edited.
  private final class Open {
    private final SourceFile file;
    private final int document;
    private final Documents documents;
    private final Places.Node root;

    Open(SourceFile file, byte[] content, int document) {
      this(
          file,
          content,
          document,
          new Places.Node(1, 1, 0, 0, false, java.util.Map.of(), List.of()));
    }

    Open(SourceFile file, byte[] content, int document, Places.Node root) {
      this.file = new SourceFile(file.path(), content);
      this.document = document;
      this.documents = reader.read(this.file);
      this.root = root;
    }

    SourceFile file() {
      return file;
    }

    byte[] content() {
      return file.content();
    }

    int document() {
      return document;
    }

    Written written() {
      return reader.written(file, document).orElseThrow(this::unreadable);
    }

    private Optional<Document> found() {
      return documents.documents().stream()
          .filter(one -> one.places().document() == document)
          .findFirst();
    }

    Value value() {
      return found().orElseThrow(this::unreadable).value();
    }

    private CannotEdit unreadable() {
      return new CannotEdit(
          EditResult.Reason.UNREADABLE,
          -1,
          documents.problems().stream()
              .findFirst()
              .map(Problem::message)
              .orElse("the file has no such document."));
    }

    /// Where in the document the manifest is written: at its root, or an item of a list.
    Path within() {
      Document one = found().orElseThrow(this::unreadable);
      return ListItem.at(one.places().root(), root.start(), Path.ROOT)
          .orElseThrow(
              () ->
                  new CannotEdit(
                      EditResult.Reason.NO_SUCH_PATH,
                      -1,
                      "the file has changed: the manifest is not at its place any more."));
    }

    /// Why the edited file is not what was intended; empty if it is proven to be.
    Optional<CannotEdit> doubt(Open after, Value intended) {
      boolean same =
          after.documents.documents().size() == documents.documents().size()
              && codes(after).equals(codes(this));
      for (int i = 0; same && i < documents.documents().size(); i++) {
        Document before = documents.documents().get(i);
        Document now = after.documents.documents().get(i);
        Value wanted = before.places().document() == document ? intended : before.value();
        same = now.places().document() == before.places().document() && now.value().equals(wanted);
      }
      return same ? Optional.empty() : Optional.of(notProven());
    }

    EditResult provenRemoval(Open after) {
      List<Value> left = new ArrayList<>();
      documents.documents().stream()
          .filter(one -> one.places().document() != document)
          .forEach(one -> left.add(one.value()));
      List<Value> now = after.documents.documents().stream().map(Document::value).toList();
      left.removeIf(Value.Null.class::isInstance);
      if (!now.stream().filter(one -> one != Value.Null.NULL).toList().equals(left)
          || !codes(after).equals(codes(this))) {
        throw notProven();
      }
      return left.isEmpty() && documents.problems().isEmpty()
          ? EditResult.Emptied.EMPTIED
          : new EditResult.Edited(after.content());
    }

    private static List<Problem.Code> codes(Open open) {
      return open.documents.problems().stream().map(Problem::code).toList();
    }

    private CannotEdit notProven() {
      return new CannotEdit(
          EditResult.Reason.NOT_PROVEN,
          -1,
          "the edited file would not say exactly what was intended; edit it by hand.");
    }

    EditResult refused(CannotEdit e) {
      int line =
          e.offset() < 0
              ? root.line()
              : reader.written(file, document).orElseThrow().line(e.offset());
      boolean whole = e.reason() == EditResult.Reason.UNREADABLE && !documents.problems().isEmpty();
      return new EditResult.Refused(
          e.reason(),
          new Place(file.path(), line, 1, root.start(), root.start(), false),
          whole
              ? e.sentence()
              : String.format(Locale.ROOT, "%s:%d: %s", file.path(), line, e.sentence()));
    }
  }
}
