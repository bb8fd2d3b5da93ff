package dev.drift.testkit;

/// A program that a control plane is made of.
public enum Binary {
  ETCD("etcd"),
  API_SERVER("kube-apiserver"),
  KUBECTL("kubectl"),
  CONTROLLER_MANAGER("kube-controller-manager"),
  SCHEDULER("kube-scheduler"),
  KWOK("kwok");

  private final String fileName;

  Binary(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }
}
