package dev.drift.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonWriter;
import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values come from the specification of each format.
class SettingsTest {
  /// From java.util.Properties#load(Reader).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Truth = Beauty|{'Truth':'Beauty'}",
        " Truth:Beauty|{'Truth':'Beauty'}",
        "Truth                    :Beauty|{'Truth':'Beauty'}",
        "cheeses|{'cheeses':''}",
        "fruits apple|{'fruits':'apple'}",
        "fruits apple, banana, pear, \\~   cantaloupe|{'fruits':'apple, banana, pear, cantaloupe'}",
        "# x\\~a=1|{'a':'1'}",
        "! x~#y~~a=1|{'a':'1'}",
        "a=1~a=2|{'a':'2'}",
        "a\\=b\\:c=1|{'a=b:c':'1'}",
        "a=\\u0041\\t.|{'a':'A\\t.'}",
        "a=b=c|{'a':'b=c'}",
        "|{}"
      })
  void properties(String text, String expected) {
    assertThat(read("x.properties", text == null ? "" : text)).isEqualTo(json(expected));
  }

  @Test
  void whiteSpaceAtTheEndOfAPropertyBelongsToIt() {
    assertThat(read("x.properties", " a = b ")).isEqualTo("{\"a\":\"b \"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1~b:~  c: [x, true, null]|{'a':1,'b':{'c':['x',true,null]}}",
        "a: &x {b: 1}~c: *x|{'a':{'b':1},'c':{'b':1}}",
        // The YAML 1.1 of one program is not that of another: kept as it is spelled.
        "a: yes~b: 0644~c: 1.10~d: 1e3|{'a':'yes','b':'0644','c':'1.10','d':'1e3'}",
        "- a~- b|['a','b']",
        "---~a: 1~---~a: 2|[{'a':1},{'a':2}]",
        "# only~a: 1 # x|{'a':1}"
      })
  void yaml(String text, String expected) {
    assertThat(read("x.yaml", text)).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': {'b': [1, 2.5, \"x\"]}}|{'a':{'b':[1,2.5,'x']}}",
        "[1]|[1]",
        "{'a': 1.0}|{'a':'1.0'}"
      })
  void json(String text, String expected) {
    assertThat(read("x.json", json(text))).isEqualTo(json(expected));
  }

  /// From org.apache.hadoop.conf.Configuration.
  @Test
  void hadoop() {
    assertThat(
            read(
                "hive-site.xml",
                """
                <?xml version="1.0"?>
                <?xml-stylesheet type="text/xsl" href="configuration.xsl"?>
                <configuration>
                  <!-- old -->
                  <property><name>a.b</name><value>x &amp; y</value><description>z</description></property>
                  <property><name> c </name><value></value></property>
                  <property><name>d</name><value>1</value><final>true</final></property>
                  <property><name>a.b</name><value><![CDATA[<1>]]></value></property>
                </configuration>
                """))
        .isEqualTo(json("{'a.b':'<1>','c':'','d':{'value':'1','final':true}}"));
  }

  @Test
  void nothingOutsideOfXmlIsLookedAt() {
    String secret = "<!DOCTYPE configuration [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
    String body =
        "<configuration><property><name>a</name><value>&x;</value></property></configuration>";
    assertThat(Settings.read("core-site.xml", secret + body)).isEmpty();
    assertThat(Settings.read("core-site.xml", "<!DOCTYPE configuration>" + body)).isEmpty();
    assertThat(
            Settings.read(
                "core-site.xml",
                "<configuration xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
                    + "<xi:include href=\"file:///etc/hostname\"/></configuration>"))
        .isEmpty();
    assertThat(Settings.read("pom.xml", "<project><name>a</name></project>")).isEmpty();
  }

  @Test
  void ini() {
    assertThat(
            read(
                "grafana.ini",
                """
                ; comment
                app_mode = production
                [server]
                http_port = 3000
                root_url: https://x/?a=b
                [auth.anonymous]
                enabled = true
                """))
        .isEqualTo(
            json(
                "{'app_mode':'production','server':{'http_port':'3000','root_url':'https://x/?a=b'},"
                    + "'auth.anonymous':{'enabled':'true'}}"));
    assertThat(Settings.read("a.ini", "[a]\nx=1\nx=2")).isEmpty();
    assertThat(Settings.read("a.ini", "[a]\nx=1\n  y=2")).as("continues, or does not").isEmpty();
  }

  /// From https://toml.io/en/v1.0.0.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "# x~title = \"a \\u0041\" # x~|{'title':'a A'}",
        "[servers.alpha]~ip = '10.0.0.1'~[servers.beta]~on = true|"
            + "{'servers':{'alpha':{'ip':'10.0.0.1'},'beta':{'on':true}}}",
        "site.\"google.com\" = 1~site.x = 2|{'site':{'google.com':1,'x':2}}",
        "[[products]]~n = 1~[[products]]~n = 2|{'products':[{'n':1},{'n':2}]}",
        "a = [1, 'x', {b = [true]}, # x~ ]|{'a':[1,'x',{'b':[true]}]}",
        "a = 1_000~b = 0xff~c = 0o17~d = +3|{'a':1000,'b':255,'c':15,'d':3}",
        "a = \"\"\"~x\\~   y\"\"\"~b = '''~x'''|{'a':'xy','b':'x'}",
        "a = 12345678901234567890123|{'a':12345678901234567890123}",
        // Of other types than the whole number and the text that are spelled alike.
        "a = 1.0~b = 1e3~c = 0.10~d = -inf|{'a':'1.0','b':'1000.0','c':'0.1','d':'-Infinity'}",
        "a = 1979-05-27T07:32:00Z~b = 07:32:00|{'a':'1979-05-27T07:32:00Z','b':'07:32:00'}",
        "|{}"
      })
  void toml(String text, String expected) {
    assertThat(read("x.toml", text == null ? "" : text)).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 1\na = 2",
        "[a]\nb = 1\n[a]\nc = 2",
        "a.b = 1\na = 2",
        "a = {b = 1}\na.c = 2",
        "a = 01",
        "a = 1\r",
        "a = 2000-02-30",
        "a = 1e999999",
        "a = words",
        "a",
        "a = -0b1"
      })
  void noToml(String text) {
    assertThat(Settings.read("x.toml", text)).isEmpty();
  }

  /// The parser takes it for the end of the text.
  @Test
  void halfACharacterIsNoToml() {
    String half = String.valueOf((char) 0xD800);
    assertThat(Settings.read("x.toml", half + "\na = 1")).isEmpty();
    assertThat(Settings.read("x.toml", "a = '" + half + "'")).isEmpty();
  }

  @Test
  void aDateInTomlIsNoText() {
    Settings date = toml("a = 1979-05-27");

    assertThat(date.comparesWith(toml("a = '1979-05-27'"))).isFalse();
    assertThat(date.comparesWith(toml("a = 1979-05-28"))).isTrue();
    assertThat(toml("a = 1.0").comparesWith(toml("a = '1.0'"))).isFalse();
    assertThat(toml("a = [1.0]").comparesWith(toml("a = [1.00]"))).isTrue();
  }

  private static Settings toml(String text) {
    return Settings.read("x.toml", text).orElseThrow();
  }

  @Test
  void env() {
    assertThat(read("app.env", "# x\nA=1\nB=\"two words\"\n\nC=\n"))
        .isEqualTo(json("{'A':'1','B':'\\\"two words\\\"','C':''}"));
    assertThat(Settings.read(".env", "export A=1")).as("a script").isEmpty();
    assertThat(Settings.read(".env", "A=1\nA=2")).as("readers do not agree").isEmpty();
  }

  @Test
  void jvmFlags() {
    assertThat(
            read(
                "jvm.config",
                """
                -server
                # comment
                -Xmx4G
                -XX:+UseG1GC
                -XX:-OmitStackTraceInFastThrow
                -XX:G1HeapRegionSize=32M
                -Dfile.encoding=UTF-8
                -Dflag
                --add-exports=java.base/sun.misc=ALL-UNNAMED
                -javaagent:/agent.jar=8080:/x.yaml
                -XX:+UseG1GC
                -Xmx5G
                """))
        .isEqualTo(
            json(
                "{'-server':true,'-Xmx':'5G','-XX:UseG1GC':true,"
                    + "'-XX:OmitStackTraceInFastThrow':false,'-XX:G1HeapRegionSize':'32M',"
                    + "'-Dfile.encoding':'UTF-8','-Dflag':true,"
                    + "'--add-exports=java.base/sun.misc':'ALL-UNNAMED',"
                    + "'-javaagent:/agent.jar=8080:/x.yaml':true}"));
    assertThat(Settings.read("jvm.config", "-Xmx4G\nwords")).isEmpty();
    assertThat(read("jvm.config", "-XX:+UnlockDiagnosticVMOptions\n-XX:+PrintAssembly"))
        .isEqualTo(json("{'-XX:UnlockDiagnosticVMOptions':true,'-XX:PrintAssembly':true}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+PrintAssembly\n-XX:+UnlockDiagnosticVMOptions", // it fails so
        "-javaagent:a.jar\n-javaagent:b.jar",
        "-Xmx4G\n-XX:MaxHeapSize=5G",
        "--enable-preview\n--enable-preview"
      })
  void flagsWhoseOrderMatters(String text) {
    assertThat(Settings.read("jvm.config", text)).isEmpty();
  }

  @Test
  void redis() {
    assertThat(read("redis.conf", "# x\nport 6379\nsave 900 1\nsave 300 10\nMaxMemory 1gb\n"))
        .isEqualTo(json("{'port':'6379','save':['900 1','300 10'],'maxmemory':'1gb'}"));
    assertThat(Settings.read("redis.conf", "port 1\ninclude /other.conf\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "settings|{\"a\": 1}|JSON",
        "settings|A=1~B=2|ENV",
        "settings|a.b=1~B=2|PROPERTIES",
        "x.config|a.b = 1~c = 2|PROPERTIES",
        "settings|[a]~b=1|INI",
        "settings|a: 1~b: 2|YAML",
        "settings|<configuration></configuration>|HADOOP_XML",
        "dir/a.PROPERTIES|words|PROPERTIES"
      })
  void theFormatShows(String name, String text, SettingsFormat format) {
    assertThat(Settings.read(name, text.replace('~', '\n')).map(Settings::format)).contains(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start.sh|a=1~b=2",
        "settings|a=1",
        "settings|just words",
        "settings|first: line~then words",
        "tls.crt|a: 1~b: 2",
        "x.properties|a=\\u00",
        "x.yaml|a: 1~a: 2",
        "x.yaml|a: [",
        "x.yaml|words",
        "x.json|{\"a\": 1} trailing",
        "x.json|{\"a\": 1, \"a\": 2}",
        "x.yaml|a: {{ .Values.a }}"
      })
  void plainText(String name, String text) {
    assertThat(Settings.read(name, text.replace('~', '\n'))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.yaml", "x.json", "x.xml", "x.properties", "x.ini", "x.toml", "jvm.config", "x"})
  void hostileTexts(String name) throws IOException {
    for (String text :
        new String[] {
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "<configuration>".repeat(100_000),
          "a: &a [1]\n" + "b: [*a, *a, *a, *a]\n".repeat(10_000),
          "\u0000\uFFFF\uD800",
          "a=".repeat(400_000),
          "-".repeat(500_000),
          "[a".repeat(200_000),
          "x".repeat(Settings.LONGEST + 1)
        }) {
      Optional<Value> read = Settings.read(name, text).map(Settings::root);
      assertThat(read.equals(hostile(name, text))).as("%s %.10s", name, text).isTrue();
    }
    assertThat(Settings.read(name, "a=1\n".repeat(Settings.LONGEST / 4 + 1))).isEmpty();
  }

  /// Only formats of lines read any of them.
  private static Optional<Value> hostile(String name, String text) throws IOException {
    if (name.equals("x.properties") && text.length() <= Settings.LONGEST) {
      return Optional.of(properties(text));
    }
    if (name.equals("x.ini") && text.startsWith("a=")) {
      return Optional.of(field("a", text.substring(2)));
    }
    if (name.equals("x.ini") && text.startsWith("{\"a\":")) {
      return Optional.of(field("{\"a\"", text.substring(5)));
    }
    return name.equals("jvm.config") && text.startsWith("-")
        ? Optional.of(Value.Obj.EMPTY.with(text, new Value.Bool(true)))
        : Optional.empty();
  }

  /// Java's own reader.
  private static Value.Obj properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Value.Obj object = Value.Obj.EMPTY;
    for (String key : properties.stringPropertyNames()) {
      object = object.with(key, Value.of(properties.getProperty(key)));
    }
    return object;
  }

  private static Value.Obj field(String name, String value) {
    return Value.Obj.EMPTY.with(name, Value.of(value));
  }

  @ParameterizedTest
  @CsvSource({
    "PROPERTIES, 4GB, 4096MB, true",
    "PROPERTIES, 1.5GB, 1536MB, true",
    "PROPERTIES, 1kB, 1024B, true",
    "PROPERTIES, 1m, 60s, true",
    "PROPERTIES, 24h, 1d, true",
    "PROPERTIES, 0.5s, 500 ms, true",
    "PROPERTIES, 4GB, 4000MB, false",
    "PROPERTIES, 4GB, 4gb, false",
    "PROPERTIES, 60, 1m, false",
    "PROPERTIES, 1m, 1M, false",
    "JVM_FLAGS, 4G, 4096m, true",
    "JVM_FLAGS, 4g, 4G, true",
    "JVM_FLAGS, 4G, 4000m, false",
    "YAML, 4GB, 4096MB, false"
  })
  void amounts(SettingsFormat format, String one, String other, boolean same) {
    assertThat(Amounts.same(format, "-Xmx", one, other)).isEqualTo(same);
    assertThat(Amounts.same(format, "-Xmx", other, one)).isEqualTo(same);
  }

  private static String read(String name, String text) {
    return Settings.read(name, text.replace('~', '\n'))
        .map(settings -> JsonWriter.text(settings.root()))
        .orElse("plain text");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void aSiteFileWithMoreBehindItsRootIsPlainText() {
    String file =
        "<configuration><property><name>a</name><value>b</value></property></configuration>";
    assertThat(Settings.read("core-site.xml", file)).isPresent();
    assertThat(Settings.read("core-site.xml", file + "x")).isEmpty();
    assertThat(Settings.read("core-site.xml", file + "<more/>")).isEmpty();
  }
}
