package dev.drift;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.drift.kubernetes.http.ClientBreach;
import dev.drift.net.SharedBreach;
import dev.drift.report.ArchitectureBreach;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.ViewBreach;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The directions of dependencies: `cli, serve → pipeline → uses → clients → shared, drift-rules`.
///
/// A client knows one outside thing, a use knows Drift's words and may use any client. The adapters
/// of one tier do not know one another, and only its client uses a library.
class ArchitectureTest {
  private static final List<String> USES =
      List.of("source", "snapshot.file", "requestlog", "act", "report", "store", "trail");

  private static final List<String> CLIENTS = List.of("git", "kubernetes", "forge");

  /// What adapters share. It does not know them, and of its own kind only `files`.
  private static final List<String> SHARED = List.of("net", "process", "files", "tree", "cel");

  private static final List<String> ADAPTERS =
      Stream.of(USES, CLIENTS).flatMap(List::stream).toList();

  /// Within `kubernetes`, each knows only those before it.
  private static final List<String> KUBERNETES =
      List.of(
          "kubernetes.http",
          "kubernetes.config",
          "kubernetes.read",
          "kubernetes.write",
          "kubernetes.watch");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.drift");

  static Stream<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(onlyIn("the Kubernetes client", List.of("kubernetes"), "io.fabric8.."));
    rules.add(
        onlyIn(
            "JGit and SSH",
            List.of("git"),
            "org.eclipse.jgit..",
            "org.apache.sshd..",
            "org.bouncycastle.openpgp.."));
    rules.add(onlyIn("picocli", List.of("cli"), "picocli.."));
    rules.add(onlyIn("CEL", List.of("cel"), "dev.cel..", "com.google.protobuf.."));
    rules.add(onlyIn("patterns of Go", List.of("source.fetch"), "com.google.re2j.."));
    rules.add(
        onlyIn(
            "SQL",
            List.of("store"),
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "org.flywaydb..",
            "com.zaxxer.."));
    rules.add(
        onlyIn(
            "Parquet and Hadoop",
            List.of("trail.export.parquet"),
            "org.apache.parquet..",
            "org.apache.hadoop.."));
    // The store hands Quartz its connections, so that `serve` sees no SQL.
    rules.add(onlyIn("Quartz", List.of("serve", "store.schedule"), "org.quartz.."));
    rules.add(onlyIn("Prometheus' client", List.of("serve"), "io.prometheus.."));
    // The servers of the testkit are not of the program.
    rules.add(
        onlyIn("the JDK's HTTP server", List.of("serve", "testkit"), "com.sun.net.httpserver.."));
    rules.add(onlyIn("Logback", List.of("serve.log"), "ch.qos.logback.."));
    rules.add(onlyIn("OpenTelemetry", List.of("pipeline.trace"), "io.opentelemetry.."));
    for (List<String> tier : List.of(USES, CLIENTS)) {
      for (String adapter : tier) {
        rules.add(
            knowsNone(adapter, tier.stream().filter(other -> !other.equals(adapter)).toList())
                .as("%s knows no adapter of its tier".formatted(adapter)));
      }
    }
    for (String client : CLIENTS) {
      rules.add(knowsNone(client, USES).as("the client %s knows no use".formatted(client)));
    }
    for (int i = 0; i < KUBERNETES.size(); i++) {
      String name = KUBERNETES.get(i);
      rules.add(
          knowsNone(name, KUBERNETES.subList(i + 1, KUBERNETES.size()))
              .as("%s knows none of the packages above it".formatted(name)));
    }
    rules.add(
        noClasses()
            .that()
            .resideInAPackage(packages("kubernetes"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.fabric8.kubernetes.client.impl..",
                "io.fabric8.kubernetes.client.informers..",
                "io.fabric8.kubernetes.client.dsl..",
                "io.fabric8.kubernetes.api.model..")
            .as("kubernetes loads none of the client's 6,000 classes of types and informers"));
    rules.add(
        knowsNone("kubernetes", List.of("evaluate", "judge", "rule", "noise", "explain", "owner"))
            .as("kubernetes is told what to read and does not ask the rules"));
    rules.add(
        noClasses()
            .that(resideInAnyPackage(packages(ADAPTERS)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("pipeline"), packages("cli"), packages("serve"))
            .as("adapters know neither the pipeline nor the command line"));
    for (String shared : SHARED) {
      List<String> others =
          Stream.of(ADAPTERS, SHARED, List.of("pipeline", "cli", "serve"))
              .flatMap(List::stream)
              .filter(other -> !other.equals(shared) && !other.equals("files"))
              .toList();
      rules.add(
          knowsNone(shared, others)
              .as("%s is shared and knows nobody but files".formatted(shared)));
    }
    rules.add(
        noClasses()
            .that()
            .resideInAnyPackage(packages("git"), packages("tree"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("yaml"), packages("json"))
            .as("Git hands out files and does not know what they hold"));
    rules.add(
        noClasses()
            .that()
            .resideInAPackage(packages("pipeline"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("cli"), packages("serve"))
            .as("the pipeline does not know what starts it"));
    rules.add(
        noClasses()
            .that()
            .resideInAnyPackage(
                packages("report"),
                packages("cli"),
                packages("serve.state"),
                packages("serve.metrics"),
                packages("serve.web"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("evaluate"), packages("world"))
            .as("nobody prints an evaluation: it holds plain values"));
    rules.add(
        noClasses()
            .that()
            .resideInAPackage("dev.drift.report.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.drift.report")
            .as("printers of reports do not know the list of formats"));
    rules.add(
        slices()
            .matching("dev.drift.report.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.drift.report.view.."))
            .as("printers of reports know the view, and not one another"));
    rules.add(
        slices()
            .matching("dev.drift.(**)")
            .should()
            .beFreeOfCycles()
            .as("packages have no cycles"));
    return rules.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(PROGRAM);
  }

  @Test
  void theRulesSeeTheProgram() {
    assertThat(PROGRAM.that(resideInAPackage("dev.drift.cli.."))).isNotEmpty();
    assertThat(PROGRAM.that(resideInAPackage("dev.drift.report.."))).isNotEmpty();
    assertThat(PROGRAM.that(resideInAPackage("dev.drift.model.."))).isNotEmpty();
  }

  @Test
  void theRulesSeeEachPackageThatIsThere() {
    for (String name :
        List.of(
            "source",
            "source.plain",
            "source.cache",
            "tree",
            "snapshot.file",
            "requestlog",
            "act.text",
            "act.state",
            "act.message",
            "act.issue",
            "act.cluster",
            "act.notify",
            "report",
            "store",
            "store.schedule",
            "git",
            "forge.issue",
            "forge",
            "act.adopt",
            "kubernetes.http",
            "kubernetes.config",
            "kubernetes.read",
            "kubernetes.write",
            "kubernetes.watch",
            "net",
            "cel",
            "net.http",
            "process",
            "serve.hook",
            "serve.log",
            "serve.metrics",
            "serve.state",
            "serve.web",
            "files")) {
      assertThat(PROGRAM.that(resideInAPackage(packages(name)))).as(name).isNotEmpty();
    }
  }

  @Test
  void theRulesFindAClientThatKnowsAUseAndAPackageAboveIt() {
    assertThat(broken(ClientBreach.class))
        .containsExactly(
            "kubernetes knows no adapter of its tier",
            "the client kubernetes knows no use",
            "kubernetes.http knows none of the packages above it",
            "kubernetes loads none of the client's 6,000 classes of types and informers",
            "kubernetes is told what to read and does not ask the rules");
  }

  @Test
  void theRulesFindASharedPackageThatKnowsAnAdapter() {
    assertThat(broken(SharedBreach.class))
        .containsExactly("net is shared and knows nobody but files");
  }

  private static List<String> broken(Class<?>... breach) {
    JavaClasses classes = new ClassFileImporter().importClasses(breach);
    return rules()
        .map(rule -> rule.allowEmptyShould(true))
        .filter(rule -> rule.evaluate(classes).hasViolation())
        .map(ArchRule::getDescription)
        .toList();
  }

  @Test
  void theRulesFindABreach() {
    assertThat(broken(ArchitectureBreach.class, ViewBreach.class, TextStyle.class))
        .containsExactly(
            "only kubernetes sees the Kubernetes client",
            "only git sees JGit and SSH",
            "only cli sees picocli",
            "only store sees SQL",
            "report knows no adapter of its tier",
            "adapters know neither the pipeline nor the command line",
            "nobody prints an evaluation: it holds plain values",
            "printers of reports do not know the list of formats",
            "printers of reports know the view, and not one another");
  }

  private static ArchRule knowsNone(String name, List<String> others) {
    return noClasses()
        .that()
        .resideInAPackage(packages(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(others))
        // Not every adapter is there yet.
        .allowEmptyShould(true);
  }

  private static ArchRule onlyIn(String what, List<String> allowed, String... libraries) {
    return noClasses()
        .that()
        .resideInAPackage("dev.drift..")
        .and()
        .resideOutsideOfPackages(packages(allowed))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .as(
            "only %s %s %s"
                .formatted(
                    String.join(" and ", allowed), allowed.size() == 1 ? "sees" : "see", what));
  }

  private static String packages(String name) {
    return "dev.drift." + name + "..";
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(ArchitectureTest::packages).toArray(String[]::new);
  }
}
