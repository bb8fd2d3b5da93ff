package dev.drift.edit;

import static dev.drift.edit.Editing.add;
import static dev.drift.edit.Editing.refused;
import static dev.drift.edit.Editing.remove;
import static dev.drift.edit.Editing.set;
import static dev.drift.edit.Editing.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Settings of texts, such as those of ConfigMaps.
class SettingsEditTest {
  private static final String CONFIG_MAP =
      """
      kind: ConfigMap
      data:
        # of the server
        app.properties: |
          # how loud
          log.level = INFO
          path=C:\\\\temp \\
            and more

          other: x
        plain: text
      """;

  @Test
  void oneLineOfAPropertiesFileChanges() {
    assertThat(yaml(CONFIG_MAP, set("data[\"app.properties\"][\"log.level\"]", "\"DEBUG\"")))
        .isEqualTo(CONFIG_MAP.replace("INFO", "DEBUG"));
    assertThat(yaml(CONFIG_MAP, remove("data[\"app.properties\"][\"log.level\"]")))
        .isEqualTo(CONFIG_MAP.replace("    log.level = INFO\n", ""));
    assertThat(yaml(CONFIG_MAP, remove("data[\"app.properties\"].path")))
        .isEqualTo(CONFIG_MAP.replace("    path=C:\\\\temp \\\n      and more\n", ""));
    assertThat(yaml(CONFIG_MAP, add("data[\"app.properties\"][\"a b\"]", "\"\\\\ c\\nd\"")))
        .isEqualTo(CONFIG_MAP.replace("    other: x\n", "    other: x\n    a\\ b: \\\\ c\\nd\n"));
  }

  @Test
  void severalSettingsOfATextChange() {
    assertThat(
            yaml(
                CONFIG_MAP,
                set("data[\"app.properties\"][\"log.level\"]", "\"DEBUG\""),
                remove("data[\"app.properties\"].other"),
                set("data.plain", "\"t\"")))
        .isEqualTo(
            CONFIG_MAP
                .replace("INFO", "DEBUG")
                // The empty line is now the end of the text.
                .replace("app.properties: |", "app.properties: |+")
                .replace("\n    other: x\n", "\n")
                .replace("plain: text", "plain: t"));
  }

  @Test
  void aTextThatIsNotMadeOfSettingsIsRefused() {
    assertThat(refused(CONFIG_MAP, set("data.plain.x", "\"t\"")))
        .isEqualTo(
            "deploy.yaml:1: data.plain.x: the text cannot be edited by this key; edit it by hand.");
  }

  @Test
  void ofDoubledPropertiesTheLastChangesAndAllGo() {
    assertThat(edit("x.properties", "a=1\nb=2\na=3\n", "a", "\"4\"")).isEqualTo("a=1\nb=2\na=4\n");
    assertThat(removed("x.properties", "a=1\nb=2\na=3", "a")).isEqualTo("b=2");
  }

  @Test
  void yamlAndJson() {
    String text = "# c\nserver:\n  port: 8080 # why\n  mode: 'x'\n";
    assertThat(edit("config.yaml", text, "server.port", "9090"))
        .isEqualTo(text.replace("8080", "9090"));
    assertThat(edit("config.yaml", "a: 1\n---\nb: 2\n", "[1].b", "3"))
        .isEqualTo("a: 1\n---\nb: 3\n");
    assertThat(edit("config.json", "{\"a\": {\"b\": 1},\n \"c\": 2}", "a.b", "3"))
        .isEqualTo("{\"a\": {\"b\": 3},\n \"c\": 2}");
    assertThat(removed("config.yaml", text, "server.mode"))
        .isEqualTo("# c\nserver:\n  port: 8080 # why\n");
  }

  @Test
  void iniFiles() {
    String text = "; c\nroot = 1\n[core]\n# parallel\nparallelism = 32\n\n[web]\nport: 8080\n";
    assertThat(edit("airflow.cfg", text, "core.parallelism", "\"64\""))
        .isEqualTo(text.replace("32", "64"));
    assertThat(edit("airflow.cfg", text, "core.load_examples", "\"False\""))
        .isEqualTo(text.replace("= 32\n", "= 32\nload_examples = False\n"));
    assertThat(removed("airflow.cfg", text, "web.port"))
        .isEqualTo(text.replace("port: 8080\n", ""));
    assertThat(edit("airflow.cfg", text, "root", "\"2\"")).isEqualTo(text.replace("1", "2"));
  }

