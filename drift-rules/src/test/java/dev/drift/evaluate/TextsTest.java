package dev.drift.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Account;
import dev.drift.finding.Finding;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.rule.JudgedDifference;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Differences of texts that are made of settings are told by setting.
class TextsTest {
  private static final String CATALOG =
      """
      # tables
      connector.name=hive
      hive.metastore.uri=thrift://a:9083
      hive.max-memory=4GB
      """;

  @Test
  void eachSettingIsADifferenceOfItsOwn() {
    String live =
        """
        hive.max-memory=8GB
        connector.name=hive
        hive.new=1
        """;
    assertThat(lines("hive.properties", CATALOG, live))
        .containsExactlyInAnyOrder(
            "CHANGED data[\"hive.properties\"][\"hive.max-memory\"] 4GB 8GB",
            "REMOVED data[\"hive.properties\"][\"hive.metastore.uri\"] thrift://a:9083 nothing",
            "ADDED data[\"hive.properties\"][\"hive.new\"] nothing 1");
  }

  @Test
  void nestedSettingsAndLists() {
    assertThat(
            lines(
                "rules.json",
                "{\"catalogs\": [{\"user\": \"a\", \"allow\": \"all\"}, {\"allow\": \"none\"}]}",
                "{\"catalogs\": [{\"user\": \"a\", \"allow\": \"all\"}, {\"allow\": \"all\"}]}"))
        .containsExactly("CHANGED data[\"rules.json\"].catalogs[1].allow none all");
    assertThat(lines("a.yaml", "a: {b: 1}\nc:\n", "a: {b: 1}\n"))
        .containsExactly("REMOVED data[\"a.yaml\"].c null nothing");
  }

  @Test
  void toml() {
    String git =
        """
        [server]
        port = 8080 # the usual
        started = 2026-01-01
        ratio = 0.5
        [[routes]]
        to = "a"
        """;
    assertThat(
            lines(
                "app.toml",
                git,
                git.replace("8080", "9090").replace("0.5", "0.50").replace("\"a\"", "'b'")))
        .containsExactlyInAnyOrder(
            "CHANGED data[\"app.toml\"].server.port 8080 9090",
            "CHANGED data[\"app.toml\"].routes[0].to a b");
    assertThat(lines("app.toml", git, git.replace("2026-01-01", "2026-01-02")))
        .containsExactly("CHANGED data[\"app.toml\"].server.started 2026-01-01 2026-01-02");
    assertThat(lines("app.toml", git, git.replace("2026-01-01", "'2026-01-01'")))
        .as("another type: told as a text")
        .hasSize(1)
        .allMatch(line -> line.startsWith("CHANGED data[\"app.toml\"] a text of"));
    assertThat(lines("app.toml", "a = 1\nb = 2\n", "b = 2 # x\na = 0x1\n")).isEmpty();
  }

  @Test
  void otherWordsAreExplained() {
    String reordered =
        """
        hive.max-memory: 4GB
        hive.metastore.uri = thrift://a:9083

        # other
        connector.name hive
        """;
    Evaluation same =
        new Run().of(map("hive.properties", CATALOG), map("hive.properties", reordered));
    assertThat(Run.lines(same)).containsExactly("IN_SYNC ConfigMap ns/m");
    assertThat(same.findings()).isEmpty();
    assertThat(same.explained())
        .extracting(one -> one.path() + " " + one.explanation())
        .containsExactly(
            "data[\"hive.properties\"] both have the same settings: they differ only in"
                + " comments, order, whitespace or quotes");

    Evaluation amount =
        new Run()
            .of(
                map("hive.properties", CATALOG),
                map("hive.properties", CATALOG.replace("4GB", "4096MB")));
    assertThat(amount.findings()).isEmpty();
    assertThat(amount.explained())
        .extracting(one -> one.path() + " " + one.explanation())
        .containsExactly(
            "data[\"hive.properties\"][\"hive.max-memory\"] both are the same quantity,"
                + " written in different units");
  }

  @Test
  void whatProgramsMayReadInTwoWaysIsTold() {
    assertThat(lines("a.yaml", "a: yes\nb: 1\n", "a: true\nb: 1\n"))
        .containsExactly("CHANGED data[\"a.yaml\"].a yes true");
    assertThat(lines("a.yaml", "a: 1.10\n", "a: 1.1\n"))
        .containsExactly("CHANGED data[\"a.yaml\"].a 1.10 1.1");
    assertThat(lines("a.yaml", "a: yes\n", "a: 'yes'\n"))
        .containsExactly("CHANGED data[\"a.yaml\"] a: yes a: 'yes'");
    assertThat(lines("a.properties", "a=B\n", "a=b\n"))
        .containsExactly("CHANGED data[\"a.properties\"].a B b");
  }

