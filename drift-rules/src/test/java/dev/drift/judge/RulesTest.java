package dev.drift.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveObjects;
import dev.drift.model.Path;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Rule;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.MaskKey;
import dev.drift.secret.Redactor;
import dev.drift.secret.Shown;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RulesTest {
  private static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));
  private static final Shown ABSENT = REDACTOR.absent();
  private static final MaskedWorld NOTHING =
      MaskedWorld.of(Worlds.of(LiveObjects.none()), Set.of(), List.of());

  @Test
  void everyRuleIsRegistered() throws IOException {
    java.nio.file.Path folder = java.nio.file.Path.of("src/main/java/dev/drift/rule");
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      List<String> classes =
          files
              .filter(file -> file.toString().endsWith(".java") && isRule(file))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .toList();
      assertThat(Rules.ALL)
          .extracting(rule -> rule.getClass().getSimpleName())
          .containsExactlyInAnyOrderElementsOf(classes);
    }
  }

  private static boolean isRule(java.nio.file.Path file) {
    try {
      return Files.readString(file).matches("(?s).* implements (Difference|Resource|World)Rule .*");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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

  @ParameterizedTest
  @EnumSource
  void theLastRuleMatchesEverything(Change change) {
    for (String path : List.of("", "x", "a[0]", "a[=\"b\"]", "a[name=b].c")) {
      Judged judged = judged("example.org", "Widget", change, path);
      assertThat(Rules.OF_DIFFERENCES.getLast().matches(judged)).isTrue();
      DifferenceRule rule = Rules.ruleFor(_ -> judged);
      assertThat(rule.message(judged)).isNotBlank();
      // No rule knows Widgets: what changed is as bad as its kind of change.
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

  @ParameterizedTest
  @CsvSource({
    "apps,Deployment,CHANGED,spec.template.spec.containers[name=c].image,ImageChanged",
    "apps,Deployment,ADDED,spec.template.spec.containers[name=c],ContainerSetChanged",
    "apps,Deployment,ADDED,spec.template.spec.containers[name=c].env[name=A],EnvironmentChanged",
    "apps,Deployment,CHANGED,spec.template.spec.containers[name=c].args[0],CommandChanged",
    "apps,Deployment,ADDED,spec.template.spec.hostNetwork,SecurityContextChanged",
    "apps,Deployment,ADDED,spec.template.spec.containers[name=c].securityContext,SecurityContextChanged",
    "apps,Deployment,CHANGED,spec.replicas,ReplicasChanged",
    "apps,Deployment,CHANGED,spec.template.spec.containers[name=c].resources.limits.cpu,ResourcesChanged",
    "apps,Deployment,ADDED,spec.template.spec.tolerations,SchedulingChanged",
    "apps,Deployment,ADDED,metadata.labels.x,MetadataChanged",
    "apps,Deployment,CHANGED,spec.minReadySeconds,SomethingChanged",
    "rbac.authorization.k8s.io,Role,ADDED,rules[0],RoleWidened",
    "rbac.authorization.k8s.io,RoleBinding,ADDED,subjects[1],SubjectChanged",
    "admissionregistration.k8s.io,ValidatingWebhookConfiguration,CHANGED,webhooks[name=a].failurePolicy,WebhookChanged",
    "'',Secret,CHANGED,data.password,SecretContentChanged",
    "'',ConfigMap,CHANGED,data.x,ConfigMapChanged",
    "'',Service,ADDED,spec.externalIPs,ServiceExposed",
    "networking.k8s.io,NetworkPolicy,ADDED,spec.ingress,NetworkPolicyChanged",
    "autoscaling,HorizontalPodAutoscaler,CHANGED,spec.maxReplicas,AutoscalingChanged",
    "storage.k8s.io,StorageClass,CHANGED,reclaimPolicy,ReclaimPolicyChanged",
    "monitoring.coreos.com,ServiceMonitor,CHANGED,spec.endpoints[0].interval,ScrapeIntervalChanged",
    "apps,Deployment,MISSING,'',ResourceMissing",
    "'',ConfigMap,UNMANAGED,'',ResourceUnmanaged"
  })
  void theRuleThatSpeaks(String group, String kind, Change change, String path, String rule) {
    assertThat(Rules.ruleFor(_ -> judged(group, kind, change, path)).getClass().getSimpleName())
        .isEqualTo(rule);
  }

  private static Judged judged(String group, String kind, Change change, String path) {
    ResourceRef ref = new ResourceRef("v1", new ResourceId(new GroupKind(group, kind), "ns", "x"));
    Difference difference =
        new Difference(ref, change, Path.parse(path), Optional.empty(), Optional.empty());
    return new Judged(difference, ABSENT, ABSENT, NOTHING);
  }
}
