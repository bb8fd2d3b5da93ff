package dev.drift.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a control plane runs beside etcd and the API server, and how it is kept.
///
/// @param nodes how many nodes of 32 CPUs and 128 GiB kwok pretends to run
/// @param users known by token, beside the administrator; they may do nothing until RBAC says so
/// @param apiServerArguments added after ours, so they win over ours
/// @param controllerArguments for kube-controller-manager, likewise
/// @param keepWorkDirectory leaves logs, audit log and kubeconfigs behind after the end
/// @param startTimeout for the whole start
public record ControlPlaneOptions(
    Set<Part> parts,
    int nodes,
    List<TokenUser> users,
    List<String> apiServerArguments,
    List<String> controllerArguments,
    boolean keepWorkDirectory,
    Duration startTimeout) {

  /// What can be left out.
  public enum Part {
    /// kube-controller-manager, with all its controllers
    CONTROLLERS,
    /// kube-scheduler
    SCHEDULER,
    /// kwok and its nodes: pods become ready, the pods of Jobs complete
    NODES,
    /// volumes for the claims of any storage class that has a provisioner
    PROVISIONER
  }

  public ControlPlaneOptions {
    parts =
        parts.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(parts)); // in the order of declaration
    users = List.copyOf(users);
    apiServerArguments = List.copyOf(apiServerArguments);
    controllerArguments = List.copyOf(controllerArguments);
    requireNonNull(startTimeout, "startTimeout");
    if (nodes < 1) {
      throw new IllegalArgumentException("A control plane needs at least one node, not " + nodes);
    }
  }

  /// Everything runs, on three nodes; users `alice` (group `developers`) and `bob` (no group).
  public static ControlPlaneOptions defaults() {
    return new ControlPlaneOptions(
        EnumSet.allOf(Part.class),
        3,
        List.of(new TokenUser("alice", "developers"), new TokenUser("bob")),
        List.of(),
        List.of(),
        false,
        Duration.ofMinutes(2));
  }

  /// Only etcd and the API server: about half the time to start; no pods, no default service
  /// accounts.
  public static ControlPlaneOptions apiServerOnly() {
    return defaults().withParts(EnumSet.noneOf(Part.class));
  }

  public ControlPlaneOptions withParts(Set<Part> chosen) {
    return new ControlPlaneOptions(
        chosen,
        nodes,
        users,
        apiServerArguments,
        controllerArguments,
        keepWorkDirectory,
        startTimeout);
  }

  public ControlPlaneOptions without(Part part) {
    return withParts(
        parts.stream().filter(each -> each != part).collect(Collectors.toUnmodifiableSet()));
  }

  public ControlPlaneOptions withNodes(int count) {
    return new ControlPlaneOptions(
        parts,
        count,
        users,
        apiServerArguments,
        controllerArguments,
        keepWorkDirectory,
        startTimeout);
  }

  public ControlPlaneOptions withUsers(List<TokenUser> chosen) {
    return new ControlPlaneOptions(
        parts,
        nodes,
        chosen,
        apiServerArguments,
        controllerArguments,
        keepWorkDirectory,
        startTimeout);
  }

  public ControlPlaneOptions withApiServerArguments(List<String> arguments) {
    return new ControlPlaneOptions(
        parts, nodes, users, arguments, controllerArguments, keepWorkDirectory, startTimeout);
  }

  public ControlPlaneOptions withControllerArguments(List<String> arguments) {
    return new ControlPlaneOptions(
        parts, nodes, users, apiServerArguments, arguments, keepWorkDirectory, startTimeout);
  }

  public ControlPlaneOptions keepingWorkDirectory() {
    return new ControlPlaneOptions(
        parts, nodes, users, apiServerArguments, controllerArguments, true, startTimeout);
  }

  boolean runs(Part part) {
    return parts.contains(part);
  }

  Set<Binary> binaries() {
    EnumSet<Binary> needed = EnumSet.of(Binary.ETCD, Binary.API_SERVER, Binary.KUBECTL);
    if (runs(Part.CONTROLLERS)) {
      needed.add(Binary.CONTROLLER_MANAGER);
    }
    if (runs(Part.SCHEDULER)) {
      needed.add(Binary.SCHEDULER);
    }
    if (runs(Part.NODES)) {
      needed.add(Binary.KWOK);
    }
    return needed;
  }
}
