package dev.drift.source.origin;

import dev.drift.model.origin.Place;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the texts of files that may set a value: they are the same, a part of it, or the same
/// behind a `key=`.
final class Candidates {
  /// Of one question.
  private static final int MOST = 40;

  /// They say what an object is and what is chosen, and with other values it would be another one.
  private static final Set<String> IDENTITY =
      Set.of("apiVersion", "kind", "name", "namespace", "target", "path", "sourceRef", "chartRef");

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::rank)
          .thenComparing(Candidate::path)
          .thenComparingInt(Candidate::start);

  private final Question question;
  private final Optional<String> old;
  private final Optional<Path> leaf;
  private final Optional<Path.Field> field;

  private Candidates(Question question) {
    this.question = question;
    this.leaf =
        question.value() instanceof Value.Obj || question.value() instanceof Value.Arr
            ? Scalars.leaf(question.value())
            : Optional.empty();
    this.old = old(question);
    this.field = question.field();
  }

  /// The text that is looked for; empty if there is none of one line.
  static Optional<String> old(Question question) {
    Optional<String> text = Scalars.text(question.value());
    return question
        .line()
        .map(line -> text.map(it -> line(it, line)))
        .orElse(text)
        .filter(it -> !it.isEmpty() && !it.contains("\n"));
  }

  /// A line of a text, without the space around it; empty if it has none.
  static String line(String text, int line) {
    return text.lines().skip(line).findFirst().orElse("").strip();
  }

  static List<Candidate> of(Question question, List<Input> inputs, InputFiles files) {
    if (question.path().isRoot()) {
      return List.of();
    }
    Candidates all = new Candidates(question);
    return inputs.stream()
        .flatMap(it -> all.in(it, files.facts(it, question.origin())))
        .sorted(Comparator.comparing(all::isSameInCluster).thenComparing(ORDER))
        .limit(MOST)
        .toList();
  }

  /// Of several texts that make up a value, the one that differs is the one to edit.
  private boolean isSameInCluster(Candidate candidate) {
    return question.live().filter(it -> Scalars.holds(it, candidate.text())).isPresent();
  }

  private Stream<Candidate> in(Input input, InputKind.Facts facts) {
    List<Candidate> found = new ArrayList<>();
    for (Input.Text text : input.texts()) {
      if (leaf.isPresent()) {
        within(input, text, leaf.get(), facts).ifPresent(found::add);
      } else if (old.isPresent() && !isIdentity(text, facts)) {
        scalar(text, old.get(), facts).ifPresent(found::add);
      }
    }
    if (question.line().isPresent()) {
      for (Input.Line line : input.lines()) {
        if (old.equals(Optional.of(line.text()))) {
          InputKind.of(line.document(), line.path(), line.document(), line.path(), facts, question)
              .ifPresent(kind -> found.add(candidate(line, kind, facts)));
        }
      }
    }
    return found.stream();
  }

  private boolean isIdentity(Input.Text text, InputKind.Facts facts) {
    List<Path.Element> elements = text.inner().elements();
    return !isSameField(elements)
        && elements.stream()
            .anyMatch(it -> it instanceof Path.Field(String name) && IDENTITY.contains(name))
        && !isKey(text, facts);
  }

  /// A key among values may have any name.
  private static boolean isKey(Input.Text text, InputKind.Facts facts) {
    return !KustomizationName.isOf(facts.path())
            && text.root() instanceof Value.Obj root
            && root.get("kind").isEmpty()
        || text.path().toString().contains("values");
  }

  private Optional<Candidate> scalar(Input.Text text, String wanted, InputKind.Facts facts) {
    String said = Scalars.text(text.value()).orElse("");
    Optional<String> part =
        parts(said).filter(it -> !it.isEmpty() && isPart(wanted, it)).findFirst();
    if (part.isEmpty()) {
      return Optional.empty();
    }
    int at = text.raw().lastIndexOf(part.get());
    if (at < 0) {
      return Optional.empty();
    }
    return kind(text, facts)
        .map(
            kind ->
                candidate(
                    text,
                    facts,
                    kind,
                    part.get(),
                    at,
                    Path.ROOT,
                    rank(text, said, wanted),
                    text.place()));
  }

  /// The whole, or what is behind `key=` or the tag of an image.
  private static Stream<String> parts(String said) {
    int equals = said.indexOf('=');
    int colon = said.lastIndexOf(':');
    return Stream.of(
        said,
        equals < 0 ? "" : said.substring(equals + 1),
        colon < 0 ? "" : said.substring(colon + 1));
  }

  /// A single letter or digit is a part of too many texts.
  private static boolean isPart(String wanted, String part) {
    return wanted.equals(part)
        || (part.length() > 1 ? Scalars.holds(wanted, part) : wanted.endsWith(":" + part));
  }

  private int rank(Input.Text text, String said, String wanted) {
    return (said.equals(wanted) ? 0 : 2) + (isSameField(text.inner().elements()) ? 0 : 1);
  }

  private boolean isSameField(List<Path.Element> elements) {
    return !elements.isEmpty() && field.filter(elements.getLast()::equals).isPresent();
  }

  /// A text within an object or a list that equals the wanted one.
  private Optional<Candidate> within(Input input, Input.Text text, Path at, InputKind.Facts facts) {
    List<Path.Element> elements = text.inner().elements();
    int size = elements.size() - at.elements().size();
    if (size < 0 || !elements.subList(size, elements.size()).equals(at.elements())) {
      return Optional.empty();
    }
    Path container = new Path(elements.subList(0, size));
    Optional<Place> place = input.containing(text.root(), container);
    if (place.isEmpty()
        || !Steps.at(container, text.root()).equals(Optional.of(question.value()))) {
      return Optional.empty();
    }
    String said = Scalars.text(text.value()).orElse("");
    int start = text.raw().lastIndexOf(said);
    if (said.isEmpty() || start < 0) {
      return Optional.empty();
    }
    Path path =
        text.isWithinText() ? text.path() : new Path(text.path().elements().subList(0, size));
    return InputKind.of(text.document(), path, text.root(), container, facts, question)
        .map(kind -> candidate(text, facts, kind, said, start, at, 0, place.get()));
  }

  private Optional<InputKind> kind(Input.Text text, InputKind.Facts facts) {
    return InputKind.of(text.document(), text.path(), text.root(), text.inner(), facts, question);
  }

  private static Candidate candidate(
      Input.Text text,
      InputKind.Facts facts,
      InputKind kind,
      String part,
      int at,
      Path leaf,
      int rank,
      Place place) {
    boolean image =
        !text.inner().isRoot() && text.inner().elements().getLast().equals(new Path.Field("image"));
    return new Candidate(
        facts.path(), text.start() + at, part, place, kind.kind(), kind.key(), image, leaf, rank);
  }

  private static Candidate candidate(Input.Line line, InputKind kind, InputKind.Facts facts) {
    return new Candidate(
        facts.path(),
        line.start(),
        line.text(),
        line.place(),
        kind.kind(),
        kind.key(),
        /* image= */ false,
        Path.ROOT,
        0);
  }
}
