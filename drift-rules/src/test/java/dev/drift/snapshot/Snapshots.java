package dev.drift.snapshot;

import dev.drift.json.JsonReader;
import dev.drift.model.Cluster;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// States of a cluster with something in each section of a snapshot.
public final class Snapshots {
  public static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));

  private Snapshots() {}

  public static LiveState state() throws IOException {
    return state(
        resource(
            "v1",
            "Secret",
            "trino",
            "password",
            object("{'type':'Opaque','data':{'password':'dHVsaXA='}}")),
        resource(
            "apps/v1",
            "Deployment",
            "trino",
            "worker",
            object("{'spec':{'replicas':3,'ratio':0.25,'on':true,'none':null,'list':[]}}")),
        resource("v1", "Namespace", "", "trino", Value.Obj.EMPTY));
  }

  static LiveState state(LiveResource... resources) throws IOException {
    return new LiveState(
        new Cluster("https://10.0.0.1:6443", "v1.36.3", "production", "9f6c"),
        Instant.parse("2026-11-20T10:00:00.123Z"),
        List.of(
            new ApiKind("v1", "Secret", "secrets", true),
            new ApiKind("v1", "Namespace", "namespaces", false, List.of("namespace", "ns"))),
        List.of(
            new KindCoverage("v1", "Secret", KindCoverage.Status.READ, 1, ""),
            new KindCoverage("v1", "Service", KindCoverage.Status.FORBIDDEN, 0, "No right.")),
        Resources.of(List.of(resources)),
        Map.of("example.com/v1", object("{'openapi':'3.0.0'}")),
        Optional.empty());
  }

  static LiveResource resource(
      String apiVersion, String kind, String namespace, String name, Value.Obj content) {
    Value.Obj metadata = new Value.Obj(Map.of("name", Value.of(name)));
    Value.Obj object =
        content
            .with("apiVersion", Value.of(apiVersion))
            .with("kind", Value.of(kind))
            .with(
                "metadata",
                namespace.isEmpty() ? metadata : metadata.with("namespace", Value.of(namespace)));
    return new LiveResource(
        LiveObjects.ref(object),
        object,
        List.of(
            new FieldOwner(
                "kubectl",
                "Apply",
                Optional.of(Instant.parse("2026-11-20T09:00:00Z")),
                "",
                new Value.Obj(Map.of("f:spec", Value.Obj.EMPTY))),
            new FieldOwner("manager", "Update", Optional.empty(), "status", Value.Obj.EMPTY)));
  }

  /// What comes back.
  public static LiveState masked(LiveState state) {
    List<LiveResource> resources = new ArrayList<>();
    for (LiveResource resource : state.resources().values()) {
      resources.add(
          new LiveResource(
              resource.ref(),
              REDACTOR.redact(resource.ref(), resource.content()),
              resource.owners()));
    }
    return new LiveState(
        state.cluster(),
        state.takenAt(),
        state.kinds(),
        state.coverage(),
        Resources.of(resources),
        state.openApi(),
        Optional.of(REDACTOR.keyId()));
  }

  static Value.Obj object(String json) throws IOException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return (Value.Obj) JsonReader.read(new ByteArrayInputStream(bytes));
  }
}
