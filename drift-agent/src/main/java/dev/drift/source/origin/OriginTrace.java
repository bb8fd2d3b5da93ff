package dev.drift.source.origin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Saying;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds out which line sets a value of what a source renders, by rendering it with other values: a
/// line sets the value if a marker in its place comes out at the value's path, and nothing but the
/// marker differs there.
///
/// All lines that may be it get a marker each in a first render, which shows for most values which
/// one it is. A second one, with this marker alone, proves it: it may have come out only because
/// something else had changed.
public final class OriginTrace {
  /// How often a source is rendered.
  private static final int MOST = 12;

  private static final int MOST_QUESTIONS = 100;

  /// After this time, no further render is started.
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final SourceTree tree;
  private final Probe probe;
  private final InputFiles files;
  private final Map<Candidate.Spot, Optional<List<Manifest>>> alone = new HashMap<>();
  private final long start = System.nanoTime();
  private int renders;

  /// Renders the source with some files changed.
  @FunctionalInterface
  public interface Probe {
    /// @throws IOException if the tree cannot be read
    List<Manifest> render(SourceTree changed) throws IOException;
  }

  /// @param prefix of paths in origins
  /// @throws IOException if the tree itself cannot be read
  public OriginTrace(SourceTree tree, String prefix, DocumentReader reader, Probe probe)
      throws IOException {
    this.tree = requireNonNull(tree, "tree is null");
    this.probe = requireNonNull(probe, "probe is null");
    this.files = new InputFiles(tree, prefix, reader);
  }

  /// @param candidates the likeliest first
  private record Open(Question question, List<Candidate> candidates) {
    /// Those that are as likely as the first one.
    List<Candidate> likeliest() {
      return candidates.stream().filter(it -> it.rank() == candidates.getFirst().rank()).toList();
    }
  }

  /// What sets the values of which that can be proved, by the id of the question.
  ///
  /// @param questions the most important first
  /// @throws IOException if the tree itself cannot be read
  public Map<String, Saying> of(List<Question> questions) throws IOException {
    List<Open> open = new ArrayList<>();
    for (Question question : questions.subList(0, Math.min(MOST_QUESTIONS, questions.size()))) {
      List<Candidate> candidates = Candidates.of(question, files.of(question.origin()), files);
      if (!candidates.isEmpty()) {
        open.add(new Open(question, candidates));
      }
    }
    Map<String, Saying> proven = new LinkedHashMap<>();
    List<Open> left = traced(open, Open::likeliest, proven);
    left = traced(left, Open::candidates, proven);
    // Truth values have no markers; and together, markers may be refused or hide each other.
    for (Open one : left) {
      for (Candidate each : one.candidates()) {
        if (isProven(one.question(), each)) {
          proven.put(one.question().id(), saying(one.question(), each));
          break;
        }
      }
    }
    return proven;
  }

  /// Renders the source with markers in all places that are asked for.
  ///
  /// @param proven takes what is found
  /// @return what is left, without the candidates that do not set it
  private List<Open> traced(
      List<Open> open, Function<Open, List<Candidate>> asked, Map<String, Saying> proven)
      throws IOException {
    Map<Candidate.Spot, String> markers = markers(open, asked);
    if (markers.isEmpty()) {
      return open;
    }
    Optional<List<Manifest>> together =
        markers.size() == 1 ? alone(markers.keySet().iterator().next()) : rendered(markers);
    List<Open> left = new ArrayList<>();
    for (Open one : open) {
      Optional<Candidate> likely = together.flatMap(it -> likely(one, markers, it));
      if (likely.isPresent() && isProven(one.question(), likely.get())) {
        proven.put(one.question().id(), saying(one.question(), likely.get()));
      } else if (together.filter(it -> isAsBefore(one.question(), it)).isPresent()) {
        List<Candidate> others =
            one.candidates().stream().filter(it -> !markers.containsKey(it.spot())).toList();
        if (!others.isEmpty()) {
          left.add(new Open(one.question(), others));
        }
      } else {
        left.add(one);
      }
    }
    return left;
  }

  private static Saying saying(Question question, Candidate candidate) {
    return new Saying(question.path(), candidate.place(), candidate.kind(), candidate.key());
  }

  /// A different one for each text, as long as they do not overlap.
  private static Map<Candidate.Spot, String> markers(
      List<Open> open, Function<Open, List<Candidate>> asked) {
    Map<Candidate.Spot, String> markers = new LinkedHashMap<>();
    Map<String, NavigableMap<Integer, Candidate.Spot>> byFile = new HashMap<>();
    for (Open one : open) {
      for (Candidate each : asked.apply(one)) {
        if (each.isTruth()) {
          continue;
        }
        NavigableMap<Integer, Candidate.Spot> taken =
            byFile.computeIfAbsent(each.path(), _ -> new TreeMap<>());
        Map.Entry<Integer, Candidate.Spot> before =
            taken.lowerEntry(each.start() + each.text().length());
        if (before == null || before.getValue().end() <= each.start()) {
          taken.put(each.start(), each.spot());
          markers.put(each.spot(), each.spot().marker(markers.size()));
        }
      }
    }
    return markers;
  }

