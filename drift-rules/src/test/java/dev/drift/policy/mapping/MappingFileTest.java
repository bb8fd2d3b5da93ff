package dev.drift.policy.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.drift.model.origin.SourceFile;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingFileTest {
  private static final String HEAD = "apiVersion: drift.dev/v1\nkind: Mapping\n";

  static MappingFile.Result read(String text) {
    return MappingFile.read(
        new SourceFile("mapping.yaml", text.getBytes(UTF_8)),
        new DocumentReader(YamlLimits.DEFAULT));
  }

  private static List<String> problems(String text) {
    return switch (read(text)) {
      case MappingFile.Result.Read _ -> List.of();
      case MappingFile.Result.Invalid(var problems) ->
          problems.stream()
              .map(
                  it ->
                      "%s:%d: %s"
                          .formatted(
                              it.place().orElseThrow().file(),
                              it.place().orElseThrow().line(),
                              it.message()))
              .toList();
    };
  }

  @Test
  void everyListIsRead() {
    MappingFile.Result result =
        read(
            HEAD
                + """
                namespaces: [{from: staging, to: production}]
                names: [{kinds: [ConfigMap], from: a-staging, to: a}]
                hosts: [{from: .staging.example.com, to: .example.com}]
                registries: [{from: registry.example.com:5000/team, to: mirror.example.com}]
                ignores:
                - match: {kinds: [Deployment], paths: [spec.replicas]}
                  reason: staging is smaller
                  owner: platform
                """);
    assertThat(result).isInstanceOf(MappingFile.Result.Read.class);
    ClusterMapping mapping = ((MappingFile.Result.Read) result).mapping();
    assertThat(mapping.namespace("staging")).isEqualTo("production");
    assertThat(mapping.namespace("other")).isEqualTo("other");
    assertThat(mapping.counterparts())
        .extracting(Counterpart::list, Counterpart::from, Counterpart::to, it -> it.place().line())
        .containsExactly(
            tuple("namespaces", "staging", "production", 3),
            tuple("names", "a-staging", "a", 4),
            tuple("hosts", ".staging.example.com", ".example.com", 5),
            tuple("registries", "registry.example.com:5000/team", "mirror.example.com", 6));
    assertThat(mapping.ignores())
        .singleElement()
        .satisfies(it -> assertThat(it.policy()).isEqualTo("mapping.yaml, ignore 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hosts: [{from: a.example.com}]                        | mapping.yaml:3: to is missing: what the second cluster has instead
          hosts: [{from: .example.com, to: example.com}]        | mapping.yaml:3: from and to of a host both begin with a dot, or neither does
          hosts: [{from: db, to: a.example.com}]                | mapping.yaml:3: from is not a host such as db.staging.example.com, or what hosts end in, such as .staging.example.com
          hosts: [{from: 1, to: a.example.com}]                 | mapping.yaml:3: from must be a string; quote it
          hosts: {from: a.b, to: c.d}                           | mapping.yaml:3: hosts must be a list
          hosts: [a.example.com]                                | mapping.yaml:3: hosts has an item that is not a mapping
          hosts: [{from: a.b, to: c.d, why: x}]                 | mapping.yaml:3: hosts[0].why is not a field of hosts[0]
          host: []                                              | mapping.yaml:3: host is not a field of a mapping
          namespaces: [{from: A_B, to: b}]                      | mapping.yaml:3: from is not a namespace
          namespaces: [{from: a, to: c}, {from: b, to: c}]      | mapping.yaml:3: two namespaces have the same counterpart, also at line 3; give each its own
          namespaces: [{from: a, to: c}, {from: a, to: d}]      | mapping.yaml:3: another entry of namespaces has the same from; keep one
          names: [{from: a, to: b}, {kinds: [Secret], from: a, to: c}] | mapping.yaml:3: the entry at line 3 has the same from and applies first; delete one, or give each its own kinds
          names: [{kinds: [Secret, Pod], from: a, to: b}, {kinds: [Pod], from: a, to: c}] | mapping.yaml:3: the entry at line 3 has the same from and applies first; delete one, or give each its own kinds
          registries: [{from: 'https://r.example.com', to: r.example.com}] | mapping.yaml:3: from is not a registry such as registry.example.com or registry.example.com/team
          ignores: [{reason: a, owner: b}]                      | mapping.yaml:3: the ignore has no criteria and would hide everything; add a match
          ignores: [{match: {kinds: [Secret]}, owner: b}]       | mapping.yaml:3: reason is missing: why this may differ
          ignores: [{match: {paths: ['*']}, reason: a, owner: b}] | mapping.yaml:3: an item of paths does not name a field; write a path such as spec.replicas
          """)
  void whatIsWrongIsSaidWithItsLine(String list, String problem) {
    assertThat(problems(HEAD + list + "\n")).contains(problem);
  }

  @Test
  void anObjectOfEachKindMayHaveItsOwnCounterpart() {
    assertThat(
            problems(
                HEAD
                    + """
                    names:
                    - {kinds: [Secret], from: a, to: b}
                    - {kinds: [ConfigMap], from: a, to: c}
                    - {from: a, to: d}
                    """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "a: b",
        "apiVersion: drift.dev/v2\nkind: Mapping\n",
        "apiVersion: drift.dev/v1\nkind: Policy\n",
        "apiVersion: drift.dev/v1\nkind: Mapping\n---\napiVersion: drift.dev/v1\nkind: Mapping\n",
        "apiVersion: drift.dev/v1\nkind: Mapping\nhosts: [",
        "apiVersion: drift.dev/v1\nkind: Mapping\nhosts: []\nhosts: []\n",
        "a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
      })
  void whatIsNoMappingIsRefused(String text) {
    assertThat(problems(text)).isNotEmpty().allMatch(it -> it.startsWith("mapping.yaml:"));
  }

  /// A pattern of the file never becomes a regular expression.
  @Test
  void namesAreTakenLiterally() {
    MappingFile.Result result = read(HEAD + "hosts: [{from: a.example.com, to: b.example.com}]\n");
    ObjectMapping mapping = new ObjectMapping(((MappingFile.Result.Read) result).mapping());
    assertThat(ObjectMappingTest.text(mapping, "value", "https://aXexample.com"))
        .isEqualTo("https://aXexample.com");
  }
}
