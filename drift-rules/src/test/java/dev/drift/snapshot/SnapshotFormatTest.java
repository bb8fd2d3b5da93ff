package dev.drift.snapshot;

import static dev.drift.snapshot.Snapshots.REDACTOR;
import static dev.drift.snapshot.Snapshots.masked;
import static dev.drift.snapshot.Snapshots.object;
import static dev.drift.snapshot.Snapshots.resource;
import static dev.drift.snapshot.Snapshots.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.HeldObject;
import dev.drift.model.value.ReleaseFacts;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/// A snapshot gives back the state that it was made of, masked.
class SnapshotFormatTest {
  @Test
  void comesBackAsItWas() throws IOException {
    assertThat(read(text(state()))).isEqualTo(masked(state()));
  }

  @Test
  void isTheSameForTheSameState() throws IOException {
    String text = text(state());

    assertThat(text(read(text))).isEqualTo(text);
  }

  /// As deep as an API server may have them and Drift reads them.
  @Test
  void holdsObjectsThatAreDeep() throws IOException {
    Value deep = Value.of("x");
    for (int i = 0; i < 450; i++) {
      deep = new Value.Arr(List.of(deep));
    }
    LiveState state = state();
    LiveResource one = state.resources().values().iterator().next();
    LiveResource other =
        new LiveResource(one.ref(), one.content().with("deep", deep), one.owners());

    String text = text(state.with(Resources.of(List.of(other))));

    assertThat(read(text).resources().values())
        .extracting(resource -> resource.content().get("deep"))
        .containsExactly(Optional.of(deep));
  }

  /// Whatever an object calls its fields, only a real mask is read as one.
  @Test
  void takesNoHonestObjectForAMask() throws IOException {
    Value.Obj content =
        object("{'masked':'a','keyId':'b','list':[{'masked':'c'}],'a.b':{'c[0]':1}}")
            .with("real", new Value.Masked("00ff", "key-1"))
            .with("a.b", object("{'list':[1,2]}").with("x/y", new Value.Masked("11", "key-2")))
            .with("items", new Value.Arr(List.of(new Value.Masked("22", "key-1"))));
    LiveState state = state(resource("v1", "ConfigMap", "trino", "odd", content));

    assertThat(read(text(state))).isEqualTo(masked(state));
  }

  @Test
  void keepsWhatIsKnownOfSecrets() throws IOException {
    Value.Obj data =
        Value.Obj.EMPTY
            .with("rootPassword", Value.of("bWluaW9hZG1pbg=="))
            .with("a.b", Value.of("c29tZXRoaW5nIGVsc2U="));
    Value.Obj content = Value.Obj.EMPTY.with("data", data);
    LiveState state = state(resource("v1", "Secret", "minio", "minio", content));

    String text = text(state);

    assertThat(text)
        .contains("\"facts\":{\"data.rootPassword\":{\"defaultOf\":\"MinIO\"}}")
        .doesNotContain("minioadmin")
        .doesNotContain("bWluaW9hZG1pbg");
    Value.Obj read = read(text).resources().values().iterator().next().content().object("data");
    assertThat(((Value.Masked) read.get("rootPassword").orElseThrow()).facts().defaultOf())
        .contains("MinIO");
    assertThat(((Value.Masked) read.get("a.b").orElseThrow()).facts()).isEqualTo(SecretFacts.NONE);
    String old = text.replaceAll("\"facts\":\\{[^}]*\\}\\},?", "");
    assertThat(read(old)).isEqualTo(masked(state));
    String invalid =
        old.replace(
            "\"owners\"", "\"facts\":{\"data.rootPassword\":{\"validFrom\":\"tulip\"}},\"owners\"");
    assertRefused(invalid).withMessageContaining("is not a mask").withMessageNotContaining("tulip");
  }

  /// What Helm stores is secret; which objects it installed is not.
  @Test
  void keepsWhichObjectsAHelmReleaseHolds() throws IOException {
    ReleaseFacts facts =
        new ReleaseFacts(
            "minio",
            "store",
            List.of(
                new HeldObject(new GroupKind("apps", "StatefulSet"), "", "minio", ""),
                new HeldObject(
                    new GroupKind("rbac.authorization.k8s.io", "ClusterRole"), "", "a:b", "00ff")),
            true);
    Value.Obj content =
        Value.Obj.EMPTY.with(
            "data",
            Value.Obj.EMPTY.with(
                "release", new Value.Masked("00ff", "key-1", SecretFacts.of(facts))));
    LiveState state = state(resource("v1", "Secret", "minio", "store", content));

    String text = text(state);

    assertThat(text)
        .contains(
            "\"objects\":[\"apps/StatefulSet//minio/\","
                + "\"rbac.authorization.k8s.io/ClusterRole//a:b/00ff\"]");
    Value.Obj read = read(text).resources().values().iterator().next().content().object("data");
    assertThat(((Value.Masked) read.get("release").orElseThrow()).facts().release())
        .contains(facts);
    for (String broken : List.of("minio", "apps/StatefulSet//minio///")) {
      assertRefused(text.replace("apps/StatefulSet//minio/", broken))
          .withMessageContaining("is not a mask");
    }
  }

  @Test
  void takesThemFromTheRecordAsItIsWritten() throws IOException {
    String release =
        "{'name':'store','namespace':'minio','config':{'note':'tulip'},'manifest':"
            + "'apiVersion: v1\\nkind: Service\\nmetadata:\\n  name: minio\\n'}";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(release.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
    byte[] stored = Base64.getEncoder().encode(packed.toByteArray());
    Value.Obj record =
        object(
            "{'apiVersion':'v1','kind':'Secret','type':'helm.sh/release.v1','metadata':{"
                + "'name':'sh.helm.release.v1.store.v2','namespace':'minio','labels':{"
                + "'owner':'helm','name':'store','version':'2','status':'deployed'}},"
                + "'data':{'release':'"
                + Base64.getEncoder().encodeToString(stored)
                + "'}}");

    String text = text(state(LiveObjects.live(record)));

    assertThat(text)
        .contains("\"objects\":[\"/Service//minio/\"]")
        .doesNotContain("tulip")
        .doesNotContain("H4sI");
    Value.Obj data = read(text).resources().values().iterator().next().content().object("data");
    assertThat(((Value.Masked) data.get("release").orElseThrow()).facts().release())
        .contains(
            new ReleaseFacts(
                "minio",
                "store",
                List.of(new HeldObject(new GroupKind("", "Service"), "", "minio", "")),
                true));
  }

  @Test
  void aliasesOfKindsAreReadIfTheyAreThere() throws IOException {
    String text = text(state());

    // As versions before wrote it.
    String old = text.replaceAll(",\"aliases\":\\[[^]]*]", "");

    assertThat(read(old).kinds())
        .containsExactly(
            new ApiKind("v1", "Secret", "secrets", true),
            new ApiKind("v1", "Namespace", "namespaces", false));
    assertRefused(text.replace("[\"namespace\",\"ns\"]", "[1]"))
        .withMessageContaining("an alias of a kind is not a string");
  }

  private static String text(LiveState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(state, REDACTOR, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static LiveState read(String text) throws IOException {
    return SnapshotReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ThrowableAssertAlternative<SnapshotFormatException> assertRefused(String text) {
    return assertThatExceptionOfType(SnapshotFormatException.class).isThrownBy(() -> read(text));
  }
}
