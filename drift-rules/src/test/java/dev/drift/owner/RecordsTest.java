package dev.drift.owner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.model.kind.GroupKind;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// A look at what [Owners#READS] does not declare fails; so the tests of deployers find each.
class RecordsTest {
  private static final GroupKind ROLE = new GroupKind("rbac.authorization.k8s.io", "Role");
  private static final Records RECORDS = new Records(TestCluster.of(), Set.of());

  @Test
  void onlyDeclaredKindsMayBeLookedAt() {
    fails(() -> RECORDS.ofKind(ROLE));
    fails(() -> RECORDS.find(ROLE, "ns", "reader"));
    fails(() -> RECORDS.knows(ROLE, "ns"));
    fails(() -> RECORDS.knows(ROLE));
  }

  private static void fails(ThrowingCallable look) {
    assertThatThrownBy(look)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "looks at Role.rbac.authorization.k8s.io, which the reads of Owners do not declare");
  }
}
