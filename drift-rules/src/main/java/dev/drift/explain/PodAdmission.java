package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Admission gives each Pod an account, the account's token and five minutes on a failing node.
///
/// See plugin/pkg/admission/serviceaccount and plugin/pkg/admission/defaulttolerationseconds of
/// Kubernetes. Only Pods get them: the templates of workloads keep silent.
final class PodAdmission implements Explanation {
  private static final String TOKEN = "kube-api-access-";
  private static final Value TOKEN_PATH = Value.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final Set<String> FAILING =
      Set.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
  private static final Set<String> SOURCES =
      Set.of("serviceAccountToken", "configMap", "downwardAPI");

  private static final PathPattern ACCOUNT = PathPattern.parse("spec.serviceAccountName");
  private static final PathPattern OLD_ACCOUNT = PathPattern.parse("spec.serviceAccount");
  private static final PathPattern TOLERATIONS = PathPattern.parse("spec.tolerations");
  private static final PathPattern TOLERATION = PathPattern.parse("spec.tolerations[*]");
  private static final PathPattern VOLUME = PathPattern.parse("spec.volumes[*]");
  private static final PathPattern MOUNT = PathPattern.parse("spec.*[*].volumeMounts[*]");

  @Override
  public String name() {
    return "pod-admission";
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean explained =
        difference.isAddition()
            && difference.resource().id().groupKind().equals(Kinds.POD)
            && isAdmitted(difference.path(), difference.live().orElse(Value.Null.NULL), live);
    return explained ? Optional.of("admission fills in each Pod") : Optional.empty();
  }

  private static boolean isAdmitted(Path path, Value value, LiveResource live) {
    if (ACCOUNT.matches(path) || OLD_ACCOUNT.matches(path)) {
      return value.equals(Value.of("default"));
    }
    if (TOLERATIONS.matches(path)) {
      return value instanceof Value.Arr(List<Value> items)
          && items.stream().allMatch(PodAdmission::isDefaultToleration);
    }
    if (TOLERATION.matches(path)) {
      return isDefaultToleration(value);
    }
    if (VOLUME.matches(path)) {
      return isTokenVolume(value);
    }
    return MOUNT.matches(path)
        && value instanceof Value.Obj mount
        && mount.get("mountPath").equals(Optional.of(TOKEN_PATH))
        && mount.get("readOnly").equals(Optional.of(Value.of(true)))
        && mount.text("name").filter(name -> mountsToken(name, live)).isPresent();
  }

  private static boolean isDefaultToleration(Value value) {
    return value instanceof Value.Obj toleration
        && FAILING.contains(toleration.text("key").orElse(""))
        && toleration.text("operator").equals(Optional.of("Exists"))
        && toleration.text("effect").equals(Optional.of("NoExecute"))
        && toleration.get("tolerationSeconds").equals(Optional.of(Value.of(300)));
  }

  private static boolean mountsToken(String volume, LiveResource live) {
    Path path = Path.of("spec", "volumes").plus(Path.Key.of("name", volume));
    return Steps.at(path, live.content()).filter(PodAdmission::isTokenVolume).isPresent();
  }

  private static boolean isTokenVolume(Value value) {
    return value instanceof Value.Obj volume
        && volume.text("name").orElse("").startsWith(TOKEN)
        && volume.fields().keySet().equals(Set.of("name", "projected"))
        && volume.object("projected").list("sources").stream()
            .allMatch(
                source ->
                    source instanceof Value.Obj object
                        && SOURCES.containsAll(object.fields().keySet())
                        && isOwnConfigMap(object));
  }

  private static boolean isOwnConfigMap(Value.Obj source) {
    return source.get("configMap").isEmpty()
        || source.object("configMap").text("name").equals(Optional.of("kube-root-ca.crt"));
  }
}
