package dev.drift.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveObjects;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.Rule;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Redactor;
import dev.drift.secret.Shown;
import dev.drift.secret.key.MaskKey;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RulesTest {
  private static final Pattern DESCRIPTION =
      Pattern.compile("RuleInfo\\.of\\(\\s*\"([A-Z]{3}\\d{3})\"");
  private static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));
  private static final MaskedWorld NOTHING =
      MaskedWorld.of(Worlds.of(LiveObjects.none()), Set.of(), List.of());

  @Test
  void everyRuleIsRegistered() throws IOException {
    java.nio.file.Path folder = java.nio.file.Path.of("src/main/java/dev/drift/rule");
    List<String> described = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        DESCRIPTION
            .matcher(Files.readString(file))
            .results()
            .forEach(description -> described.add(description.group(1)));
      }
    }
    assertThat(Rules.ALL)
        .extracting(rule -> rule.info().code())
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void codesAndNamesAreUnique() {
    assertThat(Rules.ALL).extracting(rule -> rule.info().code()).doesNotHaveDuplicates();
    assertThat(Rules.ALL).extracting(rule -> rule.info().name()).doesNotHaveDuplicates();
  }

  @Test
  void everyRuleDescribesItself() {
    for (Rule rule : Rules.ALL) {
      RuleInfo info = rule.info();
      assertThat(info.name()).as(info.code()).matches("[a-z]+(-[a-z]+)*");
      assertThat(List.of(info.what(), info.why(), info.example(), info.remedy()))
          .as(info.code())
          .allMatch(text -> text.matches("(?s)[`A-Z].*[.]"));
    }
  }

  /// No rule knows Widgets: what changed is as bad as its kind of change.
  @ParameterizedTest
  @EnumSource
  void theLastRuleMatchesEverything(Change change) {
    for (String path : List.of("x", "a[0]", "a[=\"b\"]", "a[name=b].c", "")) {
      JudgedDifference judged = judged("example.org", "Widget", change, path);
      DifferenceRule last = Rules.OF_DIFFERENCES.getLast();
      assertThat(last.matches(judged)).isTrue();
      assertThat(last.message(judged)).isEqualTo(path + " " + sentence(change));
      DifferenceRule rule = Rules.ruleFor(_ -> judged);
      assertThat(rule.info().code())
          .isEqualTo(
              switch (change) {
                case MISSING -> "GEN001";
                case UNMANAGED -> "GEN002";
                case CHANGED, REMOVED, ADDED, DEFAULT_CHANGED, REORDERED -> "GEN003";
              });
      assertThat(rule.severity(judged))
          .isEqualTo(change == Change.MISSING ? Severity.HIGH : Severity.MEDIUM);
      assertThat(rule.category(judged)).isEqualTo(Category.CONFIGURATION);
    }
  }

  private static String sentence(Change change) {
    return switch (change) {
      case CHANGED -> "is large, but Git declares small";
      case DEFAULT_CHANGED -> "is large, but Git leaves the default small";
      case REMOVED, MISSING -> "is missing, but Git declares small";
      case ADDED, UNMANAGED -> "is large, but Git does not set it";
      case REORDERED -> "lists its items in a different order than Git";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "'',Secret,SECURITY",
    "'',ServiceAccount,SECURITY",
    "rbac.authorization.k8s.io,ClusterRole,SECURITY",
    "admissionregistration.k8s.io,MutatingWebhookConfiguration,SECURITY",
    "networking.k8s.io,NetworkPolicy,DEPENDENCY",
    "monitoring.coreos.com,PodMonitor,OBSERVABILITY",
    "keda.sh,ScaledObject,SCALING",
    "policy,PodDisruptionBudget,SCALING",
    "'',PersistentVolumeClaim,INFRASTRUCTURE",
    "'',Service,INFRASTRUCTURE",
    "'',Namespace,INFRASTRUCTURE",
    "apps,Deployment,CONFIGURATION",
    "'',ConfigMap,CONFIGURATION"
  })
  void theLastRuleFilesAFieldUnderTheCategoryOfItsKind(
      String group, String kind, Category category) {
    JudgedDifference judged = judged(group, kind, Change.CHANGED, "x");
    assertThat(Rules.OF_DIFFERENCES.getLast().category(judged)).isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "apps,Deployment,CHANGED,spec.template.spec.containers[name=c].image,changed-image",
    "apps,Deployment,ADDED,spec.template.spec.containers[name=c],changed-containers",
    "apps,Deployment,ADDED,spec.template.spec.containers[name=c].env[name=A],changed-environment",
    "apps,Deployment,CHANGED,spec.template.spec.containers[name=c].args[0],changed-command-line",
    "apps,Deployment,ADDED,spec.template.spec.hostNetwork,changed-security-context",
    "apps,Deployment,ADDED,spec.template.spec.containers[name=c].securityContext,changed-security-context",
    "apps,Deployment,CHANGED,spec.replicas,changed-replicas",
    "apps,Deployment,CHANGED,spec.template.spec.containers[name=c].resources.limits.cpu,changed-resources",
    "apps,Deployment,ADDED,spec.template.spec.tolerations,changed-scheduling",
    "apps,Deployment,ADDED,metadata.labels.x,changed-metadata",
    "apps,Deployment,CHANGED,spec.minReadySeconds,changed-field",
    "rbac.authorization.k8s.io,Role,ADDED,rules[0],changed-permissions",
    "rbac.authorization.k8s.io,RoleBinding,ADDED,subjects[1],changed-subject",
    "admissionregistration.k8s.io,ValidatingWebhookConfiguration,CHANGED,webhooks[name=a].failurePolicy,changed-admission-webhook",
    "'',Secret,CHANGED,data.password,changed-secret",
    "'',ConfigMap,CHANGED,data.x,changed-configuration",
    "'',Service,ADDED,spec.externalIPs,exposed-service",
    "networking.k8s.io,NetworkPolicy,ADDED,spec.ingress,changed-network-policy",
    "autoscaling,HorizontalPodAutoscaler,CHANGED,spec.maxReplicas,changed-autoscaling",
    "storage.k8s.io,StorageClass,CHANGED,reclaimPolicy,changed-reclaim-policy",
    "monitoring.coreos.com,ServiceMonitor,CHANGED,spec.endpoints[0].interval,changed-scrape-interval",
    "apps,Deployment,MISSING,'',missing-resource",
    "'',ConfigMap,UNMANAGED,'',unmanaged-resource"
  })
  void theFirstRuleThatMatchesJudges(
      String group, String kind, Change change, String path, String rule) {
    assertThat(Rules.ruleFor(_ -> judged(group, kind, change, path)).info().name()).isEqualTo(rule);
  }

  private static JudgedDifference judged(String group, String kind, Change change, String path) {
    ResourceRef ref = new ResourceRef("v1", new ResourceId(new GroupKind(group, kind), "ns", "x"));
    Difference difference =
        new Difference(ref, change, Path.parse(path), Optional.empty(), Optional.empty());
    return JudgedDifference.of(difference, shown("small"), shown("large"), NOTHING);
  }

  private static Shown shown(String text) {
    Value.Obj object = Value.Obj.EMPTY.with("x", Value.of(text));
    ResourceRef widget =
        new ResourceRef("v1", new ResourceId(new GroupKind("example.org", "Widget"), "ns", "x"));
    return REDACTOR.show(widget, Path.parse("x"), Value.of(text), object);
  }
}
