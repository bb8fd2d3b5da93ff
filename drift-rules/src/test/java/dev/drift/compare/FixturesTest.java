package dev.drift.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.Canonical;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What comparing finds in each fixture, and the laws that hold in all of them.
class FixturesTest {
  private static final java.nio.file.Path FOLDER =
      java.nio.file.Path.of("src/test/resources/compare");

  static List<String> cases() throws IOException {
    try (Stream<java.nio.file.Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private static Fixture fixture(String name) throws IOException {
    return Fixture.of(FOLDER.resolve(name));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsWhatIsExpected(String name) throws IOException {
    Fixture fixture = fixture(name);
    Canonical canonical = fixture.canonical();
    Comparison found = fixture.compare(canonical, fixture.normal());

    assertThat(lines(found.differences().stream().filter(fixture::isDrift)))
        .as("drift")
        .containsExactlyInAnyOrderElementsOf(expected(fixture, "drift"));
    assertThat(lines(found.differences().stream().filter(d -> !fixture.isDrift(d))))
        .as("explained")
        .containsExactlyInAnyOrderElementsOf(expected(fixture, "explained"));
    assertThat(found.pending().stream().map(Path::toString))
        .as("pending")
        .containsExactlyInAnyOrderElementsOf(expected(fixture, "pending"));
    assertThat(canonical.invalid().stream().map(i -> i.path().toString()))
        .as("invalid")
        .containsExactlyInAnyOrderElementsOf(expected(fixture, "invalid"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anObjectEqualsItself(String name) throws IOException {
    Fixture fixture = fixture(name);

    Canonical asManifest = fixture.canonical(fixture.live());
    assertThat(fixture.compare(asManifest, fixture.normal()).differences()).isEmpty();
    Canonical canonical = fixture.canonical();
    assertThat(fixture.compare(canonical, fixture.normal(canonical.content())).differences())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void canonicalisingTwiceChangesNothing(String name) throws IOException {
    Fixture fixture = fixture(name);
    Value.Obj once = fixture.canonical().content();

    assertThat(fixture.canonical(once).content()).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsTakenFromTheCanonicalFormIsWhatTheLiveObjectWouldBe(String name) throws IOException {
    Fixture fixture = fixture(name);
    Value.Obj canonical = fixture.canonical().content();

    assertThat(fixture.normal(fixture.live(), canonical)).isEqualTo(fixture.normal());
    assertThat(fixture.normal(canonical, canonical)).isEqualTo(fixture.normal(canonical));
    assertThat(fixture.normal(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPermutedKeyedListChangesNothing(String name) throws IOException {
    Fixture fixture = fixture(name);
    Value.Obj permuted = new Permutation(fixture.schemas()).of(fixture.schema(), fixture.live());

    assertThat(drift(fixture, fixture.canonical(), permuted))
        .isEqualTo(drift(fixture, fixture.canonical(), fixture.live()));
  }

  /// A StatefulSet is the exception: the server fills `rollingUpdate` in only where the manifest
  /// leaves the type of the strategy out.
  @ParameterizedTest
  @MethodSource("cases")
  void writingDefaultsOutChangesNothing(String name) throws IOException {
    Fixture fixture = fixture(name);
    Canonical written = fixture.canonical(fixture.canonical().content());
    Comparison plain = fixture.compare(fixture.canonical(), fixture.normal());
    Comparison explicit = fixture.compare(written, fixture.normal());

    Set<String> expected = paths(plain.differences());
    plain.pending().forEach(path -> expected.add(path.toString()));
    assertThat(paths(explicit.differences())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void swappingSidesMirrorsTheResult(String name) throws IOException {
    Fixture fixture = fixture(name);
    Value.Obj one = fixture.canonical().content();
    Value.Obj other = fixture.normal();
    List<Difference> there =
        fixture.compare(new Canonical(one, one, List.of()), other).differences();
    List<Difference> back =
        fixture.compare(new Canonical(other, other, List.of()), one).differences();

    assertThat(mirrored(there, Change.ADDED)).isEqualTo(mirrored(back, Change.REMOVED));
    assertThat(mirrored(there, Change.REMOVED)).isEqualTo(mirrored(back, Change.ADDED));
    assertThat(mirrored(there, Change.CHANGED)).isEqualTo(mirrored(back, Change.CHANGED));
    assertThat(mirrored(there, Change.REORDERED)).isEqualTo(mirrored(back, Change.REORDERED));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noTwoDifferencesHaveOnePath(String name) throws IOException {
    Fixture fixture = fixture(name);

    assertThat(fixture.compare(fixture.canonical(), fixture.normal()).differences())
        .extracting(difference -> difference.path().toString())
        .doesNotHaveDuplicates();
  }

  private static Set<String> drift(Fixture fixture, Canonical canonical, Value.Obj live) {
    return fixture.compare(canonical, fixture.normal(live)).differences().stream()
        .map(d -> d.change() + " " + d.path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> lines(Stream<Difference> differences) {
    return differences.map(d -> d.change() + " " + d.path()).toList();
  }

  private static Set<String> paths(List<Difference> differences) {
    return differences.stream()
        .map(d -> d.path().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Positions in lists are those of the side that is called desired, so they are left out.
  private static List<String> mirrored(List<Difference> differences, Change change) {
    return differences.stream()
        .filter(d -> d.change() == change)
        .map(d -> d.path().toString().replaceAll("\\[\\d+]", "[]"))
        .sorted()
        .toList();
  }

  private static List<String> expected(Fixture fixture, String field) {
    return fixture.expected().list(field).stream().map(v -> ((Value.Str) v).value()).toList();
  }
}
