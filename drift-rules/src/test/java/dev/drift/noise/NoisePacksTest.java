package dev.drift.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each pack accounts for what its operator writes and for nothing near it, as the cases beside it
/// say.
class NoisePacksTest {
  static List<NoiseCase> cases() {
    return NoiseCase.all();
  }

  static List<NoiseCase> explained() {
    return NoiseCase.explainedOnes().toList();
  }

  static List<NoisePack> packs() {
    return NoisePacks.shipped().all();
  }

  @Test
  void everyFileShips() throws IOException {
    try (Stream<Path> files = Files.list(NoiseCase.FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> !file.endsWith(".test.yaml")))
          .containsExactlyInAnyOrderElementsOf(
              NoisePacks.GROUPS.keySet().stream().map(name -> name + ".yaml").toList());
    }
    assertThat(packs())
        .extracting(NoisePack::name)
        .containsExactlyElementsOf(NoisePacks.GROUPS.keySet());
  }

  @Test
  void theGroupsOfEachFileAreKnown() {
    for (NoisePack pack : packs()) {
      assertThat(NoisePacks.GROUPS.get(pack.name())).as(pack.name()).isEqualTo(pack.groups());
      assertThat(pack.groups().isEmpty() || pack.shown().isEmpty())
          .as("%s is not read where its groups are not served", pack.name())
          .isTrue();
    }
  }

  @Test
  void onlyPacksOfOperatorsThatMayBeThereAreRead() {
    ApiKind keda = new ApiKind("keda.sh/v1alpha1", "ScaledObject", "scaledobjects", true);

    assertThat(NoisePacks.shipped().in(List.of()).all())
        .extracting(NoisePack::name)
        .containsExactly("helm");
    assertThat(NoisePacks.shipped().in(List.of(keda)).all())
        .extracting(NoisePack::name)
        .containsExactly("helm", "keda");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void accountsForWhatTheCaseSays(NoiseCase one) {
    NoiseCase.Said said = one.said(NoisePacks.shipped(), pack(one).groups());

    assertThat(said.explained().keySet()).containsExactlyInAnyOrderElementsOf(one.explained());
    assertThat(said.drift()).containsExactlyInAnyOrderElementsOf(one.drift());
  }

  /// The entry that the case is about, and no other; and the sentence names its pack.
  @ParameterizedTest
  @MethodSource("explained")
  void onlyTheEntryExplainsIt(NoiseCase one) {
    NoisePack pack = pack(one);
    String reason = entries(pack).get(one.entry());

    NoiseCase.Said said = one.said(NoisePacks.shipped(), pack.groups());
    NoiseCase.Said less =
        one.said(
            new NoisePacks(List.of(pack.name()), _ -> without(pack, one.entry())), pack.groups());

    assertThat(said.explained().values())
        .contains("explained by pack %s: %s".formatted(pack.name(), reason));
    assertThat(less.explained()).hasSizeLessThan(said.explained().size());
    assertThat(less.drift()).hasSizeGreaterThan(said.drift().size());
  }

  @ParameterizedTest
  @MethodSource("explained")
  void whatPacksExplainIsDriftWithoutThem(NoiseCase one) {
    NoiseCase.Said said = one.said(NoisePacks.NONE, pack(one).groups());

    assertThat(said.explained()).isEmpty();
    assertThat(said.drift()).hasSize(one.drift().size() + one.explained().size());
  }

  @ParameterizedTest
  @MethodSource("explained")
  void explainsNothingWithoutTheOperator(NoiseCase one) {
    Set<String> groups = pack(one).groups();
    if (groups.isEmpty()) {
      return; // the object that shows the operator is the one that the entries ask for
    }
    assertThat(one.withoutOperator(NoisePacks.shipped(), groups).explained()).isEmpty();
  }

  /// An entry of a pack is listed as an explanation, not as an ignored finding.
  @Test
  void isExplainedAndNotIgnored() {
    NoiseCase one = explained().getFirst();

    Report.Explained explained =
        one.said(NoisePacks.shipped(), pack(one).groups()).evaluation().explained().stream()
            .filter(each -> each.explanation().startsWith("explained by pack"))
            .findFirst()
            .orElseThrow();

    assertThat(explained.explanation()).startsWith("explained by pack " + one.pack() + ": ");
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everyEntryHasACaseAndANearMiss(NoisePack pack) {
    Map<Boolean, Set<String>> entries =
        cases().stream()
            .filter(one -> one.pack().equals(pack.name()))
            .collect(
                Collectors.partitioningBy(
                    NoiseCase::isExplained,
                    Collectors.mapping(NoiseCase::entry, Collectors.toSet())));

    assertThat(entries(pack)).isNotEmpty();
    assertThat(entries.get(true))
        .as("explained")
        .containsExactlyInAnyOrderElementsOf(entries(pack).keySet());
    assertThat(entries.get(false))
        .as("near misses")
        .containsExactlyInAnyOrderElementsOf(entries(pack).keySet());
  }

  @Test
  void everyNearMissIsDrift() {
    assertThat(cases())
        .filteredOn(one -> !one.isExplained())
        .allSatisfy(one -> assertThat(one.drift()).as(one.toString()).isNotEmpty());
  }

  /// The table in docs/noise-packs.md is generated by `make docs`.
  @Test
  @Tag("golden")
  void areDocumented() throws IOException {
    Path file = Path.of("../docs/noise-packs.md");
    String text = Files.readString(file);
    Matcher table = Pattern.compile("(?s)(## What the packs explain\n\n).*?\n\n").matcher(text);
    assertThat(table.find()).isTrue();
    String expected = table.group(1) + table() + "\n";
    if ("write".equals(System.getProperty("drift.goldens"))) {
      Files.writeString(
          file, text.substring(0, table.start()) + expected + text.substring(table.end()));
    }

    assertThat(Files.readString(file)).as("make docs writes it").contains(expected);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| pack | applies if the cluster has | explains |\n|---|---|---|\n");
    for (NoisePack pack : packs()) {
      String shown =
          pack.groups().isEmpty()
              ? "a Helm release"
              : pack.groups().stream()
                  .sorted()
                  .map("`%s`"::formatted)
                  .collect(Collectors.joining(", "));
      table.append(
          "| [%1$s](../policies/noise/%1$s.yaml) | %2$s | %3$s |\n"
              .formatted(pack.name(), shown, String.join("; ", says(pack))));
    }
    return table.toString();
  }

  private static Set<String> says(NoisePack pack) {
    Set<String> lines = new LinkedHashSet<>();
    pack.writes().forEach(write -> lines.add("`%s`".formatted(write.path())));
    pack.makes()
        .forEach(
            make ->
                lines.add(
                    make.kinds().stream()
                            .map(GroupKind::kind)
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + " (%s)".formatted(make.name())));
    return lines;
  }

  private static NoisePack pack(NoiseCase one) {
    return packs().stream()
        .filter(pack -> pack.name().equals(one.pack()))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> entries(NoisePack pack) {
    return Stream.concat(
            pack.writes().stream().map(write -> Map.entry(write.name(), write.reason())),
            pack.makes().stream().map(make -> Map.entry(make.name(), make.reason())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static NoisePack without(NoisePack pack, String entry) {
    List<OperatorWrite> writes = new ArrayList<>(pack.writes());
    List<MadeObject> makes = new ArrayList<>(pack.makes());
    writes.removeIf(write -> write.name().equals(entry));
    makes.removeIf(make -> make.name().equals(entry));
    return new NoisePack(pack.name(), pack.groups(), pack.shown(), writes, makes);
  }
}
