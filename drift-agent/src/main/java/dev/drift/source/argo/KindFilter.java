package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayList;
import java.util.List;

/// The kinds that Argo CD neither watches nor applies: `resource.exclusions` and
/// `resource.inclusions` of `argocd-cm`.
/// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/>.
final class KindFilter {
  private final List<Rule> exclusions;
  private final List<Rule> inclusions;
  private final StepLimit limit = new StepLimit("its resource.exclusions");

  /// Each of these lists stands for everything if it is empty.
  private record Rule(List<String> groups, List<String> kinds, List<String> clusters) {
    private static Rule of(Value.Obj rule) {
      return new Rule(texts(rule, "apiGroups"), texts(rule, "kinds"), texts(rule, "clusters"));
    }

    private static List<String> texts(Value.Obj rule, String field) {
      List<String> texts = new ArrayList<>();
      for (Value each : rule.list(field)) {
        if (each instanceof Value.Str(String text)) {
          texts.add(text);
        }
      }
      return texts;
    }
  }

  KindFilter(ArgoSettings settings, DocumentReader reader) {
    this.exclusions = rules(settings, "resource.exclusions", reader);
    this.inclusions = rules(settings, "resource.inclusions", reader);
  }

  private static List<Rule> rules(ArgoSettings settings, String key, DocumentReader reader) {
    List<Rule> rules = new ArrayList<>();
    String text = settings.data().text(key).orElse("");
    for (var document :
        reader.read(new SourceFile("argocd-cm.yaml", text.getBytes(UTF_8))).documents()) {
      if (document.value() instanceof Value.Arr(List<Value> items)) {
        for (Value item : items) {
          if (item instanceof Value.Obj rule) {
            rules.add(Rule.of(rule));
          }
        }
      }
    }
    return rules;
  }

  /// @param server of the cluster, as the Application names it
  /// @throws NotRendered if a glob is not understood
  boolean leavesOut(GroupKind kind, String server) throws NotRendered {
    return isOneOf(exclusions, kind, server)
        || (!inclusions.isEmpty() && !isOneOf(inclusions, kind, server));
  }

  private boolean isOneOf(List<Rule> rules, GroupKind kind, String server) throws NotRendered {
    for (Rule rule : rules) {
      boolean kinds =
          rule.kinds().isEmpty()
              || rule.kinds().contains("*")
              || rule.kinds().contains(kind.kind());
      if (kinds && isOneOf(rule.groups(), kind.group()) && isOneOf(rule.clusters(), server)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOneOf(List<String> globs, String text) throws NotRendered {
    for (String glob : globs) {
      if (GlobPattern.ofFiles(glob).matches(text, limit)) {
        return true;
      }
    }
    return globs.isEmpty();
  }
}
