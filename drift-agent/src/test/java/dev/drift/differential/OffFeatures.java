package dev.drift.differential;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Fields whose feature is off: the server drops them without a word, and Drift reports them as
/// REMOVED, for Git asks for what the cluster does not do.
///
/// Which field belongs to which feature stands in the comments of the Go types (`+featureGate=`)
/// alone; that the feature is off, the server says.
final class OffFeatures {
  private static final Map<String, String> GATES =
      Map.ofEntries(
          Map.entry(
              "resource.v1.ResourceSliceSpec.perDeviceNodeSelection", "DRAPartitionableDevices"),
          Map.entry("resource.v1.ResourceSliceSpec.sharedCounters", "DRAPartitionableDevices"),
          Map.entry("resource.v1.Device.consumesCounters", "DRAPartitionableDevices"),
          Map.entry("resource.v1.Device.nodeName", "DRAPartitionableDevices"),
          Map.entry("resource.v1.Device.nodeSelector", "DRAPartitionableDevices"),
          Map.entry("resource.v1.Device.allNodes", "DRAPartitionableDevices"),
          Map.entry("resource.v1.Device.taints", "DRADeviceTaints"),
          Map.entry("resource.v1.Device.bindsToNode", "DRADeviceBindingConditions"),
          Map.entry("resource.v1.Device.bindingConditions", "DRADeviceBindingConditions"),
          Map.entry("resource.v1.Device.bindingFailureConditions", "DRADeviceBindingConditions"),
          Map.entry("resource.v1.Device.allowMultipleAllocations", "DRAConsumableCapacity"),
          Map.entry(
              "resource.v1.Device.nodeAllocatableResourceMappings", "DRANodeAllocatableResources"),
          Map.entry("resource.v1.DeviceCapacity.requestPolicy", "DRAConsumableCapacity"),
          Map.entry("resource.v1.DeviceAttribute.ints", "DRAListTypeAttributes"),
          Map.entry("resource.v1.DeviceAttribute.bools", "DRAListTypeAttributes"),
          Map.entry("resource.v1.DeviceAttribute.strings", "DRAListTypeAttributes"),
          Map.entry("resource.v1.DeviceAttribute.versions", "DRAListTypeAttributes"),
          Map.entry("resource.v1.DeviceRequest.firstAvailable", "DRAPrioritizedList"),
          Map.entry("resource.v1.ExactDeviceRequest.adminAccess", "DRAAdminAccess"),
          Map.entry("resource.v1.ExactDeviceRequest.tolerations", "DRADeviceTaints"),
          Map.entry("resource.v1.ExactDeviceRequest.capacity", "DRAConsumableCapacity"),
          Map.entry("resource.v1.DeviceSubRequest.tolerations", "DRADeviceTaints"),
          Map.entry("resource.v1.DeviceSubRequest.capacity", "DRAConsumableCapacity"),
          Map.entry("resource.v1.DeviceConstraint.distinctAttribute", "DRAConsumableCapacity"),
          Map.entry("resource.v1.DeviceClassSpec.extendedResourceName", "DRAExtendedResource"),
          Map.entry(
              "storage.v1.CSIDriverSpec.serviceAccountTokenInSecrets",
              "CSIServiceAccountTokenSecrets"),
          Map.entry("coordination.v1.LeaseSpec.strategy", "CoordinatedLeaderElection"),
          Map.entry("coordination.v1.LeaseSpec.preferredHolder", "CoordinatedLeaderElection"),
          Map.entry("storage.v1.CSIDriverSpec.preventPodSchedulingIfMissing", "VolumeLimitScaling"),
          Map.entry(
              "storage.v1.CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds",
              "MutableCSINodeAllocatableCount"),
          Map.entry("autoscaling.v2.HPAScalingRules.tolerance", "HPAConfigurableTolerance"),
          Map.entry("core.v1.PodSpec.schedulingGroup", "GenericWorkload"),
          Map.entry("core.v1.PodSpec.workloadRef", "GenericWorkload"),
          Map.entry("core.v1.PodSpec.hostnameOverride", "HostnameOverride"),
          Map.entry("core.v1.Container.restartPolicyRules", "ContainerRestartRules"),
          Map.entry("core.v1.Container.restartPolicy", "ContainerRestartRules"),
          Map.entry("core.v1.EnvVarSource.fileKeyRef", "EnvFiles"),
          Map.entry("core.v1.Volume.image", "ImageVolume"),
          Map.entry("core.v1.Lifecycle.stopSignal", "ContainerStopSignals"),
          Map.entry("core.v1.VolumeProjection.clusterTrustBundle", "ClusterTrustBundleProjection"),
          Map.entry("core.v1.VolumeProjection.podCertificate", "PodCertificateRequest"),
          Map.entry("core.v1.TypedObjectReference.namespace", "CrossNamespaceVolumeDataSource"),
          Map.entry(
              "apps.v1.RollingUpdateStatefulSetStrategy.maxUnavailable",
              "MaxUnavailableStatefulSet"));

