package dev.drift.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys, users and policies that the components read, written into the work directory.
final class ClusterFiles {
  static final TokenUser ADMIN = new TokenUser("admin", "system:masters");
  static final TokenUser PROVISIONER =
      new TokenUser("system:serviceaccount:kube-system:csi-provisioner", "system:masters");
  private static final TokenUser CONTROLLER_MANAGER =
      new TokenUser("system:kube-controller-manager");
  private static final TokenUser SCHEDULER = new TokenUser("system:kube-scheduler");
  private static final TokenUser KWOK = new TokenUser("system:kwok", "system:masters");
  private static final List<TokenUser> COMPONENTS =
      List.of(ADMIN, PROVISIONER, CONTROLLER_MANAGER, SCHEDULER, KWOK);
  private static final List<String> HOSTS =
      List.of(
          "localhost",
          "kubernetes",
          "kubernetes.default",
          "kubernetes.default.svc",
          "kubernetes.default.svc.cluster.local");

  private final WorkDirectory directory;
  private final CertificateAuthority authority = new CertificateAuthority();
  private final Kubeconfig kubeconfig;

  ClusterFiles(WorkDirectory directory, URI server, List<TokenUser> users) {
    this.directory = directory;
    this.kubeconfig = new Kubeconfig(server, caCertificate());
    Credential ca = authority.credential();
    directory.write("ca.crt", ca.certificate());
    directory.write("ca.key", ca.key());
    Credential serving = authority.server("kube-apiserver", HOSTS, addresses());
    directory.write("apiserver.crt", serving.certificate());
    directory.write("apiserver.key", serving.key());
    KeyPair accounts = CertificateAuthority.newKeys();
    directory.write("service-accounts.key", Credential.pem(accounts.getPrivate()));
    directory.write("service-accounts.pub", Credential.pem(accounts.getPublic()));
    directory.write(
        "tokens.csv",
        Stream.concat(COMPONENTS.stream(), users.stream())
            .map(TokenUser::csv)
            .collect(Collectors.joining()));
    directory.write("audit-policy.yaml", resource("audit-policy.yaml"));
    directory.write("stages.yaml", resource("stages.yaml"));
    withToken("admin.kubeconfig", ADMIN);
    withToken("kube-controller-manager.kubeconfig", CONTROLLER_MANAGER);
    withToken("kube-scheduler.kubeconfig", SCHEDULER);
    withToken("kwok.kubeconfig", KWOK);
  }

  String caCertificate() {
    return authority.credential().certificate();
  }

  Path withToken(String file, TokenUser user) {
    return directory.write(file, kubeconfig.withToken(user.name(), user.token()));
  }

  Path withCertificate(String file, String user, List<String> groups) {
    return directory.write(file, kubeconfig.withCertificate(user, authority.client(user, groups)));
  }

  private static String resource(String name) {
    try (InputStream stream = ClusterFiles.class.getResourceAsStream(name)) {
      return new String(requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<InetAddress> addresses() {
    try {
      return List.of(
          InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
          InetAddress.getByAddress(new byte[] {10, 96, 0, 1}));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
