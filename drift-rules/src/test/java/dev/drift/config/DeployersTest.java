package dev.drift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployersTest {
  private static final Deployers DEPLOYERS =
      new Deployers(
          List.of(
              Deployers.Entry.serviceAccount("flux-system/*"),
              new Deployers.Entry.User("ci-*@example.com"),
              new Deployers.Entry.User("release.bot"),
              new Deployers.Entry.Group("platform:*")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | system:serviceaccount:flux-system:kustomize-controller | system:serviceaccounts
          false | system:serviceaccount:flux-system2:kustomize-controller | system:serviceaccounts
          false | system:serviceaccount:flux-system | system:authenticated
          true  | ci-7@example.com | developers
          false | ci-7@example.com.evil.org | developers
          false | xci-7@example.com | developers
          true  | release.bot | developers
          false | releasexbot | developers
          false | release.bot2 | developers
          true  | alice | platform:deployers
          false | alice | platform
          false | kubernetes-admin | system:masters
          true  | system:kube-controller-manager | system:authenticated
          true  | system:kube-scheduler | system:authenticated
          true  | system:apiserver | system:masters
          true  | system:node:worker-1 | system:nodes
          false | system:node:worker-1 | system:authenticated
          true  | system:serviceaccount:kube-system:deployment-controller | system:serviceaccounts
          true  | system:serviceaccount:kube-system:generic-garbage-collector | system:serviceaccounts
          false | system:serviceaccount:kube-system:tiller | system:serviceaccounts
          false | system:serviceaccount:default:deployment-controller | system:serviceaccounts
          """)
  void knowsWhoDeploys(boolean deploys, String user, String group) {
    assertThat(DEPLOYERS.includes(user, List.of(group))).isEqualTo(deploys);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, 127.0.0.1, 8080",
    "[::1]:0, ::1, 0",
    "0.0.0.0:65535, 0.0.0.0, 65535",
    "localhost:80, localhost, 80"
  })
  void readsAddresses(String text, String host, int port) {
    assertThat(Listen.parse(text)).contains(new Listen(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "8080",
    ":8080",
    "127.0.0.1",
    "::1:80",
    "127.0.0.1:65536",
    "http://a:80",
    "a:-1",
    "a b:1"
  })
  void refusesOtherAddresses(String text) {
    assertThat(Listen.parse(text)).isEmpty();
  }
}
