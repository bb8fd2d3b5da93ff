package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.pipeline.KindNames.Meant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindNamesTest {
  private static final Meant INGRESS =
      new Meant(new GroupKind("networking.k8s.io", "Ingress"), true);
  private static final Meant OTHER_INGRESS =
      new Meant(new GroupKind("config.openshift.io", "Ingress"), false);
  private static final Meant SERVICE = new Meant(new GroupKind("", "Service"), true);
  private static final Meant KNATIVE_SERVICE =
      new Meant(new GroupKind("serving.knative.dev", "Service"), true);
  private static final Meant CATALOG =
      new Meant(new GroupKind("data.example.com", "Catalog"), true);

  private final KindNames names =
      KindNames.of(
          List.of(
              new ApiKind("v1", "Service", "services", true, List.of("service", "svc")),
              new ApiKind(
                  "serving.knative.dev/v1",
                  "Service",
                  "services",
                  true,
                  List.of("service", "ksvc")),
              new ApiKind(
                  "networking.k8s.io/v1", "Ingress", "ingresses", true, List.of("ingress", "ing")),
              new ApiKind("config.openshift.io/v1", "Ingress", "ingresses", false),
              // A short name that is the name of another kind.
              new ApiKind(
                  "shop.example.com/v1", "Till", "tills", true, List.of("till", "services"))),
          List.of(
              new ResourceRef(
                  "data.example.com/v1",
                  new ResourceId(new GroupKind("data.example.com", "Catalog"), "shop", "main"))));

  @Test
  void shortNamesComeFromDiscovery() {
    assertThat(names.meant("ksvc")).containsExactly(KNATIVE_SERVICE);
    assertThat(names.meant("svc")).containsExactly(SERVICE);
  }

  @Test
  void aGroupOrVersionNarrowsIt() {
    assertThat(names.meant("ingress")).containsExactlyInAnyOrder(INGRESS, OTHER_INGRESS);
    assertThat(names.meant("ing.networking.k8s.io")).containsExactly(INGRESS);
    assertThat(names.meant("Ingresses.v1.config.openshift.io")).containsExactly(OTHER_INGRESS);
    assertThat(names.meant("services.v1")).containsExactly(SERVICE);
    assertThat(names.meant("services.v1.")).containsExactly(SERVICE);
    assertThat(names.meant("services.v2")).isEmpty();
    assertThat(names.meant("ingress.v1beta1.networking.k8s.io")).isEmpty();
  }

  @Test
  void aShortNameHidesNoName() {
    assertThat(names.meant("services")).containsExactlyInAnyOrder(SERVICE, KNATIVE_SERVICE);
  }

  @Test
  void kindsOfGitAloneHaveNamesToo() {
    assertThat(names.meant("catalog")).containsExactly(CATALOG);
    assertThat(names.meant("catalogs.data.example.com")).containsExactly(CATALOG);
    assertThat(names.meant("catalogs.v1.data.example.com")).containsExactly(CATALOG);
  }

  @Test
  void nothingMeansNothing() {
    assertThat(names.meant("")).isEmpty();
    assertThat(names.meant(".networking.k8s.io")).isEmpty();
    assertThat(names.meant("tulip")).isEmpty();
    assertThat(names.suggestions("tulip")).isEmpty();
  }

  @Test
  void misspeltNamesHaveSuggestions() {
    assertThat(names.suggestions("ingres")).containsExactly("ingress");
    assertThat(names.suggestions("service.example.com"))
        .containsExactly("service", "service.serving.knative.dev");
  }
}