  @Test
  void otherTextsAreToldAsAWhole() {
    assertThat(lines("start.sh", "a=1\nb=2\n", "a=1\nb=3\n"))
        .containsExactly("CHANGED data[\"start.sh\"] a text of 2 lines a text of 2 lines");
    assertThat(lines("a.json", "{\"a\": 1}", "{\"a\": 1"))
        .containsExactly("CHANGED data[\"a.json\"] {\"a\": 1} {\"a\": 1");
    assertThat(lines("settings", "{\"a\": 1}", "a=1\nb=2"))
        .containsExactly("CHANGED data.settings {\"a\": 1} a text of 2 lines");
  }

  @Test
  void nothingIsShownThatTheMaskedTextDoesNotShow() {
    String git =
        """
        db.password=canary-one
        db2.p\\u0061ssword=canary-two
        url=jdbc:postgresql://x?user=a&password=canary-three
        """;
    String cluster = git.replace("canary-", "canary-live-");
    for (String name : List.of("a.properties", "a.yaml", "a.env", "a")) {
      String desired = name.equals("a.yaml") ? yaml(git) : git;
      String live = name.equals("a.yaml") ? yaml(cluster) : cluster;
      List<String> lines = lines(name, desired, live);
      assertThat(lines).as(name).isNotEmpty().noneMatch(line -> line.contains("canary"));
    }
    assertThat(lines("a.properties", git, cluster))
        .contains("CHANGED data[\"a.properties\"][\"db.password\"] a secret value a secret value");
    assertThat(
            lines(
                "site.xml",
                "<configuration><property><name>x.password</name><value>canary</value></property>"
                    + "</configuration>",
                "<configuration><property><name>x.password</name><value>canary2</value></property>"
                    + "</configuration>"))
        .hasSize(1)
        .noneMatch(line -> line.contains("canary"));
    assertThat(
            lines(
                "a.json",
                "{\"env\": [{\"name\": \"DB_PASSWORD\", \"value\": \"canary\"}]}",
                "{\"env\": [{\"name\": \"DB_PASSWORD\", \"value\": \"canary2\"}]}"))
        .hasSize(1)
        .noneMatch(line -> line.contains("canary"));
    String toml =
        """
        db.password = "canary-one"
        "db2.p\\u0061ssword" = "canary-two"
        url = "jdbc:postgresql://x?user=a&password=canary-three"
        [auth]
        password = '''
        canary-four'''
        inline = {plain = 1, client_secret = "canary-five"}
        token = \"""
        canary-six
        canary-seven\"""
        """;
    assertThat(lines("a.toml", toml, toml.replace("canary-", "canary-live-")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("canary"));
    assertThat(lines("a.properties", "\\u0067hp_" + "a1B2".repeat(9) + "=x\n", "b=1\n"))
        .as("a name that is a token once it is read")
        .hasSize(1)
        .allMatch(line -> line.startsWith("CHANGED data[\"a.properties\"] ‹masked:"))
        .noneMatch(line -> line.contains("a1B2"));
  }

  private static String yaml(String properties) {
    return properties.replaceAll("(?m)^([^=]*)=", "$1: ").replace("\\u0061", "a");
  }

  /// What stands in a snapshot gives what the cluster gives.
  @Test
  void theSameUnderMasks() {
    String git =
        """
        user=admin
        db.password=canary-one
        secret.size=4GB
        url=jdbc:postgresql://x?user=a&password=canary-three
        plain=1
        """;
    String cluster = git.replace("canary-one", "other").replace("plain=1", "# x\nplain=2");
    for (String name : List.of("a.properties", "a.env", "a.yaml", "a")) {
      String desired = name.equals("a.yaml") ? yaml(git) : git;
      String live = name.equals("a.yaml") ? yaml(cluster) : cluster;
      assertThat(lines(masked(map(name, desired), map(name, live))))
          .as(name)
          .hasSize(2)
          .isEqualTo(lines(name, desired, live));
    }
  }

  @Test
  void masksOfAnotherKeyTellNothing() {
    String git = "user=admin\ndb.password=canary\nplain=1\n";
    Run run = new Run().keyId("000000000000");
    String live =
        "user=admin\ndb.password=‹masked:000000000000:%s›\nplain=2\n".formatted("0".repeat(32));
    Evaluation evaluation = run.of(map("a.properties", git), map("a.properties", live));
    assertThat(lines(evaluation)).containsExactly("CHANGED data[\"a.properties\"].plain 1 2");
    assertThat(evaluation.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.OTHER_KEY);
  }

  @Test
  void theLineInGitIsThatOfTheSetting() {
    String git =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m, namespace: ns}
        data:
          a.properties: |
            # first
            x=1
            long=a, \\
              y=2

            y=1
          b.yaml: |-
            server:
              port: 1
          c.properties: >
            z=1

            y=1
        """;
    String live =
        git.replace("y=1", "y=9").replace("port: 1", "port: 9").replace("x=1", "x=1\n    new=1");
    assertThat(new Run().of(git, live).findings())
        .extracting(
            finding ->
                ((Finding.Drift) finding).path()
                    + " "
                    + finding.origin().orElseThrow().place().orElseThrow().line())
        .containsExactlyInAnyOrder(
            "data[\"a.properties\"].y 11",
            "data[\"a.properties\"].new 5",
            "data[\"b.yaml\"].server.port 14",
            "data[\"c.properties\"].y 15");
  }

  @Test
  void anAccountKnowsEveryPath() {
    Run run = new Run();
    String git = map("hive.properties", CATALOG);
    String live =
        map("hive.properties", CATALOG.replace("4GB", "4096MB").replace("a:9083", "b:9083"));
    Account account =
        run.of(run.desired(git), run.live(live))
            .account(new ResourceId(new GroupKind("", "ConfigMap"), "ns", "m"))
            .orElseThrow();
    assertThat(account.entries())
        .extracting(
            entry ->
                entry.standing() + " " + entry.path() + " " + JudgedDifference.text(entry.value()))
        .contains(
            "DRIFT data[\"hive.properties\"][\"hive.metastore.uri\"] thrift://b:9083",
            "EXPLAINED data[\"hive.properties\"][\"hive.max-memory\"] 4096MB");
    assertThat(account.count(Account.Standing.UNACCOUNTED)).isZero();
  }

  @Test
  void aSealedConfigMapHasToBeMadeAnew() {
    String git = map("hive.properties", CATALOG) + "immutable: true\n";
    Evaluation evaluation = new Run().of(git, git.replace("4GB", "8GB"));
    assertThat(Run.lines(evaluation)).containsExactly("NEEDS_RECREATE ConfigMap ns/m");
    assertThat(evaluation.findings().getFirst().remedy()).contains("delete the object");
  }

  @Test
  void ofASecretNothingButNamesIsTold() {
    List<String> lines =
        lines(
            new Run()
                .of(
                    secret("app.properties", "db.url=canary-a\ndb.password=canary-b\nx=canary-c\n"),
                    secret("app.properties", "db.url=canary-d\nx=canary-c\nenabled=true\n")));
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "CHANGED data[\"app.properties\"][\"db.url\"] a secret value a secret value",
            "REMOVED data[\"app.properties\"][\"db.password\"] a secret value nothing",
            "ADDED data[\"app.properties\"].enabled nothing a secret value");
    assertThat(
            lines(
                new Run()
                    .of(
                        secret("app.yaml", "a:\n  b: true\n  c: 1\n  d: [x]\n"),
                        secret("app.yaml", "a:\n  b: false\n  c: 2\n  d: [x, y]\n"))))
        .hasSize(3)
        .allMatch(line -> line.matches("(CHANGED|ADDED) .* (a secret value ?|nothing ?)+"));
  }

  @Test
  void aNameThatMayBeASecretIsNotTold() {
    for (String[] file :
        new String[][] {
          {"tokens.yaml", "abc: alice\n", "abc: bob\n"},
          {"users.properties", "alice=1\n", "alice=2\n"},
          {"app.properties", "c4n4ry=alice\n", "c4n4ry=bob\n"},
          {"app.yaml", "a: 1\n", "a: 1\nb: {c4n4ry: x}\n"},
          {"app.toml", "c4n4ry='alice'\n", "c4n4ry='bob'\n"},
          {"value", "canary=1\nx=1\n", "canary=2\nx=1\n"},
          {"password", "canary: 1\nx: 1", "canary: 2\nx: 1"}
        }) {
      assertThat(lines(new Run().of(secret(file[0], file[1]), secret(file[0], file[2]))))
          .as(file[0])
          .hasSize(1)
          .noneMatch(line -> line.contains("abc") || line.contains("alice"))
          .noneMatch(line -> line.contains("c4n4ry") || line.contains("canary"));
    }
  }

  @Test
  void aSecretThatSaysTheSameIsExplained() {
    Evaluation evaluation =
        new Run()
            .of(
                secret("app.properties", "a=1\nb=2\n"),
                secret("app.properties", "# x\nb = 2\na = 1\n"));
    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC Secret ns/m");
    assertThat(evaluation.explained()).hasSize(1);
  }

  private static String secret(String name, String text) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: m, namespace: ns}
        type: Opaque
        data:
          "%s": %s
        """
        .formatted(name, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
  }

  private static String map(String name, String text) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m, namespace: ns}
        data:
          "%s": %s
        """
        .formatted(name, quoted(text));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static List<String> lines(String name, String git, String cluster) {
    return lines(new Run().of(map(name, git), map(name, cluster)));
  }

  private static Evaluation masked(String git, String cluster) {
    Run run = new Run().keyId(Run.REDACTOR.keyId());
    LiveState plain = run.live(cluster);
    LiveState redacted =
        LiveObjects.each(
            plain,
            one ->
                new LiveResource(
                    one.ref(), Run.REDACTOR.redact(one.ref(), one.content()), one.owners()));
    return run.of(run.desired(git), redacted);
  }

  private static List<String> lines(Evaluation evaluation) {
    return evaluation.findings().stream()
        .map(Finding.Drift.class::cast)
        .map(
            drift ->
                "%s %s %s %s"
                    .formatted(
                        drift.change(),
                        drift.path(),
                        JudgedDifference.text(drift.desired()),
                        JudgedDifference.text(drift.live())))
        .toList();
  }
}
