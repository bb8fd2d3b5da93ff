package dev.drift.source.argo;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The variables that Argo CD replaces in some fields of an Application.
/// See <https://argo-cd.readthedocs.io/en/stable/user-guide/build-environment/>.
final class BuildEnvironment {
  private static final String REVISION = "ARGOCD_APP_REVISION";
  private static final String SPECIAL = "*#$@!?-0123456789";

  private final Map<String, String> variables = new HashMap<>();

  /// @param commit empty if it is not known
  BuildEnvironment(
      ArgoApplication application, ArgoSource source, Optional<String> commit, String name) {
    variables.put("ARGOCD_APP_NAME", name);
    variables.put("ARGOCD_APP_NAMESPACE", application.destination().namespace());
    variables.put("ARGOCD_APP_PROJECT_NAME", application.project());
    commit.ifPresent(
        it -> {
          variables.put(REVISION, it);
          variables.put(REVISION + "_SHORT", it.substring(0, Math.min(7, it.length())));
          variables.put(REVISION + "_SHORT_8", it.substring(0, Math.min(8, it.length())));
        });
    variables.put("ARGOCD_APP_SOURCE_REPO_URL", source.repoUrl());
    variables.put("ARGOCD_APP_SOURCE_PATH", source.path().orElse(""));
    variables.put("ARGOCD_APP_SOURCE_TARGET_REVISION", source.targetRevision());
  }

  /// As Go's `os.Expand`: `$NAME` and `${NAME}`; what is not a variable becomes empty, `$$` a `$`.
  ///
  /// @throws NotRendered if it depends on a commit that is not known
  String expand(String text) throws NotRendered {
    StringBuilder expanded = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        expanded.append(c);
        i++;
        continue;
      }
      String rest = text.substring(i + 1);
      Name name = name(rest);
      if (name.text().isEmpty() && name.length() == 0) {
        expanded.append(c);
      } else if (!name.text().isEmpty()) {
        expanded.append(value(name.text()));
      }
      i += 1 + name.length();
    }
    return expanded.toString();
  }

  private String value(String name) throws NotRendered {
    if (name.equals("$")) {
      return "$";
    }
    if (name.startsWith(REVISION) && !variables.containsKey(REVISION)) {
      throw new NotRendered("it uses $%s, and the commit is not known".formatted(name));
    }
    return variables.getOrDefault(name, "");
  }

  /// @param length of what it is written with
  private record Name(String text, int length) {}

  private static Name name(String text) {
    if (text.charAt(0) == '{') {
      int end = text.indexOf('}');
      if (end < 0) {
        return new Name("", 1);
      }
      return end == 1 ? new Name("", 2) : new Name(text.substring(1, end), end + 1);
    }
    if (SPECIAL.indexOf(text.charAt(0)) >= 0) {
      return new Name(text.substring(0, 1), 1);
    }
    int end = 0;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return new Name(text.substring(0, end), end);
  }

  private static boolean isOfName(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
