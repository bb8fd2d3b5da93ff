package dev.drift.source.manifest;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What files say: manifests, and what is no manifest.
public record FileManifests(
    List<Manifest> manifests,
    List<Skipped> skipped,
    List<Unrendered> unrendered,
    List<Problem> problems) {

  private static final Pattern MANIFEST =
      Pattern.compile("apiVersion|^[ \"'{-]*kind[\"']?[ \t]*:", Pattern.MULTILINE);

  /// The renderer of what was encrypted in its file.
  public static final String DECRYPTED = "sops";

  /// What several say, in their order.
  public static FileManifests all(List<FileManifests> files) {
    return new FileManifests(
        files.stream().flatMap(file -> file.manifests().stream()).toList(),
        files.stream().flatMap(file -> file.skipped().stream()).toList(),
        files.stream().flatMap(file -> file.unrendered().stream()).toList(),
        files.stream().flatMap(file -> file.problems().stream()).toList());
  }

  /// What one file says. What is encrypted is unknown.
  public static FileManifests of(SourceFile file, DocumentReader reader) {
    return of(file, reader, Decryption.NONE);
  }

  /// What one file says.
  public static FileManifests of(SourceFile file, DocumentReader reader, Decryption decryption) {
    if (LfsPointer.is(file.content())) {
      Problem problem = LfsPointer.problem(file.path());
      return new FileManifests(List.of(), List.of(), List.of(unread(problem)), List.of(problem));
    }
    List<Manifest> manifests = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    Documents documents = reader.read(file);
    boolean noManifest =
        !documents.problems().isEmpty()
            && documents.problems().stream().allMatch(it -> isSyntax(it))
            && !mayDeclare(file);
    List<Problem> problems = new ArrayList<>(noManifest ? List.of() : once(documents.problems()));
    for (Document document : documents.documents()) {
      switch (Classifier.classify(document)) {
        case Classified.Resources(List<Manifest> found, List<Problem> wrong) -> {
          manifests.addAll(found);
          problems.addAll(wrong);
        }
        case Classified.Template(String reason) ->
            unrendered.add(
                new Unrendered(
                    document.places().start(), Unrendered.Kind.TEMPLATE, reason, Optional.empty()));
        case Classified.Encrypted(Value.Obj encrypted) -> {
          switch (decryption.decrypt(encrypted)) {
            case Decryption.Result.Refused(String why) ->
                unrendered.add(
                    new Unrendered(
                        document.places().start(),
                        Unrendered.Kind.ENCRYPTED,
                        why,
                        // All else of it may be a secret.
                        encrypted.object("metadata").text("name")));
            case Decryption.Result.Decrypted(Value.Obj plain, Set<Path> secrets) -> {
              switch (Classifier.classifyPlain(plain, document.places())) {
                case Classified.Resources(List<Manifest> found, List<Problem> wrong) -> {
                  found.forEach(it -> manifests.add(decrypted(it, document, secrets)));
                  problems.addAll(wrong);
                }
                case Classified.Template(String reason) ->
                    unrendered.add(unknown(document, encrypted, reason));
                case Classified.None(String reason) ->
                    unrendered.add(unknown(document, encrypted, reason));
                case Classified.Encrypted _ ->
                    unrendered.add(unknown(document, encrypted, "It is encrypted more than once."));
                case Classified.Empty _ ->
                    unrendered.add(unknown(document, encrypted, "It is empty."));
              }
            }
          }
        }
        case Classified.None(String reason) ->
            skipped.add(new Skipped(document.places().start(), reason));
        case Classified.Empty _ -> {}
      }
    }
    if (!documents.problems().isEmpty()) {
      Problem first = documents.problems().getFirst();
      if (noManifest) {
        skipped.add(
            new Skipped(
                first.place().orElse(start(file.path())),
                "%s The file has neither apiVersion nor kind, so it is not a manifest."
                    .formatted(sentence(first))));
      } else {
        unrendered.add(invalid(file, first));
      }
    }
    return new FileManifests(manifests, skipped, unrendered, problems);
  }

  private static boolean isSyntax(Problem problem) {
    return problem.code() == Problem.Code.YAML_SYNTAX
        || problem.code() == Problem.Code.YAML_DUPLICATE_KEY;
  }

  /// Whether the text has what every manifest has. Settings of editors have comments in JSON, and
  /// other programs extend YAML by what is none.
  private static boolean mayDeclare(SourceFile file) {
    String text = new String(file.content(), StandardCharsets.ISO_8859_1).replace("\0", "");
    return MANIFEST.matcher(text).find();
  }

  /// A template is invalid in the same way on many lines.
  private static List<Problem> once(List<Problem> problems) {
    Set<String> said = new HashSet<>();
    return problems.stream().filter(it -> said.add(sentence(it))).toList();
  }

  /// Without the place that it begins with.
  private static String sentence(Problem problem) {
    String place = problem.place().map(it -> "%s:%d: ".formatted(it.file(), it.line())).orElse("");
    return problem.message().startsWith(place)
        ? problem.message().substring(place.length())
        : problem.message();
  }

  /// What was decrypted and is not a manifest.
  private static Unrendered unknown(Document document, Value.Obj encrypted, String reason) {
    return new Unrendered(
        document.places().start(),
        Unrendered.Kind.ENCRYPTED,
        "The %s was decrypted, but not compared: %s What it declares is unknown."
            .formatted(encrypted.text("kind").orElse("document"), reason),
        encrypted.object("metadata").text("name"));
  }

  /// No place in the file holds what was decrypted.
  private static Manifest decrypted(Manifest manifest, Document document, Set<Path> secrets) {
    return manifest
        .with(
            new Generated(
                DECRYPTED,
                List.of(document.places().file()),
                Optional.of(document.places().start())))
        .hiding(secrets);
  }

  /// A file whose text is known: it declares nothing whose name it does not hold.
  private static Unrendered invalid(SourceFile file, Problem problem) {
    return new Unrendered(
        problem.place().orElse(start(file.path())),
        Unrendered.Kind.INVALID,
        problem.message(),
        Optional.of(new String(file.content(), StandardCharsets.UTF_8)));
  }

  /// A file whose text is not known.
  public static Unrendered unread(Problem problem) {
    return new Unrendered(
        problem.place().orElse(start(".")),
        Unrendered.Kind.INVALID,
        problem.message(),
        Optional.empty());
  }

  static Problem problem(Place place, Problem.Code code, String sentence) {
    return Problem.at(place, code, "%s:%d: %s".formatted(place.file(), place.line(), sentence));
  }

  private static Place start(String path) {
    return new Place(path, 1, 1, 0, 0, false);
  }
}
