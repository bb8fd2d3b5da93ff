package dev.drift.canonical.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.Canonicaliser;
import dev.drift.compare.Yaml;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrdTypesTest {
  private static final TypeTable TABLE = TypeTable.newest();

  private static Canonical canonical(String specSchema, String spec) {
    return canonical(specSchema, "spec: " + spec, "");
  }

  private static Canonical canonical(String specSchema, String body, String version) {
    Value.Obj crd =
        Yaml.object(
            """
            spec:
              group: example.org
              names: {kind: Widget}
              versions:
                - name: v1
                  %s
                  schema:
                    openAPIV3Schema: {type: object, properties: {spec: %s, status: {type: object, default: {a: 1}, properties: {a: {type: integer}}}}}
            """
                .formatted(version, specSchema));
    Schemas schemas = new Schemas(TABLE, List.of(crd), Map.of());
    KindSchema schema = schemas.schema("example.org/v1", "Widget").orElseThrow();
    return new Canonicaliser(schemas)
        .canonical(
            schema,
            Yaml.object("{apiVersion: example.org/v1, kind: Widget, metadata: {name: x}}")
                .with("spec", Value.Null.NULL)
                .without("spec")
                .with("spec", Yaml.object(body).get("spec").orElse(Value.Null.NULL)));
  }

  private static void assertSpec(String schema, String written, String stored) {
    assertThat(canonical(schema, written).content().get("spec"))
        .isEqualTo(Yaml.object("spec: " + stored).get("spec"));
  }

  @Test
  void defaultsFillOnlyWhatIsThere() {
    String schema =
        "{type: object, properties: {a: {type: object, properties: {b: {type: integer, default: 2}}}}}";
    assertSpec(schema, "{}", "{}");
    assertSpec(schema, "{a: {}}", "{a: {b: 2}}");
    assertSpec(schema, "{a: {b: 3}}", "{a: {b: 3}}");
    assertSpec(schema, "{a: {b: 0}}", "{a: {b: 0}}");
  }

  @Test
  void aDefaultOfADefaultIsFilledToo() {
    assertSpec(
        "{type: object, properties: {a: {type: object, default: {}, properties: {b: {type: integer,"
            + " default: 2}}}}}",
        "{}",
        "{a: {b: 2}}");
  }

  @Test
  void defaultsReachListsAndMaps() {
    String item = "{type: object, properties: {b: {type: integer, default: 2}}}";
    assertSpec(
        "{type: object, properties: {a: {type: array, items: " + item + "}}}",
        "{a: [{}]}",
        "{a: [{b: 2}]}");
    assertSpec(
        "{type: object, properties: {a: {type: object, additionalProperties: " + item + "}}}",
        "{a: {k: {}}}",
        "{a: {k: {b: 2}}}");
  }

  @Test
  void anullIsDefaultedUnlessItMayBe() {
    assertSpec(
        "{type: object, properties: {a: {type: integer, default: 2}}}", "{a: null}", "{a: 2}");
    assertSpec(
        "{type: object, properties: {a: {type: integer, nullable: true, default: 2}}}",
        "{a: null}",
        "{a: null}");
    assertSpec("{type: object, properties: {a: {type: integer}}}", "{a: null}", "{}");
  }

  @Test
  void whatTheSchemaDoesNotNameIsPrunedAndSaid() {
    Canonical pruned = canonical("{type: object, properties: {a: {type: integer}}}", "{b: 1}");
    assertThat(pruned.content().object("spec").fields()).isEmpty();
    assertThat(pruned.invalid()).extracting(i -> i.path().toString()).containsExactly("spec.b");
    assertThat(
            canonical("{type: object, x-kubernetes-preserve-unknown-fields: true}", "{b: {c: 1}}")
                .invalid())
        .isEmpty();
    assertSpec(
        "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: integer,"
            + " default: 1}}}",
        "{b: {c: 1}}",
        "{a: 1, b: {c: 1}}");
  }

  @Test
  void saysWhatHasAnotherType() {
    for (String type : List.of("integer", "boolean", "array", "object")) {
      assertThat(
              canonical("{type: object, properties: {a: {type: %s}}}".formatted(type), "{a: text}")
                  .invalid())
          .as(type)
          .hasSize(1);
    }
    assertThat(
            canonical(
                    "{type: object, properties: {a: {x-kubernetes-int-or-string: true}}}",
                    "{a: 80%}")
                .invalid())
        .isEmpty();
  }

  @Test
  void aNullAmongItemsIsNoneOfOurBusiness() {
    assertThat(
            canonical(
                    "{type: object, properties: {a: {type: array, items: {type: string, nullable:"
                        + " true}}}}",
                    "{a: [null, x]}")
                .invalid())
        .isEmpty();
  }

  @Test
  void listsHaveTheIdentityThatTheSchemaGives() {
    Type.ListOf keyed = list("x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [b, c]");
    assertThat(keyed.identity()).isEqualTo(Type.Identity.KEYED);
    assertThat(keyed.keys()).containsExactly("b", "c");
    assertThat(list("x-kubernetes-list-type: set").identity()).isEqualTo(Type.Identity.SET);
    assertThat(list("x-kubernetes-list-type: atomic").identity()).isEqualTo(Type.Identity.ATOMIC);
    assertThat(list("description: none").identity()).isEqualTo(Type.Identity.ATOMIC);
  }

  private static Type.ListOf list(String options) {
    Value.Obj crd =
        Yaml.object(
            """
            spec:
              group: example.org
              names: {kind: Widget}
              versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {a: {type: array, items: {type: object}, %s}}}}}]
            """
                .formatted(options));
    KindSchema schema = CrdTypes.of(crd, "example.org/v1", "Widget").orElseThrow();
    return (Type.ListOf) ((Type.Struct) schema.root()).member("a").orElseThrow().type();
  }

  @Test
  void otherKindsAndVersionsAreNotItsOwn() {
    Value.Obj crd =
        Yaml.object("spec: {group: example.org, names: {kind: Widget}, versions: [{name: v1}]}");
    assertThat(CrdTypes.of(crd, "example.org/v2", "Widget")).isEmpty();
    assertThat(CrdTypes.of(crd, "example.com/v1", "Widget")).isEmpty();
    assertThat(CrdTypes.of(crd, "example.org/v1", "Gadget")).isEmpty();
  }

  @Test
  void theDefaultOfASeparateStatusIsNotTheManifests() {
    Canonical canonical = canonical("{type: object}", "spec: {}", "subresources: {status: {}}");
    assertThat(canonical.content().get("status")).isEmpty();
  }

  @Test
  void openApiTellsListTypesAndKeepsWhatItDoesNotName() {
    Value.Obj document =
        Yaml.object(
            """
            components:
              schemas:
                Spec:
                  type: object
                  properties:
                    cpu: {allOf: [{$ref: '#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity'}]}
                    items: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object}}
                    self: {$ref: '#/components/schemas/Spec'}
                Widget:
                  type: object
                  x-kubernetes-group-version-kind: [{group: example.org, version: v1, kind: Widget}]
                  properties:
                    spec: {allOf: [{$ref: '#/components/schemas/Spec'}]}
            """);
    KindSchema schema =
        OpenApiTypes.of(document, "example.org/v1", "Widget", Type.ANY).orElseThrow();
    Type.Struct spec =
        (Type.Struct) ((Type.Struct) schema.root()).member("spec").orElseThrow().type();
    assertThat(spec.member("cpu").orElseThrow().type()).isEqualTo(Type.Scalar.QUANTITY);
    assertThat(((Type.ListOf) spec.member("items").orElseThrow().type()).keys())
        .containsExactly("name");
    assertThat(spec.member("other")).isPresent();
    assertThat(OpenApiTypes.of(document, "example.org/v2", "Widget", Type.ANY)).isEmpty();
  }
}
