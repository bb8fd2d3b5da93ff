package dev.drift.rule.security;

import java.util.List;

/// Folders of a node.
final class HostPaths {
  /// Who may write there is root on the node soon, and who may read learns its secrets.
  private static final List<String> SENSITIVE =
      List.of(
          "/etc",
          "/root",
          "/boot",
          "/dev",
          "/proc",
          "/var/lib/kubelet",
          "/var/lib/etcd",
          "/var/lib/docker",
          "/var/lib/containerd",
          "/var/run/docker.sock",
          "/run/docker.sock",
          "/run/containerd",
          "/var/run/containerd",
          "/run/crio",
          "/var/run/crio");

  private HostPaths() {}

  /// Whether it is such a folder, in one, or holds one.
  static boolean isSensitive(String path) {
    String plain =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return plain.equals("/")
        || SENSITIVE.stream()
            .anyMatch(
                one ->
                    plain.equals(one)
                        || plain.startsWith(one + "/")
                        || one.startsWith(plain + "/"));
  }

  /// To be appended to the path.
  static String effect(String path) {
    if (path.endsWith(".sock")) {
      return ": access to that socket may allow starting anything on the node";
    }
    return isSensitive(path) ? ", which holds system files of the node" : "";
  }
}
