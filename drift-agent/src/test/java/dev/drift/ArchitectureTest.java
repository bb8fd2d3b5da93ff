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
import dev.drift.report.ArchitectureBreach;
import dev.drift.report.text.TextStyle;
import dev.drift.report.view.ViewBreach;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The directions of dependencies: `cli, daemon → app → adapters → net, drift-rules`. Adapters do
/// not know one another, and each outside thing is seen by its adapter alone.
class ArchitectureTest {
  private static final List<String> ADAPTERS =
      List.of("git", "render", "cluster", "audit", "apply", "report", "store");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.drift");

  static Stream<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(onlyIn("the Kubernetes client", List.of("cluster", "apply"), "io.fabric8.."));
    rules.add(
        onlyIn("JGit and SSH", List.of("git", "apply"), "org.eclipse.jgit..", "org.apache.sshd.."));
    rules.add(onlyIn("picocli", List.of("cli"), "picocli.."));
    rules.add(onlyIn("SQL", List.of("store"), "java.sql..", "javax.sql.."));
    rules.add(onlyIn("Quartz", List.of("daemon"), "org.quartz.."));
    for (String adapter : ADAPTERS) {
      String[] others =
          ADAPTERS.stream()
              .filter(other -> !other.equals(adapter))
              .map(ArchitectureTest::packages)
              .toArray(String[]::new);
      rules.add(
          noClasses()
              .that()
              .resideInAPackage(packages(adapter))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others)
              .as("the adapter %s knows no other adapter".formatted(adapter))
              // Not every adapter is there yet.
              .allowEmptyShould(true));
    }
    rules.add(
        noClasses()
            .that(resideInAnyPackage(packages(ADAPTERS)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("app"), packages("cli"), packages("daemon"))
            .as("adapters know neither the pipeline nor the command line"));
    rules.add(
        noClasses()
            .that()
            .resideInAPackage(packages("net"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                Stream.of(ADAPTERS, List.of("app", "cli", "daemon"))
                    .flatMap(List::stream)
                    .map(ArchitectureTest::packages)
                    .toArray(String[]::new))
            .as("what adapters share knows none of them"));
    rules.add(
        noClasses()
            .that()
            .resideInAPackage(packages("app"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("cli"), packages("daemon"))
            .as("the pipeline does not know what starts it"));
    rules.add(
        noClasses()
            .that()
            .resideInAnyPackage(packages("report"), packages("cli"))
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
  void theRulesFindABreach() {
    JavaClasses breach =
        new ClassFileImporter()
            .importClasses(ArchitectureBreach.class, ViewBreach.class, TextStyle.class);
    List<String> broken =
        rules()
            .map(rule -> rule.allowEmptyShould(true))
            .filter(rule -> rule.evaluate(breach).hasViolation())
            .map(ArchRule::getDescription)
            .toList();
    assertThat(broken)
        .containsExactly(
            "only cluster and apply see the Kubernetes client",
            "only git and apply see JGit and SSH",
            "only cli sees picocli",
            "only store sees SQL",
            "adapters know neither the pipeline nor the command line",
            "nobody prints an evaluation: it holds plain values",
            "printers of reports do not know the list of formats",
            "printers of reports know the view, and not one another");
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
