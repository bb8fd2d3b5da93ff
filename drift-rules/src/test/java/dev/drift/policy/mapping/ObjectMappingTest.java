package dev.drift.policy.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectMappingTest {
  private static final ClusterMapping MAPPING =
      ((MappingFile.Result.Read)
              MappingFileTest.read(
                  """
                  apiVersion: drift.dev/v1
                  kind: Mapping
                  namespaces:
                  - {from: staging, to: production}
                  - {from: blue, to: green}
                  - {from: green, to: blue}
                  names:
                  - {kinds: [ConfigMap], from: settings-staging, to: settings}
                  hosts:
                  - {from: .staging.example.com, to: .example.com}
                  - {from: db.staging.example.com, to: pg.example.com}
                  - {from: a.example.org, to: b.example.org}
                  - {from: b.example.org, to: a.example.org}
                  registries:
                  - {from: registry.staging.example.com, to: registry.example.com/mirror}
                  - {from: docker.io, to: hub.example.com}
                  """))
          .mapping();

  static String text(ObjectMapping mapping, String field, String text) {
    LiveResource object =
        new LiveResource(
            new ResourceRef("v1", new ResourceId(new GroupKind("", "Pod"), "x", "y")),
            new Value.Obj(Map.of("spec", new Value.Obj(Map.of(field, Value.of(text))))),
            List.of());
    return ((Value.Str) Steps.at(Path.of("spec", field), mapping.content(object)).orElseThrow())
        .value();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          value, https://trino.staging.example.com:8443/ui, https://trino.example.com:8443/ui
          value, trino.staging.example.com.,                trino.example.com.
          value, '*.staging.example.com',                   '*.example.com'
          value, db.staging.example.com,                    pg.example.com
          value, old-db.staging.example.com,                old-db.example.com
          value, trino.staging.example.com.evil.org,        trino.staging.example.com.evil.org
          value, trino.staging.example.company,             trino.staging.example.company
          value, .staging.example.com,                      .staging.example.com
          value, a.example.org b.example.org,               b.example.org a.example.org
          value, thrift://metastore.staging.svc:9083,       thrift://metastore.production.svc:9083
          value, metastore.staging.svc.cluster.local,       metastore.production.svc.cluster.local
          value, metastore.staging.svcs,                    metastore.staging.svcs
          value, staging,                                   staging
          value, system:serviceaccount:staging:trino,       system:serviceaccount:production:trino
          value, system:serviceaccounts:staging,            system:serviceaccounts:production
          value, x.blue.svc and x.green.svc,                x.green.svc and x.blue.svc
          namespace, staging,                               production
          targetNamespace, staging,                         production
          namespace, staging2,                              staging2
          kubernetes.io/metadata.name, staging,             production
          image, registry.staging.example.com/a/b:1,        registry.example.com/mirror/a/b:1
          image, my.registry.staging.example.com/a/b:1,     my.registry.example.com/a/b:1
          value, oci://registry.staging.example.com/charts, oci://registry.example.com/mirror/charts
          image, trinodb/trino:479,                         hub.example.com/trinodb/trino:479
          image, nginx,                                     hub.example.com/library/nginx
          image, quay.io/a/b:1,                             quay.io/a/b:1
          value, trinodb/trino:479,                         trinodb/trino:479
          configMapName, settings-staging,                  settings
          value, settings-staging,                          settings-staging
          """)
  void aTextOfTheFirstClusterIsWhatTheSecondShouldHave(String field, String first, String second) {
    assertThat(text(new ObjectMapping(MAPPING), field, first)).isEqualTo(second);
  }

  @Test
  void objectsHaveTheNamesOfTheSecondCluster() {
    ObjectMapping mapping = new ObjectMapping(MAPPING);
    assertThat(mapping.id(new ResourceId(new GroupKind("", "Namespace"), "", "staging")))
        .isEqualTo(new ResourceId(new GroupKind("", "Namespace"), "", "production"));
    assertThat(
            mapping.id(
                new ResourceId(new GroupKind("", "ConfigMap"), "staging", "settings-staging")))
        .isEqualTo(new ResourceId(new GroupKind("", "ConfigMap"), "production", "settings"));
    assertThat(mapping.id(new ResourceId(new GroupKind("", "Secret"), "blue", "settings-staging")))
        .isEqualTo(new ResourceId(new GroupKind("", "Secret"), "green", "settings-staging"));
    assertThat(mapping.unused().stream().map(Counterpart::from))
        .doesNotContain("staging", "blue", "settings-staging")
        .contains("green", "docker.io", ".staging.example.com");
  }

  /// A ConfigMap and a Secret of one name in the first cluster have two in the second.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          configMapRef,   name,               app-config
          configMapKeyRef,name,               app-config
          configMap,      name,               app-config
          secretRef,      name,               app-secret
          secretKeyRef,   name,               app-secret
          imagePullSecrets, name,             app-secret
          tls,            secretName,         app-secret
          spec,           serviceAccountName, app
          persistentVolumeClaim, claimName,   app
          scaleTargetRef, name,               app-web
          """)
  void referencesHaveTheNameThatTheirKindHas(String around, String field, String second) {
    ObjectMapping mapping =
        new ObjectMapping(
            ((MappingFile.Result.Read)
                    MappingFileTest.read(
                        """
                        apiVersion: drift.dev/v1
                        kind: Mapping
                        names:
                        - {kinds: [ConfigMap], from: app, to: app-config}
                        - {kinds: [Secret], from: app, to: app-secret}
                        - {kinds: [Deployment.apps], from: app, to: app-web}
                        """))
                .mapping());
    Map<String, Value> reference =
        around.equals("scaleTargetRef")
            ? Map.of(
                "apiVersion",
                Value.of("apps/v1"),
                "kind",
                Value.of("Deployment"),
                field,
                Value.of("app"))
            : Map.of(field, Value.of("app"));
    Value.Obj mapped =
        mapping.content(
            new LiveResource(
                new ResourceRef("v1", new ResourceId(new GroupKind("", "Pod"), "x", "y")),
                new Value.Obj(
                    Map.of(
                        around,
                        around.equals("imagePullSecrets")
                            ? new Value.Arr(List.of(new Value.Obj(reference)))
                            : new Value.Obj(reference))),
                List.of()));
    Value inner = mapped.get(around).orElseThrow();
    Value.Obj object =
        (Value.Obj) (inner instanceof Value.Arr(var items) ? items.getFirst() : inner);
    assertThat(object.text(field)).contains(second);
  }

  @Test
  void namespacesOfSelectorsAreMapped() {
    Value.Obj selector =
        new Value.Obj(
            Map.of(
                "key", Value.of("kubernetes.io/metadata.name"),
                "operator", Value.of("In"),
                "values", new Value.Arr(List.of(Value.of("staging"), Value.of("other")))));
    Value.Obj mapped =
        new ObjectMapping(MAPPING)
            .content(
                new LiveResource(
                    new ResourceRef("v1", new ResourceId(new GroupKind("", "Pod"), "x", "y")),
                    new Value.Obj(Map.of("spec", selector)),
                    List.of()));
    assertThat(mapped.object("spec").get("values"))
        .contains(new Value.Arr(List.of(Value.of("production"), Value.of("other"))));
  }

  @Test
  void whatIsMaskedStaysAsItIs() {
    Value.Masked masked = new Value.Masked("staging", "key", SecretFacts.NONE);
    Value.Obj mapped =
        new ObjectMapping(MAPPING)
            .content(
                new LiveResource(
                    new ResourceRef("v1", new ResourceId(new GroupKind("", "Pod"), "x", "y")),
                    new Value.Obj(Map.of("namespace", masked)),
                    List.of()));
    assertThat(mapped.get("namespace")).contains(masked);
  }
}