  @Test
  void environmentFiles() {
    assertThat(edit("x.env", "A=1\n# c\nB= x\n", "B", "\"y z\"")).isEqualTo("A=1\n# c\nB=y z\n");
    assertThat(edit("x.env", "A=1\n", "C", "\"2\"")).isEqualTo("A=1\nC=2\n");
    assertThat(removed("x.env", "A=1\n# c\nB=2\n", "A")).isEqualTo("# c\nB=2\n");
  }

  @Test
  void flagsOfJvms() {
    String text = "-server\n-Xmx4G\n# gc\n-XX:+UseG1GC\n-XX:G1HeapRegionSize=32M\n-Da.b=c\n";
    assertThat(edit("jvm.config", text, "[\"-Xmx\"]", "\"8G\""))
        .isEqualTo(text.replace("-Xmx4G", "-Xmx8G"));
    assertThat(edit("jvm.config", text, "[\"-XX:UseG1GC\"]", "false"))
        .isEqualTo(text.replace("+UseG1GC", "-UseG1GC"));
    assertThat(edit("jvm.config", text, "[\"-XX:G1HeapRegionSize\"]", "\"16M\""))
        .isEqualTo(text.replace("32M", "16M"));
    assertThat(edit("jvm.config", text, "[\"-Da.b\"]", "\"d\""))
        .isEqualTo(text.replace("=c", "=d"));
    assertThat(edit("jvm.config", text, "[\"-ea\"]", "true")).isEqualTo(text + "-ea\n");
    assertThat(removed("jvm.config", text, "[\"-server\"]"))
        .isEqualTo(text.replace("-server\n", ""));
  }

  @Test
  void redisFiles() {
    String text = "# c\nmaxmemory 1gb\nsave 900 1\nsave 300 10\n";
    assertThat(edit("redis.conf", text, "maxmemory", "\"2gb\""))
        .isEqualTo(text.replace("1gb", "2gb"));
    assertThat(edit("redis.conf", text, "appendonly", "\"yes\""))
        .isEqualTo(text + "appendonly yes\n");
    assertThat(
            SettingsEdit.of("redis.conf", text, Path.parse("save[0]"), Optional.of(Value.of("1"))))
        .isEmpty();
  }

  @Test
  void tomlFiles() {
    String text = "title = \"x\" # c\n\n[server]\nport = 80\n'odd' = 1\n[server.tls]\non = true\n";
    assertThat(edit("a.toml", text, "title", "\"y\"")).isEqualTo(text.replace("\"x\"", "\"y\""));
    assertThat(edit("a.toml", text, "server.port", "81")).isEqualTo(text.replace("80", "81"));
    assertThat(edit("a.toml", text, "server.tls.on", "false"))
        .isEqualTo(text.replace("true", "false"));
    assertThat(removed("a.toml", text, "server.port")).isEqualTo(text.replace("port = 80\n", ""));
    assertThat(edit("a.toml", text, "server.tls.cert", "\"c\"")).isEqualTo(text + "cert = \"c\"\n");
    assertThat(SettingsEdit.of("a.toml", text, Path.parse("server.odd"), Optional.of(Value.of(2))))
        .isEmpty();
  }

  @Test
  void hadoopSiteFiles() {
    String text =
        """
        <configuration>
          <!-- <property><name>a</name><value>0</value></property> -->
          <property>
            <name>a</name>
            <value>1</value>
          </property>
          <property>
            <name>b</name>
            <value>x &amp; y</value>
          </property>
        </configuration>
        """;
    assertThat(edit("hive-site.xml", text, "a", "\"<2>\""))
        .isEqualTo(text.replace("<value>1<", "<value>&lt;2&gt;<"));
    assertThat(removed("hive-site.xml", text, "b"))
        .isEqualTo(
            text.replace(
                "  <property>\n    <name>b</name>\n    <value>x &amp; y</value>\n  </property>\n",
                ""));
    assertThat(edit("hive-site.xml", text, "c", "\"3\""))
        .isEqualTo(
            text.replace(
                "</configuration>",
                "  <property>\n    <name>c</name>\n    <value>3</value>\n  </property>\n"
                    + "</configuration>"));
  }

  private static String edit(String name, String text, String path, String value) {
    return SettingsEdit.of(name, text, Path.parse(path), Optional.of(Editing.value(value)))
        .orElseThrow();
  }

  private static String removed(String name, String text, String path) {
    return SettingsEdit.of(name, text, Path.parse(path), Optional.empty()).orElseThrow();
  }
}
