package dev.drift.secret;

import dev.drift.model.Value;
import java.util.Optional;
import java.util.Set;

/// Follows the items of a command line and tells which hold a secret.
final class Arguments {
  /// What of an item is secret.
  enum Secret {
    NONE,
    WHOLE,
    AFTER_FLAG
  }

  /// @param flag followed by the secret, as the next item or at once
  private record Tool(Set<String> names, String flag) {}

  private static final Set<Tool> TOOLS =
      Set.of(
          new Tool(
              Set.of("mysql", "mysqldump", "mysqladmin", "mysqlimport", "mariadb", "sshpass"),
              "-p"),
          new Tool(
              Set.of("mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "login"),
              "-p"),
          new Tool(Set.of("redis-cli"), "-a"),
          new Tool(
              Set.of("ldapsearch", "ldapadd", "ldapmodify", "ldapdelete", "ldapwhoami"), "-w"));

  private Optional<Tool> tool = Optional.empty();
  private boolean announced;

  /// What of the next item is secret.
  Secret next(Value item) {
    if (!(item instanceof Value.Str(String text))) {
      announced = false;
      return Secret.NONE;
    }
    if (announced) {
      announced = false;
      return Secret.WHOLE;
    }
    Optional<Tool> named = tool(text);
    if (named.isPresent()) {
      tool = named;
      return Secret.NONE;
    }
    Optional<String> flag = tool.map(Tool::flag).filter(text::startsWith);
    if (flag.isPresent() && !text.startsWith("--")) {
      announced = text.equals(flag.get());
      return announced ? Secret.NONE : Secret.AFTER_FLAG;
    }
    announced =
        text.startsWith("-")
            && text.indexOf('=') < 0
            && text.length() <= SecretNames.LONGEST
            && text.indexOf(' ') < 0
            && SecretNames.announceSecret(text);
    return Secret.NONE;
  }

  private static Optional<Tool> tool(String text) {
    String name = text.substring(text.lastIndexOf('/') + 1);
    return TOOLS.stream().filter(tool -> tool.names().contains(name)).findFirst();
  }
}
