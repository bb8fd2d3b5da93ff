package dev.drift.testkit;

import java.util.ArrayList;
import java.util.List;

/// The command line of each component, close to what kubeadm gives them.
record Arguments(WorkDirectory directory, Ports ports) {
  private static final String LOOPBACK = "127.0.0.1";

  List<String> etcd() {
    String client = "http://" + LOOPBACK + ":" + ports.etcdClient();
    String peer = "http://" + LOOPBACK + ":" + ports.etcdPeer();
    return List.of(
        "--name=drift",
        "--data-dir=" + directory.file("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=drift=" + peer,
        "--heartbeat-interval=100",
        "--election-timeout=500",
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  List<String> apiServer(List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--etcd-servers=http://" + LOOPBACK + ":" + ports.etcdClient(),
                "--bind-address=" + LOOPBACK,
                "--advertise-address=" + LOOPBACK,
                "--secure-port=" + ports.apiServer(),
                // Endpoints refuse a loopback address, so the Service `kubernetes` has none.
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--allow-privileged=true",
                "--authorization-mode=Node,RBAC",
                "--profiling=false",
                "--client-ca-file=" + directory.file("ca.crt"),
                "--tls-cert-file=" + directory.file("apiserver.crt"),
                "--tls-private-key-file=" + directory.file("apiserver.key"),
                "--token-auth-file=" + directory.file("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + directory.file("service-accounts.pub"),
                "--service-account-signing-key-file=" + directory.file("service-accounts.key"),
                "--audit-policy-file=" + directory.file("audit-policy.yaml"),
                "--audit-log-path=" + directory.file("audit.log"),
                "--audit-log-maxsize=4096"));
    arguments.addAll(more);
    return arguments;
  }

  List<String> controllerManager(List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kubeconfig=" + directory.file("kube-controller-manager.kubeconfig"),
                "--leader-elect=false",
                "--secure-port=0",
                "--profiling=false",
                "--controllers=*",
                "--use-service-account-credentials=true",
                "--service-account-private-key-file=" + directory.file("service-accounts.key"),
                "--root-ca-file=" + directory.file("ca.crt"),
                "--cluster-signing-cert-file=" + directory.file("ca.crt"),
                "--cluster-signing-key-file=" + directory.file("ca.key"),
                "--pvclaimbinder-sync-period=2s",
                "--kube-api-qps=500",
                "--kube-api-burst=1000"));
    arguments.addAll(more);
    return arguments;
  }

  List<String> scheduler() {
    return List.of(
        "--kubeconfig=" + directory.file("kube-scheduler.kubeconfig"),
        "--leader-elect=false",
        "--secure-port=0",
        "--profiling=false",
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  List<String> kwok() {
    return List.of(
        "--kubeconfig=" + directory.file("kwok.kubeconfig"),
        "--config=" + directory.file("stages.yaml"),
        "--manage-all-nodes=true",
        "--cidr=10.244.0.0/16",
        "--node-lease-duration-seconds=40");
  }
}
