package dev.drift;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.drift.model.RulesArchitectureBreach;
import dev.drift.rule.DeclaredReadsBreach;
import dev.drift.world.MaskedWorld;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine is pure, and its packages depend on one another in one direction.
class RulesArchitectureTest {
  /// Each may depend on those before it.
  private static final List<String> LAYERS =
      List.of(
          "model",
          "json",
          "yaml",
          "text",
          "secret",
          "finding",
          "canonical",
          "compare",
          "attribute",
          "world",
          "explain",
          "owner",
          "snapshot",
          "rule",
          "judge",
          "policy",
          "config",
          "noise",
          "evaluate",
          "edit",
          "plan");

  /// What asks the outside for something: the time, the environment, chance.
  private static final Set<String> IMPURE =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.drift");

  static Stream<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.sql..",
                "java.util.logging..",
                "org.slf4j..")
            .as("no network, files, SQL or logs"));
    rules.add(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter"
                    + "|RandomAccessFile|Console)"
                    + "|java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime)"
                    + "|java\\.time\\.(Clock|InstantSource)"
                    + "|java\\.util\\.(Random|Timer|Scanner)"
                    // A map that threads may share starts none.
                    + "|java\\.util\\.concurrent\\.(?!ConcurrentHashMap|ConcurrentMap).*"
                    + "|java\\.security\\.SecureRandom")
            .as("no files, threads, processes, clocks or chance"));
    rules.add(
        noClasses()
            .should()
            .callCodeUnitWhere(
                DescribedPredicate.describe("asks the outside", call -> isImpure(call.getTarget())))
            .as("no call that asks the outside"));
    rules.add(
        noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .as("no standard streams"));
    rules.add(
        noClasses()
            .that()
            .resideOutsideOfPackage(packages("policy"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.thisptr..", "com.fasterxml.jackson.databind..")
            .as("only policy sees jq"));
    rules.add(
        noClasses()
            .that()
            .resideInAPackage("dev.drift.rule")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.drift.rule.*..")
            .as("what rules share knows no rule"));
    rules.add(
        slices()
            .matching("dev.drift.rule.(*)..")
            .should()
            .notDependOnEachOther()
            .as("the categories of rules do not know one another"));
    rules.add(undeclaredLook(World.class, "live", packages("explain"), packages("rule")));
    rules.add(undeclaredLook(MaskedWorld.class, "namespacesOf", packages("rule")));
    rules.add(undeclaredLook(MaskedWorld.class, "others", packages("rule")));
    for (int i = 0; i < LAYERS.size() - 1; i++) {
      rules.add(direction(i));
    }
    rules.add(
        slices()
            .matching("dev.drift.(*)..")
            .should()
            .beFreeOfCycles()
            .as("packages have no cycles"));
    rules.add(
        slices()
            .matching("dev.drift.(**)")
            .should()
            .beFreeOfCycles()
            .as("the packages within packages have no cycles"));
    return rules.stream();
  }

  /// What no view of declared reads checks: nobody would be asked again after it has changed.
  private static ArchRule undeclaredLook(Class<?> view, String method, String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "looks past declared reads",
                access ->
                    access.getTarget().getOwner().isEquivalentTo(view)
                        && access.getTarget().getName().equals(method)))
        .as("no undeclared look by %s.%s".formatted(view.getSimpleName(), method));
  }

  private static ArchRule direction(int layer) {
    String[] later =
        LAYERS.subList(layer + 1, LAYERS.size()).stream()
            .map(RulesArchitectureTest::packages)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(packages(LAYERS.get(layer)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .as(LAYERS.get(layer) + " knows no later layer")
        // Not every layer is there yet.
        .allowEmptyShould(true);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(ENGINE);
  }

  @Test
  void theRulesSeeTheEngine() {
    for (String layer : List.of("model", "json", "secret", "finding")) {
      assertThat(ENGINE.that(resideInAPackage(packages(layer)))).as(layer).isNotEmpty();
    }
  }

  @Test
  void theRulesFindABreach() {
    JavaClasses breach =
        new ClassFileImporter()
            .importClasses(RulesArchitectureBreach.class, DeclaredReadsBreach.class);
    List<String> broken =
        rules()
            .map(rule -> rule.allowEmptyShould(true))
            .filter(rule -> rule.evaluate(breach).hasViolation())
            .map(ArchRule::getDescription)
            .toList();
    assertThat(broken)
        .containsExactly(
            "no network, files, SQL or logs",
            "no files, threads, processes, clocks or chance",
            "no call that asks the outside",
            "no standard streams",
            "no undeclared look by World.live",
            "no undeclared look by MaskedWorld.namespacesOf",
            "no undeclared look by MaskedWorld.others",
            "model knows no later layer");
  }

  private static boolean isImpure(CodeUnitCallTarget target) {
    return IMPURE.contains(target.getOwner().getName() + "." + target.getName());
  }

  private static String packages(String name) {
    return "dev.drift." + name + "..";
  }
}
