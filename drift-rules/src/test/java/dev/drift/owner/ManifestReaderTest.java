package dev.drift.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.HeldObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which objects a rendered manifest describes.
class ManifestReaderTest {
  private static ManifestReader read(String manifest) {
    ManifestReader reader = new ManifestReader();
    reader.read(manifest);
    return reader;
  }

  private static HeldObject service(String namespace, String name) {
    return new HeldObject(new GroupKind("", "Service"), namespace, name, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        """,
        """
        ---
        # Source: x
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        """,
        """
        kind: "Service" # really
        apiVersion: 'v1'
        metadata: # of it
            namespace: shop
            name: web
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          labels:
            name: other
            namespace: other
          name: web
          namespace: shop
        spec:
          ports:
          - name: http
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          finalizers:
          - name
          name: web
          namespace: shop
        data:
        - name: x
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        """,
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "shop"}}
        """,
        """
        ? kind
        : Service
        "apiVersion": v1
        "metadata":
          "name": web
          "namespace": shop
        """,
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: Service
          metadata:
            name: web
            namespace: shop
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          annotations:
            a: |
              name: other
          name: web
          namespace: shop
        data:
          x: |
            kind: Other
            metadata:
              name: y
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          labels:
            twice: a
            twice: b
          name: web
          namespace: shop
        """,
        "apiVersion: v1\r\nkind: Service\r\nmetadata:\r\n  name: web\r\n  namespace: shop\r\n"
      })
  void oneService(String manifest) {
    ManifestReader reader = read(manifest);

    assertThat(reader.objects()).containsExactly(service("shop", "web"));
    assertThat(reader.isComplete()).isTrue();
  }

  @Test
  void documentsEndAtTheirSeparators() {
    String document = "apiVersion: v1\nkind: Service\nmetadata:\n  name: %s\n";

    assertThat(
            read("---\n" + document.formatted("a") + "--- # next\n" + document.formatted("b"))
                .objects())
        .isEqualTo(List.of(service("", "a"), service("", "b")));
    assertThat(read("---\n---\n\n---\n# nothing\n---").objects()).isEmpty();
  }

  @Test
  void aNameThatIsNoTextIsNoName() {
    assertThat(read("apiVersion: v1\nkind: Service\nmetadata:\n  name: 7\n").objects()).isEmpty();
    assertThat(
            read("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: null\n")
                .objects())
        .containsExactly(service("", "web"));
  }

  @Test
  void whatCannotBeReadIsNotPassedOver() {
    ManifestReader reader =
        read("kind: [\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n");

    assertThat(reader.objects()).containsExactly(service("", "web"));
    assertThat(reader.isComplete()).isFalse();
  }

  @Test
  void tooManyObjectsAreNotKept() {
    ManifestReader reader =
        read("---\napiVersion: v1\nkind: Service\nmetadata:\n  name: a\n".repeat(10_001));

    assertThat(reader.objects()).hasSize(10_000);
    assertThat(reader.isComplete()).isFalse();
  }

  /// A snapshot keeps names; a text that is none may be anything.
  @Test
  void whatIsNoNameIsNotKept() {
    assertThat(read("apiVersion: v1\nkind: Service\nmetadata:\n  name: \"a secret\"\n").objects())
        .isEmpty();
  }
}
