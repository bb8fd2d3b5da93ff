package dev.drift.source.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is known of files from an earlier run is what reading them anew would give.
class ParsedFilesTest {
  private static final String PARSER = "drift 12345678";

  @TempDir Path temp;

  private Path file;

  @BeforeEach
  void name() {
    file = temp.resolve("parsed");
  }

  private ParsedFiles load() {
    return ParsedFiles.load(file, PARSER);
  }

  private static SourceFile source(String path, String text) {
    return source(path, text.getBytes(UTF_8));
  }

  private static SourceFile source(String path, byte[] content) {
    return new SourceFile(path, content, Optional.of(sha256(content)));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Documents read(ParsedFiles parsed, SourceFile file) {
    return new DocumentReader(YamlLimits.DEFAULT, parsed).read(file);
  }

  private static Documents readAnew(SourceFile file) {
    return new DocumentReader(YamlLimits.DEFAULT).read(file);
  }

  /// One run that reads this file.
  private void run(SourceFile source) {
    ParsedFiles parsed = load();
    read(parsed, source);
    parsed.save();
  }

  private static List<Value> values(Documents documents) {
    return documents.documents().stream().map(Document::value).toList();
  }

  @Test
  void theNextRunKnowsContentValuesAndPlaces() {
    SourceFile source =
        source(
            "a.yaml",
            """
            # two documents
            kind: ConfigMap
            data:
              number: 1.50
              text: |
                one
                two
            ---
            ---
            - &x {a: 1e3}
            - *x
            """);
    run(source);

    ParsedFiles parsed = load();

    assertThat(parsed.content(source.id().orElseThrow()))
        .hasValueSatisfying(content -> assertThat(content).isEqualTo(source.content()));
    assertThat(parsed.documents(source)).contains(values(readAnew(source)));
    Documents known = read(parsed, source);
    assertThat(known.documents()).hasSize(3);
    var places = known.documents().getFirst().places();
    assertThat(places.field("data").field("number").start().line()).isEqualTo(4);
    assertThat(places.field("data").field("number").start().column()).isEqualTo(11);
    assertThat(known.documents().getLast().places().item(1).start().alias()).isTrue();
    assertThat(known.documents().getLast().places().document()).isEqualTo(2);
  }

  @Test
  void contentThatIsNotTheSameIsNotKnown() {
    run(source("a.yaml", "a: 1"));

    assertThat(load().documents(source("a.yaml", "a: 2"))).isEmpty();
    assertThat(load().documents(new SourceFile("a.yaml", "a: 1".getBytes(UTF_8)))).isEmpty();
  }

  @Test
  void theSameContentUnderAnotherNameIsKnown() {
    run(source("a.yaml", "a: 1"));

    assertThat(load().documents(source("b/c.yml", "a: 1"))).isPresent();
  }

  /// A `.json` is read by other rules than a `.yaml`: only there are duplicate keys of YAML's own.
  @Test
  void jsonAndYamlAreKeptApart() {
    run(source("a.json", "{\"a\": 1}"));

    assertThat(load().documents(source("a.json", "{\"a\": 1}"))).isPresent();
    assertThat(load().documents(source("a.yaml", "{\"a\": 1}"))).isEmpty();
    assertThat(load().content(sha256("{\"a\": 1}".getBytes(UTF_8)))).isPresent();
  }

  @Test
  void aFileWithAProblemIsReadEachTimeSoThatItIsTold() {
    SourceFile twice = source("a.yaml", "a: 1\na: 2\n");
    run(twice);

    assertThat(load().documents(twice)).isEmpty();
    assertThat(read(load(), twice).problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "a\\ud83db", "\\ude00a", "\\ud83d\\ude00", "\\u0000\\u2028"})
  void oddCharactersComeBackAsTheyWere(String text) {
    SourceFile odd = source("odd.json", "{\"a\": \"%s\"}".formatted(text));
    SourceFile plain = source("plain.yaml", "a: b");
    ParsedFiles parsed = load();
    read(parsed, odd);
    read(parsed, plain);
    parsed.save();

    assertThat(values(read(load(), odd))).isEqualTo(values(readAnew(odd)));
    assertThat(load().documents(plain)).isPresent();
  }

  /// 4 KB that stand for 400 MB: a run must not die of what it might have kept.
  @Test
  void aliasesThatStandForMuchAreReadEachTime() {
    String text =
        "a: &a \"%s\"\nb: &b [%s]\nc: &c [%s]\nd: [%s]\n"
            .formatted("x".repeat(4_000), "*a, ".repeat(40), "*b, ".repeat(40), "*c, ".repeat(40));
    SourceFile much = source("much.yaml", text);
    assertThat(readAnew(much).problems()).isEmpty();
    run(much);

    assertThat(file).doesNotExist();
  }

  @Test
  void twoFilesInOneRunAreBothKept() {
    ParsedFiles parsed = load();
    read(parsed, source("a.yaml", "a: 1"));
    read(parsed, source("b.yaml", "b: 1"));
    parsed.save();

    assertThat(load().documents(source("a.yaml", "a: 1"))).isPresent();
    assertThat(load().documents(source("b.yaml", "b: 1"))).isPresent();
  }

  /// Somebody else's bytes with a good checksum: lengths that make no sense.
  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 100})
  void lengthsThatMakeNoSenseCountForNothing(int length) throws IOException {
    SourceFile source = source("a.yaml", "a: 1");
    run(source);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int at = 2 + PARSER.length() + 2 + source.id().orElseThrow().length();
    assertThat(bytes.getInt(at)).isEqualTo("a: 1".length());
    bytes.putInt(at, length);
    CRC32 sum = new CRC32();
    sum.update(bytes.slice(0, bytes.capacity() - Long.BYTES));
    bytes.putLong(bytes.capacity() - Long.BYTES, sum.getValue());
    Files.write(file, bytes.array());

    assertThat(load().documents(source)).isEmpty();
  }

  @Test
  void whereItCannotBeMovedToItsPlaceNothingStaysBehind() throws IOException {
    Files.createDirectories(file.resolve("in the way"));

    run(source("a.yaml", "a: 1"));

    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void whatAnotherParserMadeCountsForNothing() {
    SourceFile source = source("a.yaml", "a: 1");
    run(source);

    assertThat(ParsedFiles.load(file, "drift 87654321").documents(source)).isEmpty();

    ParsedFiles other = ParsedFiles.load(file, "drift 87654321");
    read(other, source);
    other.save();
    assertThat(load().documents(source)).isEmpty();
    assertThat(ParsedFiles.load(file, "drift 87654321").documents(source)).isPresent();
  }

  @Test
  void aBrokenFileCountsForNothingAndIsMendedByTheNextRun() throws IOException {
    SourceFile source = source("a.yaml", "a: 1");
    run(source);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] flipped = good.clone();
      flipped[i] ^= 4;
      Files.write(file, flipped);
      assertThat(load().documents(source)).as("byte %d is another", i).isEmpty();
      Files.write(file, java.util.Arrays.copyOf(good, i));
      assertThat(load().documents(source)).as("it ends before byte %d", i).isEmpty();
    }

    run(source);

    assertThat(load().documents(source)).isPresent();
  }

  @Test
  void whatAnEarlierRunNeededIsKeptForTheNext() {
    SourceFile main = source("a.yaml", "branch: main");
    SourceFile release = source("a.yaml", "branch: release");
    run(main);
    run(release);

    assertThat(load().documents(main)).isPresent();
    assertThat(load().documents(release)).isPresent();
  }

  @Test
  void withoutAFolderToKeepItInAllIsReadAnew() {
    ParsedFiles parsed = ParsedFiles.load(temp.resolve("missing/parsed"), PARSER);
    SourceFile source = source("a.yaml", "a: 1");

    assertThat(values(read(parsed, source))).isEqualTo(values(readAnew(source)));
    parsed.save();

    assertThat(temp.resolve("missing")).doesNotExist();
  }

  static Stream<Path> manifests() throws IOException {
    Stream.Builder<Path> found = Stream.builder();
    for (String folder : List.of("../examples", "src/test/resources", "../drift-rules/src/test")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(each -> DocumentReader.reads(each.toString())).forEach(found);
      }
    }
    return found.build();
  }

  /// Values with the spelling of their numbers, and the place of each.
  @ParameterizedTest
  @MethodSource("manifests")
  void everyManifestHereComesBackAsItWas(Path manifest) throws IOException {
    SourceFile source = source(manifest.toString(), Files.readAllBytes(manifest));
    Documents anew = readAnew(source);
    run(source);

    Documents known = read(load(), source);

    assertThat(load().documents(source).isPresent()).isEqualTo(anew.problems().isEmpty());
    assertThat(known.problems()).isEqualTo(anew.problems());
    assertThat(known.documents()).hasSameSizeAs(anew.documents());
    for (int i = 0; i < anew.documents().size(); i++) {
      Document expected = anew.documents().get(i);
      Document found = known.documents().get(i);
      assertThat(JsonWriter.text(found.value())).isEqualTo(JsonWriter.text(expected.value()));
      assertThat(found.value()).isEqualTo(expected.value());
      assertThat(found.places().root()).isEqualTo(expected.places().root());
      assertThat(found.places().document()).isEqualTo(expected.places().document());
    }
  }
}
