package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// A request for devices asks for one, unless it says how many or asks for all.
///
/// `SetDefaults_ExactDeviceRequest` and `SetDefaults_DeviceSubRequest` in
/// pkg/apis/resource/v1/defaults.go of Kubernetes. In v1beta1 what is exact stands in the request
/// itself, and the mode has a default only where a class is named.
final class DeviceCounts implements ComputedDefault {
  private static final Value EXACT = Value.of("ExactCount");

  @Override
  public String what() {
    return "count and allocationMode of device requests";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "ResourceClaim spec.devices.requests[].exactly.count",
        "ResourceClaim spec.devices.requests[].firstAvailable[].count",
        "ResourceClaim spec.devices.requests[].allocationMode",
        "ResourceClaim spec.devices.requests[].count",
        "ResourceClaimTemplate spec.spec.devices.requests[].exactly.count",
        "ResourceClaimTemplate spec.spec.devices.requests[].firstAvailable[].count",
        "ResourceClaimTemplate spec.spec.devices.requests[].allocationMode",
        "ResourceClaimTemplate spec.spec.devices.requests[].count");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().startsWith("resource.k8s.io/")
        && (schema.kind().equals("ResourceClaim") || schema.kind().equals("ResourceClaimTemplate"));
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    boolean flat = schema.apiVersion().equals("resource.k8s.io/v1beta1");
    List<String> devices =
        schema.kind().equals("ResourceClaim")
            ? List.of("spec", "devices")
            : List.of("spec", "spec", "devices");
    return Edits.at(
        object,
        devices,
        found -> Edits.each(found, "requests", request -> withCounts(request, flat)));
  }

  private static Value.Obj withCounts(Value.Obj request, boolean flat) {
    Value.Obj counted = Edits.each(request, "firstAvailable", DeviceCounts::withCount);
    if (!flat) {
      return Edits.at(counted, List.of("exactly"), DeviceCounts::withCount);
    }
    return counted.get("deviceClassName").isPresent()
        ? withCount(Edits.orElse(counted, "allocationMode", EXACT))
        : counted;
  }

  private static Value.Obj withCount(Value.Obj request) {
    return request.get("allocationMode").equals(Optional.of(EXACT))
        ? Edits.orElse(request, "count", Value.of(1))
        : request;
  }
}
