package dev.drift.rule.security.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What one right allows, as the RBAC authorizer of the API server has it; rights are written
/// `verb group resource name scope`, with `-` for nothing.
class RightsTest {
  @ParameterizedTest
  @CsvSource({
    "get - pods - -, get - pods - trino, true",
    "get - pods - trino, get - pods - -, false",
    "get - pods - trino, get - pods - hive, false",
    "* - pods - trino, escalate - pods - trino, true",
    "get - pods - -, list - pods - -, false",
    "get - pods - -, get - pods/log - -, false",
    "get - * - -, get - pods/log - -, true",
    "get - */scale - -, get - deployments/scale - -, true",
    "get - */scale - -, get - deployments - -, false",
    "get - */scale - -, get - deployments/status - -, false",
    "get apps deployments - -, get - deployments - -, false",
    "get * deployments - -, get apps deployments - -, true",
    "get - secrets - -, get - secrets db -, true",
    "get - secrets db -, get - secrets - -, false",
    "get - secrets db -, get - secrets web -, false"
  })
  void covers(String held, String asked, boolean covered) {
    Rights rights = new Rights();
    rights.add(right(held));

    assertThat(rights.covers(right(asked))).isEqualTo(covered);
    assertThat(rights.covers(right(held))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics, /metrics, true",
    "/metrics/*, /metrics/cadvisor, true",
    "/metrics/*, /metrics, false",
    "*, /logs, true",
    "/metrics, /metrics/cadvisor, false"
  })
  void coversPaths(String held, String asked, boolean covered) {
    Rights rights = new Rights();
    rights.add(new Right(new Right.Url(held), "get", ""));

    assertThat(rights.covers(new Right(new Right.Url(asked), "get", ""))).isEqualTo(covered);
    assertThat(rights.covers(right("get - pods - -"))).isFalse();
  }

  @Test
  void saysThatItIsNotWholeWhereItIsTooMuch() {
    Rights rights = new Rights();
    for (int i = 0; i < Rights.MOST; i++) {
      rights.add(right("get - configmaps c%d -".formatted(i)));
    }
    assertThat(rights.isWhole()).isTrue();

    rights.add(right("get - configmaps one-more -"));

    assertThat(rights.isWhole()).isFalse();
    assertThat(rights.all()).hasSize(Rights.MOST);
    assertThat(new Rights().without(rights).isWhole()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "get - secrets - -, CRITICAL",
    "get - secrets - trino, HIGH",
    "delete - secrets - trino, MEDIUM",
    "* * * - -, CRITICAL",
    "* * * - trino, HIGH",
    "get - * - -, CRITICAL",
    "get - * - trino, HIGH",
    "get - secrets - kube-system, CRITICAL",
    "impersonate - serviceaccounts - trino, HIGH",
    "get * */proxy - -, CRITICAL",
    "* flink.apache.org flinkdeployments - -, HIGH",
    "create - pods/exec - trino, HIGH",
    "get - nodes/proxy - -, CRITICAL",
    "create - serviceaccounts/token - -, CRITICAL",
    "impersonate - users - -, CRITICAL",
    "bind rbac.authorization.k8s.io clusterroles - -, CRITICAL",
    "* rbac.authorization.k8s.io roles - trino, HIGH",
    "* rbac.authorization.k8s.io roles - -, CRITICAL",
    "get - configmaps - -, MEDIUM"
  })
  void isAsDangerousAsWhatItLeadsTo(String right, Severity danger) {
    assertThat(Danger.of(right(right))).isEqualTo(danger);
  }

  @ParameterizedTest
  @CsvSource({
    "get - pods/log - trino, read the logs of Pods in trino",
    "delete - pods/log - trino, delete the subresource log of Pods in trino",
    "impersonate - users - -, impersonate any user",
    "impersonate - users alice -, impersonate the user alice",
    "patch apps deployments/scale - -, change the subresource scale of Deployments in all namespaces",
    "get - nodes - -, read Nodes",
    "list flink.apache.org flinkdeployments - trino, read flinkdeployments.flink.apache.org in trino",
    "use security.openshift.io securitycontextconstraints privileged -, use securitycontextconstraints.security.openshift.io named privileged"
  })
  void isSaidInWords(String right, String words) {
    Rights rights = new Rights();
    rights.add(right(right));

    assertThat(RightWords.of(rights, new Rights()).shortened()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"/metrics, get, get the path /metrics", "*, *, call every path of the API server"})
  void pathsAreSaidInWords(String path, String verb, String words) {
    Rights rights = new Rights();
    rights.add(new Right(new Right.Url(path), verb, ""));

    assertThat(RightWords.of(rights, new Rights()).shortened()).isEqualTo(words);
  }

  private static Right right(String text) {
    String[] parts = text.split(" ");
    return new Right(
        new Right.Resource(part(parts[1]), parts[2], part(parts[3])), parts[0], part(parts[4]));
  }

  private static String part(String text) {
    return text.equals("-") ? "" : text;
  }
}
