package dev.drift.secret;

import static java.util.Map.entry;

import dev.drift.model.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows the items of a command line and tells which hold a secret.
final class Arguments {
  /// What of an item is secret.
  enum Secret {
    NONE,
    WHOLE,
    AFTER_FLAG
  }

  /// Tools, each with its flag that the secret follows, as the next item or at once.
  private static final Map<String, String> FLAGS =
      Map.ofEntries(
          entry("mysql", "-p"),
          entry("mysqldump", "-p"),
          entry("mysqladmin", "-p"),
          entry("mysqlimport", "-p"),
          entry("mariadb", "-p"),
          entry("sshpass", "-p"),
          entry("mongo", "-p"),
          entry("mongosh", "-p"),
          entry("mongodump", "-p"),
          entry("mongorestore", "-p"),
          entry("mongoexport", "-p"),
          entry("login", "-p"),
          entry("redis-cli", "-a"),
          entry("ldapsearch", "-w"),
          entry("ldapadd", "-w"),
          entry("ldapmodify", "-w"),
          entry("ldapdelete", "-w"),
          entry("ldapwhoami", "-w"));

  /// Of the tool that was named last.
  private @Nullable String flag;

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
    String named = FLAGS.get(text.substring(text.lastIndexOf('/') + 1));
    if (named != null) {
      flag = named;
      return Secret.NONE;
    }
    if (flag != null && text.startsWith(flag) && !text.startsWith("--")) {
      announced = text.equals(flag);
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
}
