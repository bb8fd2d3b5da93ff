package dev.drift.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Problem;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.policy.PolicySource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigReaderTest {
  private static final String HEAD = "apiVersion: drift.dev/v1\nkind: Config\n";

  @Test
  void readsEveryKey() {
    Config.Reading reading =
        read(
            """
            sources:
              - name: prod
                repo: https://git.example.com/platform.git
                revision: v1.4
                paths: [clusters/prod, ./crds/all.yaml]
                scope: cluster
                defaultNamespace: apps
              - repo: ../network
            policies: [policies/team.yaml]
            """,
            PolicySource.AGENT);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.config())
        .isEqualTo(
            new Config(
                List.of(
                    new SourceConfig(
                        "prod",
                        "https://git.example.com/platform.git",
                        Optional.of("v1.4"),
                        List.of("clusters/prod", "./crds/all.yaml"),
                        Optional.of(Scope.CLUSTER),
                        Optional.of("apps")),
                    new SourceConfig(
                        "network",
                        "../network",
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty())),
                List.of("policies/team.yaml")));
  }

  @Test
  void furtherUrlsAndSourcesFromTheClusterAreTheAgents() {
    String file =
        """
        sources:
          - repo: https://mirror.example.com/shop.git
            urls: ["git@git.example.com:org/shop.git"]
            sourcesFromCluster: true
        """;

    SourceConfig source = read(file, PolicySource.AGENT).config().sources().getFirst();
    assertThat(source.urls()).containsExactly("git@git.example.com:org/shop.git");
    assertThat(source.sourcesFromCluster()).isTrue();
    assertThat(source.at("/srv/shop").urls()).isEqualTo(source.urls());
    assertThat(source.at("/srv/shop").sourcesFromCluster()).isTrue();

    Config.Reading refused =
        read(
            file.replace("repo: https://mirror.example.com/shop.git", "name: shop"),
            PolicySource.REPOSITORY);
    assertThat(refused.problems()).hasSize(2);
    assertThat(refused.config().sources().getFirst().urls()).isEmpty();
    assertThat(refused.config().sources().getFirst().sourcesFromCluster()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void chartsThatSomebodyInstalls(PolicySource owner) {
    Config.Reading reading =
        read(
            """
            sources:
              - helm:
                  - chart: charts/shop
                    release: shop
                    namespace: shops
                    valueFiles: [a.yaml, b.yaml]
                    values: {replicas: 3}
                  - {chart: charts/trino, release: trino, namespace: trino}
            """,
            owner);

    assertThat(reading.problems()).isEmpty();
    List<HelmConfig> helm = reading.config().sources().getFirst().helm();
    assertThat(helm).extracting(HelmConfig::chart).containsExactly("charts/shop", "charts/trino");
    assertThat(helm).extracting(HelmConfig::release).containsExactly("shop", "trino");
    assertThat(helm).extracting(HelmConfig::namespace).containsExactly("shops", "trino");
    assertThat(helm.getFirst().valueFiles()).containsExactly("a.yaml", "b.yaml");
    assertThat(helm.getFirst().values()).isEqualTo(new Value.Obj(Map.of("replicas", Value.of(3))));
    assertThat(helm.getLast().values()).isEqualTo(Value.Obj.EMPTY);
  }

  @ParameterizedTest
  @EnumSource
  void aSourceWithoutRepoIsTheFolderOfTheFile(PolicySource owner) {
    for (String repo : List.of("", ", repo: .", ", repo: ./")) {
      Config.Reading reading = read("sources: [{scope: objects" + repo + "}]\n", owner);
      assertThat(reading.problems()).isEmpty();
      SourceConfig source = reading.config().sources().getFirst();
      assertThat(source.repo()).isEqualTo(SourceConfig.OWN_FOLDER);
      assertThat(source.name()).isEqualTo("repository");
      assertThat(source.scope()).contains(Scope.OBJECTS);
      assertThat(source.isRemote()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/platform.git, platform, true",
    "https://git.example.com/team/platform/, platform, true",
    "https://bot:s3cr3t@git.example.com/team/net.git, net, true",
    "ssh://git@git.example.com:2222/team/platform.git/, platform, true",
    "git@git.example.com:team/platform.git, platform, true",
    "git@git.example.com:platform, platform, true",
    "file:///srv/git/platform.git, platform, true",
    "../platform, platform, false",
    "/srv/git/platform.git, platform, false",
    "platform/manifests, manifests, false",
  })
  void aNameDefaultsToTheLastSegment(String repo, String name, boolean remote) {
    Config.Reading reading = read("sources: [{repo: '" + repo + "'}]\n", PolicySource.AGENT);
    assertThat(reading.problems()).isEmpty();
    SourceConfig source = reading.config().sources().getFirst();
    assertThat(source.name()).isEqualTo(name);
    assertThat(source.repo()).isEqualTo(repo);
    assertThat(source.isRemote()).isEqualTo(remote);
    assertThat(source.toString()).doesNotContain("s3cr3t");
  }

  /// A token or password in a URL without a path must not become a name, which is printed.
  @ParameterizedTest
  @CsvSource({
    "https://s3cr3t@git.example.com",
    "https://bot:s3cr3t@git.example.com",
    "https://git.example.com/?token=s3cr3t",
    "https://git.example.com/platform#s3cr3t",
    "..",
    "../..",
    "/",
    "../-platform",
    "../.git",
  })
  void whatCannotBeANameNeedsOne(String repo) {
    Config.Reading reading = read("sources: [{repo: '" + repo + "'}]\n", PolicySource.AGENT);
    assertThat(reading.config().sources()).isEmpty();
    assertThat(lines(reading))
        .containsExactly("3 the last part of repo cannot serve as a name; add a name");

    Config.Reading named =
        read("sources: [{name: named, repo: '" + repo + "'}]\n", PolicySource.AGENT);
    assertThat(named.problems()).isEmpty();
  }

  /// Git would start programs for some of these.
  @ParameterizedTest
  @CsvSource({
    "ext::sh -c id",
    "fd::17",
    "ftp://git.example.com/platform",
    "javascript://x/y",
    "HTTPS://git.example.com/platform",
    "' '",
    "''",
  })
  void addressesThatDriftDoesNotRead(String repo) {
    Config.Reading reading = read("sources: [{repo: \"" + repo + "\"}]\n", PolicySource.AGENT);
    assertThat(lines(reading))
        .containsExactly("3 repo must be a folder, or a URL of https, http, ssh, git or file");
  }

  @Test
  void findsAllProblemsTogether() {
    Config.Reading reading =
        read(
            """
            sources:
              - name: my platform
                repo: ftp://git.example.com/platform
                revision: ' '
                paths: [/etc, a/../../b, ok]
                scope: all
                defaultNamespace: My_Apps
                branch: main
              - 7
              - repo:
              - repo: https://git.example.com/a/platform
              - repo: https://git.example.com/b/platform
            policies: ['']
            policys: []
            scope: cluster
            ignores: []
            """,
            PolicySource.AGENT);

    assertThat(lines(reading))
        .containsExactly(
            "4 name must start with a letter or digit and hold only letters, digits, '.', '_' and"
                + " '-', at most 63",
            "5 repo must be a folder, or a URL of https, http, ssh, git or file",
            "6 revision is empty; name a branch, tag or commit, or remove it",
            "7 an item of paths must be a folder or file below the root of the repository, without"
                + " a leading / and without ..",
            "7 an item of paths must be a folder or file below the root of the repository, without"
                + " a leading / and without ..",
            "8 scope must be objects, namespaces or cluster",
            "9 defaultNamespace must be the name of a namespace: at most 63 lowercase letters,"
                + " digits and hyphens",
            "10 unknown key branch; did you mean revision?",
            "11 each item of sources must be a mapping",
            "12 repo has no value; add one or remove the key",
            "14 the source at test.yaml:13 is also named platform, after its repository; add a name"
                + " to one of them",
            "15 an item of policies must be the path of a policy file",
            "16 unknown key policys; did you mean policies?",
            "17 the key scope belongs to a source; move it below sources",
            "18 the key ignores belongs in a policy; move it to a file of kind: Policy and list"
                + " that file under policies");
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsOnly(Problem.Code.INVALID_CONFIG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policies: []|sources is missing",
        "sources: []|sources is empty",
        "sources: {repo: a}|sources must be a list",
        "sources: a|sources must be a list",
        "sources:|sources has no value",
        "sources: [{repo: a, paths: []}]|paths is empty",
        "sources: [{repo: a, Scope: cluster}]|did you mean scope?",
        "sources: [{repo: a, path: b}]|did you mean paths?",
        "sources: [{repo: a, colour: red}]|a source has the keys name, repo, revision, paths",
        "sources: [{repo: a, policies: []}]|move the key to the top level",
        "sources: [{repo: a}, {repo: b, name: a}]|also named a; choose another name",
        "sources: [{paths: [a]}, {paths: [b]}]|also named repository, after its repository",
      })
  void oneProblemEach(String body, String sentence) {
    assertThat(lines(read(body + "\n", PolicySource.AGENT)))
        .singleElement()
        .asString()
        .contains(sentence);
  }

  /// The sentences are those of the reader that policies share.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sources: [{repo: 1}]|repo",
        "sources: [{repo: a, revision: 1.10}]|revision",
        "sources: [{repo: a, name: [b]}]|name",
        "sources: [{repo: a, paths: b}]|paths",
        "sources: [{repo: a, paths: [1]}]|paths",
        "sources: [{repo: a, scope: 1}]|scope",
        "sources: [{repo: a, defaultNamespace: 1}]|defaultNamespace",
        "sources: [{repo: a}], policies: a|policies",
        "sources: [{repo: a}], policies: [{}]|policies",
      })
  void wrongTypes(String body, String key) {
    String document = "{apiVersion: drift.dev/v1, kind: Config, " + body + "}\n";
    var read = Yaml.documents(document).documents().getFirst();
    assertThat(lines(ConfigReader.read(read.value(), read.places(), PolicySource.AGENT)))
        .singleElement()
        .asString()
        .contains(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apiVersion: drift.dev/v2, kind: Config, nothing: else",
        "apiVersion: drift.dev/v1, kind: Policy, spec: {}",
        "sources: [{repo: a}]",
      })
  void anotherDocumentIsOneProblem(String document) {
    var read = Yaml.documents("{" + document + "}\n").documents().getFirst();
    assertThat(lines(ConfigReader.read(read.value(), read.places(), PolicySource.AGENT)))
        .containsExactly(
            "1 expected apiVersion: drift.dev/v1 and kind: Config at the top of the file");
  }

  @Test
  void aDocumentThatIsNoMappingIsOneProblem() {
    var read = Yaml.documents("[]\n").documents().getFirst();
    assertThat(lines(ConfigReader.read(read.value(), read.places(), PolicySource.REPOSITORY)))
        .containsExactly("1 the file must be a mapping");
  }

  @Test
  void aRepositoryDescribesItself() {
    Config.Reading reading =
        read(
            """
            sources:
              - {name: prod, repo: ., paths: [clusters/prod], scope: cluster, defaultNamespace: a}
              - {name: dev, paths: [clusters/dev]}
            """,
            PolicySource.REPOSITORY);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.config().sources())
        .allMatch(source -> source.repo().equals(SourceConfig.OWN_FOLDER))
        .extracting(SourceConfig::name)
        .containsExactly("prod", "dev");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repo: https://git.example.com/other.git|add other repositories to the agent's drift.yaml",
        "repo: ../other|add other repositories to the agent's drift.yaml",
        "repo: ext::sh|add other repositories to the agent's drift.yaml",
        "repo: ''|add other repositories to the agent's drift.yaml",
        "repo: ./../other|add other repositories to the agent's drift.yaml",
        "revision: main|set it with --revision or in the agent's drift.yaml",
        "revision: 1|set it with --revision or in the agent's drift.yaml",
      })
  void aRepositoryDescribesNothingElse(String key, String sentence) {
    Config.Reading reading = read("sources: [{" + key + "}]\n", PolicySource.REPOSITORY);
    assertThat(lines(reading)).singleElement().asString().contains(sentence);
    assertThat(reading.config().sources())
        .allMatch(source -> source.repo().equals(".") && source.revision().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policies: [policies/mine.yaml]|only the agent's drift.yaml lists policies",
        "policies: 1|only the agent's drift.yaml lists policies",
        "actions: []|actions belongs in the agent's drift.yaml",
        "channels: {slack: x}|channels belongs in the agent's drift.yaml",
        "observers: []|observers belongs in the agent's drift.yaml",
        "store: {}|store belongs in the agent's drift.yaml",
        "ignores: []|move it to a file of kind: Policy in the repository",
        "plugins: []|a repository's own file has the keys apiVersion, kind, sources",
      })
  void aRepositoryNeitherActsNorTrusts(String key, String sentence) {
    Config.Reading reading =
        read("sources: [{scope: cluster}]\n" + key + "\n", PolicySource.REPOSITORY);
    assertThat(lines(reading)).singleElement().asString().startsWith("4 ").contains(sentence);
    assertThat(reading.config().policies()).isEmpty();
  }

  private static Config.Reading read(String body, PolicySource source) {
    var document = Yaml.documents(HEAD + body).documents().getFirst();
    return ConfigReader.read(document.value(), document.places(), source);
  }

  private static List<String> lines(Config.Reading reading) {
    return reading.problems().stream()
        .map(problem -> problem.place().orElseThrow().line() + " " + problem.message())
        .toList();
  }
}