  /// The first one whose marker came out.
  private static Optional<Candidate> likely(
      Open one, Map<Candidate.Spot, String> markers, List<Manifest> rendered) {
    return one.candidates().stream()
        .filter(
            it ->
                markers.containsKey(it.spot())
                    && text(one.question(), it, rendered)
                        .filter(text -> text.contains(markers.get(it.spot())))
                        .isPresent())
        .findFirst();
  }

  /// Whether a value is still there, and none of the markers has changed it.
  private static boolean isAsBefore(Question question, List<Manifest> rendered) {
    return same(question.manifest(), rendered)
        .flatMap(it -> Steps.at(question.path(), it.content()))
        .filter(question.value()::equals)
        .isPresent();
  }

  /// Whether it sets the value although nothing else changes.
  private boolean isProven(Question question, Candidate candidate) throws IOException {
    String marker = candidate.spot().marker(0);
    Optional<List<Manifest>> rendered = alone(candidate.spot());
    Optional<String> before = text(question, candidate, List.of(question.manifest()));
    return rendered
        .flatMap(it -> text(question, candidate, it))
        .filter(it -> it.contains(marker))
        .map(it -> it.replace(marker, candidate.text()))
        .filter(it -> before.equals(Optional.of(it)))
        .isPresent();
  }

  private Optional<List<Manifest>> alone(Candidate.Spot spot) throws IOException {
    Optional<List<Manifest>> rendered = alone.get(spot);
    if (rendered == null) {
      rendered = rendered(Map.of(spot, spot.marker(0)));
      alone.put(spot, rendered);
    }
    return rendered;
  }

  /// The text that a candidate may set.
  private static Optional<String> text(
      Question question, Candidate candidate, Collection<Manifest> manifests) {
    List<Path.Element> path = new ArrayList<>(question.path().elements());
    path.addAll(candidate.leaf().elements());
    Optional<String> text =
        same(question.manifest(), manifests)
            .flatMap(it -> Steps.at(new Path(path), it.content()))
            .flatMap(Scalars::text);
    return question.line().isPresent()
        ? text.map(it -> Candidates.line(it, question.line().get()))
        : text;
  }

  /// The same object; kustomize adds a hash of the content to the names of some.
  private static Optional<Manifest> same(Manifest wanted, Collection<Manifest> manifests) {
    List<Manifest> like =
        manifests.stream()
            .filter(it -> it.is(wanted.groupKind()) && it.namespace().equals(wanted.namespace()))
            .toList();
    return like.stream()
        .filter(it -> it.name().equals(wanted.name()))
        .findFirst()
        .or(
            () -> {
              List<Manifest> hashed =
                  like.stream()
                      .filter(it -> withoutHash(it.name()).equals(withoutHash(wanted.name())))
                      .toList();
              return hashed.size() == 1 ? Optional.of(hashed.getFirst()) : Optional.empty();
            });
  }

  private static String withoutHash(String name) {
    return name.replaceFirst("-[0-9a-z]{10}$", "");
  }

  /// Empty if there were too many renders, or it would not be a change of these texts only.
  private Optional<List<Manifest>> rendered(Map<Candidate.Spot, String> markers)
      throws IOException {
    if (renders >= MOST || System.nanoTime() - start > LONGEST.toNanos()) {
      return Optional.empty();
    }
    renders++;
    Map<String, Optional<byte[]>> changed = new TreeMap<>();
    Map<String, List<Candidate.Spot>> byFile =
        markers.keySet().stream().collect(Collectors.groupingBy(Candidate.Spot::path));
    for (Map.Entry<String, List<Candidate.Spot>> each : byFile.entrySet()) {
      if (!(tree.read(each.getKey()) instanceof SourceTree.FileRead.Read(SourceFile file))) {
        return Optional.empty();
      }
      StringBuilder content = new StringBuilder(new String(file.content(), UTF_8));
      each.getValue().stream()
          .sorted(Comparator.comparingInt(Candidate.Spot::start).reversed())
          .forEach(
              it -> content.replace(it.start(), it.start() + it.text().length(), markers.get(it)));
      changed.put(each.getKey(), Optional.of(content.toString().getBytes(UTF_8)));
    }
    return Optional.of(probe.render(tree.with(changed)));
  }
}