  /// Go with all that stands beside them.
  private static final Set<String> WITH_OWNER =
      Set.of("core.v1.TypedObjectReference.namespace", "core.v1.Volume.image");

  private static final String PREFIX = "io.k8s.api.";

  private final Set<String> fields;

  /// @param enabled features that are on
  OffFeatures(Set<String> enabled) {
    fields =
        GATES.entrySet().stream()
            .filter(gate -> !enabled.contains(gate.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether the server made this difference by dropping such a field of the desired object.
  boolean explain(Difference difference, Shape shape, Value.Obj desired) {
    return Node.of(shape, desired).stream()
        .flatMap(node -> node.fields().entrySet().stream())
        .filter(field -> fields.contains(field.getKey()))
        .anyMatch(field -> explains(field.getKey(), field.getValue(), difference));
  }

  private static boolean explains(String field, Path at, Difference difference) {
    if (WITH_OWNER.contains(field)) {
      return startsWith(difference.path().elements(), parent(at))
          || isOrphanedSource(field, at, difference);
    }
    boolean alone =
        difference.desired().orElse(Value.Null.NULL) instanceof Value.Obj(Map<String, Value> only)
            && only.size() == 1
            && startsWith(difference.path().elements(), parent(at));
    return difference.change() == Change.REMOVED
        && (alone || startsWith(difference.path().elements(), at.elements()));
  }

  /// Once `dataSourceRef` is dropped, the server drops a `dataSource` beside it as well, unless it
  /// is a claim or a snapshot (`EnforceDataSourceBackwardsCompatibility` asks
  /// `dataSourceIsPvcOrSnapshot`, which compares the API group as well).
  private static boolean isOrphanedSource(String field, Path at, Difference difference) {
    List<Path.Element> path = difference.path().elements();
    return field.equals("core.v1.TypedObjectReference.namespace")
        && difference.change() == Change.REMOVED
        && difference.path().toString().endsWith("spec.dataSource")
        && startsWith(path, at.elements().subList(0, at.elements().size() - 2))
        && difference.desired().orElse(Value.Null.NULL) instanceof Value.Obj source
        && !Set.of("PersistentVolumeClaim.", "VolumeSnapshot.snapshot.storage.k8s.io")
            .contains(source.text("kind").orElse("") + "." + source.text("apiGroup").orElse(""));
  }

  private static List<Path.Element> parent(Path path) {
    return path.elements().subList(0, path.elements().size() - 1);
  }

  /// One side may name items by key, the other by position: any item fits.
  private static boolean startsWith(List<Path.Element> path, List<Path.Element> start) {
    return path.size() >= start.size()
        && IntStream.range(0, start.size())
            .allMatch(
                i ->
                    start.get(i) instanceof Path.Field
                        ? start.get(i).equals(path.get(i))
                        : !(path.get(i) instanceof Path.Field));
  }

  /// The field of a type, such as `core.v1.PodSpec.schedulingGroup`.
  static String name(Shape owner, String field) {
    String type = owner.name();
    return (type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type) + "." + field;
  }
}
