package dev.drift.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.finding.Attribution;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldOwnersTest {
  private static final ResourceRef REF =
      new ResourceRef("apps/v1", new ResourceId(new GroupKind("apps", "Deployment"), "ns", "x"));
  private static final FieldOwner APPLY =
      owner(
          "kubectl-client-side-apply",
          "2026-01-01T00:00:00Z",
          """
          f:metadata: {f:labels: {f:app: {}}}
          f:spec:
            f:replicas: {}
            f:template: {f:spec: {f:containers: {'k:{"name":"c"}': {.: {}, f:args: {}, f:image: {}}}}}
          """);
  private static final FieldOwner EDIT =
      owner(
          "kubectl-edit",
          "2026-02-01T00:00:00Z",
          """
          f:spec:
            f:replicas: {}
            f:template: {f:spec: {f:containers: {'k:{"name":"c"}': {f:ports: {'k:{"containerPort":80,"protocol":"TCP"}': {.: {}}}}}}}
          """);

  private static FieldOwner owner(String manager, String time, String fields) {
    return owner(manager, time, "", fields);
  }

  private static FieldOwner owner(String manager, String time, String subresource, String fields) {
    return new FieldOwner(
        manager, "Update", Optional.of(Instant.parse(time)), subresource, Yaml.object(fields));
  }

  private static String manager(Change change, String path) {
    Difference difference =
        new Difference(REF, change, Path.parse(path), Optional.empty(), Optional.empty());
    Attribution found =
        FieldOwners.attribute(
            difference, new LiveResource(REF, Value.Obj.EMPTY, List.of(APPLY, EDIT)));
    return found.equals(Attribution.UNKNOWN) ? "" : found.manager();
  }

  @Test
  void theLastWriterOfTheField() {
    assertThat(manager(Change.CHANGED, "spec.replicas")).isEqualTo("kubectl-edit");
    assertThat(manager(Change.CHANGED, "spec.template.spec.containers[name=c].image"))
        .isEqualTo("kubectl-client-side-apply");
    assertThat(
            manager(
                Change.ADDED,
                "spec.template.spec.containers[name=c].ports[containerPort=80,protocol=TCP]"))
        .isEqualTo("kubectl-edit");
  }

  @Test
  void anAtomicListHasOneOwner() {
    assertThat(manager(Change.CHANGED, "spec.template.spec.containers[name=c].args[2]"))
        .isEqualTo("kubectl-client-side-apply");
  }

  @Test
  void whoOwnsTheFieldsBesideItIsNotNamed() {
    assertThat(manager(Change.ADDED, "metadata.labels.other")).isEmpty();
    assertThat(manager(Change.ADDED, "spec.paused")).isEmpty();
  }

  @Test
  void removalsNameNobody() {
    assertThat(manager(Change.REMOVED, "spec.replicas")).isEmpty();
  }

  /// As an API server stored it after `kubectl create deployment`: entries of one second are sorted
  /// by manager.
  @Test
  void theCreatorIsNotWhoWroteTheStatus() {
    FieldOwner status =
        owner("kube-controller-manager", "2026-01-01T00:00:00Z", "status", "f:status: {}");
    FieldOwner create =
        owner("kubectl-create", "2026-01-01T00:00:00Z", "", "f:spec: {f:replicas: {}}");

    assertThat(creator(status, create)).isEqualTo("kubectl-create");
    assertThat(creator(status)).isEmpty();
  }

  @Test
  void theCreatorWroteMostOfTheObject() {
    FieldOwner binder =
        owner(
            "kube-controller-manager",
            "2026-01-01T00:00:00Z",
            "",
            "f:metadata: {f:annotations: {f:bind: {}}}");
    FieldOwner create =
        owner(
            "kubectl-create",
            "2026-01-01T00:00:00Z",
            "",
            "f:spec: {f:accessModes: {}, f:resources: {f:requests: {f:storage: {}}}}");

    assertThat(creator(binder, create)).isEqualTo("kubectl-create");
  }

  @Test
  void whoCameLaterIsNotTheCreator() {
    FieldOwner edit = owner("kubectl-edit", "2026-02-01T00:00:00Z", "", "f:spec: {f:a: {}}");
    FieldOwner patch = owner("kubectl-patch", "2026-03-01T00:00:00Z", "", "f:spec: {f:b: {}}");

    assertThat(creator(edit, patch)).isEmpty();
    // One who applies again and again has one entry, of the last time.
    assertThat(creator(edit)).isEqualTo("kubectl-edit");
  }

  private static String creator(FieldOwner... owners) {
    Value.Obj object = Yaml.object("metadata: {creationTimestamp: '2026-01-01T00:00:00Z'}");
    Difference difference =
        new Difference(REF, Change.UNMANAGED, Path.ROOT, Optional.empty(), Optional.empty());
    return FieldOwners.attribute(difference, new LiveResource(REF, object, List.of(owners)))
        .manager();
  }
}
