package dev.drift.secret.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program that takes a secret by a flag of its own, or at a place of its command line.
///
/// @param name how its command line names it
/// @param flags that a secret follows, as the next word or at once
/// @param places what stands before its secret words
record Tool(String name, List<Flag> flags, List<Place> places) {

  /// @param part how much of the word is secret
  record Flag(String name, Arguments.Part part) {}

  /// @param after the words that the counting begins behind; empty for the tool itself
  /// @param from the first secret word, counted from 1
  /// @param to the last one
  record Place(String after, int from, int to) {
    /// Whether the counting begins behind this word.
    boolean begins(String before, String word) {
      return after.equals(word) || after.equals(before + " " + word);
    }
  }

  private static final Map<String, Tool> TOOLS = new HashMap<>();

  static {
    flags(
        "-p", "mysql mysqldump mysqladmin mysqlimport mysqlsh mariadb mariadb-dump mariadb-admin");
    flags("-p", "sshpass mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat");
    flags("-p", "login beeline cqlsh 7z 7za ncftp");
    flags("-P", "sqlcmd bcp osql zip unzip ipmitool mosquitto_pub mosquitto_sub");
    flags("-a", "redis-cli valkey-cli keydb-cli redis-benchmark");
    flags("-w", "ldapsearch ldapadd ldapmodify ldapdelete ldapwhoami ldappasswd vsql");
    flags("-u: --user: -U: --proxy-user:", "curl");
    flags("-a: --auth:", "http https");
    flags("--creds: --src-creds: --dest-creds:", "skopeo");
    flags("--user:", "etcdctl wget influx");
    flags("-U% --user%", "smbclient rpcclient");
    flags("-u,", "lftp");
    flags("-passin: -passout: -pass: -k", "openssl");
    flags("-c -A -X", "snmpwalk snmpget snmpset");
    flags("--from-literal=", "kubectl oc");
    flags("-storepass -keypass -srcstorepass -deststorepass -srckeypass -destkeypass", "keytool");
    place(
        "mc mcli",
        new Place("alias set", 3, 4),
        new Place("host add", 3, 4),
        new Place("user add", 2, 3));
    place("htpasswd", new Place("", 3, 3));
    place(
        "rabbitmqctl",
        new Place("add_user", 2, 2),
        new Place("change_password", 2, 2),
        new Place("authenticate_user", 2, 2));
    place("vault bao", new Place("login", 1, 1), new Place("unseal", 1, 1));
    place("grafana-cli grafana", new Place("reset-admin-password", 1, 1));
    // `configure set aws_secret_access_key …`
    place("aws gcloud gsutil npm yarn git consul");
  }

  private static void flags(String flags, String tools) {
    List<Flag> parsed = Arrays.stream(flags.split(" ")).map(Tool::flag).toList();
    for (String name : tools.split(" ")) {
      TOOLS.put(name, new Tool(name, parsed, List.of()));
    }
  }

  private static Flag flag(String written) {
    String name = written.substring(0, written.length() - 1);
    return switch (written.charAt(written.length() - 1)) {
      case ':' -> new Flag(name, Arguments.Part.AFTER_COLON);
      case '=' -> new Flag(name, Arguments.Part.AFTER_EQUALS);
      case '%' -> new Flag(name, Arguments.Part.AFTER_PERCENT);
      case ',' -> new Flag(name, Arguments.Part.AFTER_COMMA);
      default -> new Flag(written, Arguments.Part.WHOLE);
    };
  }

  private static void place(String tools, Place... places) {
    for (String name : tools.split(" ")) {
      TOOLS.put(name, new Tool(name, List.of(), List.of(places)));
    }
  }

  static @Nullable Tool of(String name) {
    return TOOLS.get(name);
  }

  /// The names of all tools.
  static List<String> names() {
    return TOOLS.keySet().stream().sorted().toList();
  }
}
