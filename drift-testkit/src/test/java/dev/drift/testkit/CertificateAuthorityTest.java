package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
  private final CertificateAuthority authority = new CertificateAuthority();

  @Test
  void signsUsersWithTheirGroups() throws Exception {
    X509Certificate user = read(authority.client("carol", List.of("readers", "writers")));

    user.verify(read(authority.credential()).getPublicKey());
    user.checkValidity();
    assertThat(user.getSubjectX500Principal().getName()).isEqualTo("CN=carol,O=writers,O=readers");
    assertThat(user.getBasicConstraints()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 300})
  void namesMayHaveAnyLengthAndScript(int groups) throws Exception {
    List<String> names = IntStream.range(0, groups).mapToObj("gruppe-ö-%d"::formatted).toList();
    X509Certificate user = read(authority.client("zoë", names));

    assertThat(new LdapName(user.getSubjectX500Principal().getName()).getRdns())
        .extracting(Rdn::getValue)
        .containsExactlyElementsOf(
            Stream.concat(names.stream(), Stream.of("zoë")).map(Object.class::cast).toList());
  }

  @Test
  void signsServersWithTheirNames() throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    X509Certificate server =
        read(authority.server("kube-apiserver", List.of("localhost"), List.of(loopback)));

    assertThat(server.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(server.getExtendedKeyUsage()).contains("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void isAnAuthorityItself() throws Exception {
    X509Certificate certificate = read(authority.credential());

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isPositive();
    assertThat(certificate.getKeyUsage()[5]).isTrue();
  }

  private static X509Certificate read(Credential credential) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    credential.certificate().getBytes(StandardCharsets.US_ASCII)));
  }
}
