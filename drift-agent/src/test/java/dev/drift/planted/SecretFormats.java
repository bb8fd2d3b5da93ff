package dev.drift.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Ways to write a name with a secret in a text, each as its program reads it.
final class SecretFormats {
  /// @param key of a ConfigMap that such a text has
  /// @param simple whether it can only hold letters and digits
  record Format(String title, String key, boolean simple, Writer writer) {}

  /// Writes a text.
  interface Writer {
    String write(String name, String secret);
  }

  private static final List<Format> ALL = new ArrayList<>();

  private SecretFormats() {}

  static List<Format> all() {
    return List.copyOf(ALL);
  }

  private static void any(String title, String key, Writer writer) {
    ALL.add(new Format(title, key, false, writer));
  }

  private static void simple(String title, String key, Writer writer) {
    ALL.add(new Format(title, key, true, writer));
  }

  static {
    any("properties", "app.properties", (n, s) -> "a.b=1\n" + n + "=" + property(s) + "\nz=2\n");
    any(
        "properties, colon",
        "app.properties",
        (n, s) -> "a.b: 1\n" + n + " : " + property(s) + "\n");
    any(
        "properties, blank",
        "spark.conf",
        (n, s) -> "spark.app.name x\nspark." + dotted(n) + " " + property(s) + "\nspark.cores 2\n");
    any(
        "properties, tab",
        "spark-defaults.conf",
        (n, s) -> "spark.app.name\tx\nspark." + dotted(n) + "\t" + property(s) + "\n");
    any(
        "properties, escaped name",
        "app.properties",
        (n, s) -> "a=1\n" + unicode(n, 1) + "=" + property(s) + "\n");
    any(
        "properties, all escaped",
        "x",
        (n, s) -> "a=1\n" + unicode(n, n.length()) + " = " + property(s) + "\n");
    any(
        "properties, split name",
        "app.properties",
        (n, s) -> "a=1\n" + split(n, "\\\n    ") + "=" + property(s) + "\nb=1\n");
    any(
        "properties, needless backslash",
        "app.properties",
        (n, s) -> "a=1\n" + split(n, "\\") + "=" + property(s) + "\n");
    any(
        "properties, split value",
        "app.properties",
        (n, s) -> n + "=" + split(property(s), "\\\n   ") + "\nb=1\n");
    any("YAML, double quotes", "app.yaml", (n, s) -> "a: 1\n" + n + ": " + json(s) + "\n");
    any(
        "YAML, single quotes",
        "app.yml",
        (n, s) -> "a:\n  " + n + ": '" + s.replace("'", "''") + "'\n");
    any(
        "YAML, hexadecimal escape",
        "app.yaml",
        (n, s) -> "a: 1\n\"" + hex(n) + "\": " + json(s) + "\n");
    any(
        "YAML, unicode escape",
        "config",
        (n, s) -> "a: 1\n\"" + unicode(n, 2) + "\": " + json(s) + "\nb: 2\n");
    any("YAML, question mark", "app.yaml", (n, s) -> "a: 1\n? " + n + "\n: " + json(s) + "\n");
    any("YAML, alias", "app.yaml", (n, s) -> "x: &v " + json(s) + "\ny:\n  - " + n + ": *v\n");
    any(
        "YAML, merge",
        "app.yaml",
        (n, s) -> "base: &b\n  " + n + ": " + json(s) + "\nother:\n  <<: *b\n");
    any(
        "YAML, map below",
        "app.yaml",
        (n, s) -> "a: 1\n" + n + ":\n  first: " + json(s) + "\n  b: true\n");
    any(
        "YAML, map below map",
        "app.yaml",
        (n, s) -> n + ":\n  prod:\n    main: " + json(s) + "\nb: 1\n");
    any(
        "YAML, key below credentials",
        "app.yaml",
        (_, s) -> "credentials:\n  key: " + json(s) + "\n");
    any("YAML, list below", "app.yaml", (n, s) -> n + ":\n- " + json(s) + "\n- x\nother: 1\n");
    any("YAML, flow", "app.yaml", (n, s) -> "db: {host: x, " + n + ": " + json(s) + ", port: 1}\n");
    any("YAML, block", "app.yaml", (n, s) -> n + ": |\n  " + s + "\nb: 1\n");
    any("YAML, folded", "app.yaml", (n, s) -> "a:\n  " + n + ": >-\n    " + s + "\n  b: 1\n");
    any("YAML, tag", "app.yaml", (n, s) -> n + ": !!str " + json(s) + "\nb: 1\n");
    any("YAML, anchor", "app.yaml", (n, s) -> n + ": &p " + json(s) + "\nb: 1\n");
    any("YAML, base64 tag", "app.yaml", (n, s) -> n + ": !!binary " + base64(s) + "\nb: 1\n");
    any(
        "YAML, name and value",
        "app.yaml",
        (n, s) -> "env:\n- name: " + n + "\n  value: " + json(s) + "\n");
    any(
        "YAML, value and name",
        "app.yaml",
        (n, s) -> "env:\n- value: " + json(s) + "\n  comment: x\n  name: " + n + "\n");
    any(
        "YAML, second document",
        "app.yaml",
        (n, s) -> "a: 1\n---\nb:\n- " + n + ": " + json(s) + "\n");
    any(
        "YAML in YAML",
        "app.yaml",
        (n, s) -> "files:\n  app.yaml: |\n    x:\n      " + n + ":\n        v: " + json(s) + "\n");
    any("JSON", "app.json", (n, s) -> "{\"a\":1,\"" + n + "\":" + json(s) + "}");
    any(
        "JSON, pretty",
        "app.json",
        (n, s) -> "{\n  \"a\": 1,\n  \"" + n + "\" :\n    " + json(s) + "\n}\n");
    any(
        "JSON, escaped name",
        "app.json",
        (n, s) -> "{\"a\":1,\"" + unicode(n, 1) + "\":" + json(s) + "}");
    any(
        "JSON, object below",
        "app.json",
        (n, s) -> "{\"" + n + "\":{\"primary\":{\"v\":" + json(s) + "}}}");
    any("JSON, list below", "app.json", (n, s) -> "{\"" + n + "\":[1,{\"v\":" + json(s) + "}]}");
    any(
        "JSON in JSON",
        "app.json",
        (n, s) -> "{\"c\":" + json("{\"" + n + "\":" + json(s) + "}") + "}");
    any(
        "JSON in JSON in JSON",
        "x.json",
        (n, s) ->
            "{\"c\":" + json("{\"d\":" + json("{\"" + n + "\":" + json(s) + "}") + "}") + "}");
    any(
        "JSON, object below in JSON",
        "app.json",
        (n, s) -> "{\"c\":" + json("{\"" + n + "\":{\"x\":" + json(s) + "}}") + "}");
    any(
        "JSON, properties in JSON",
        "app.json",
        (n, s) -> "{\"c\":" + json("a=1\n" + n + "=" + property(s) + "\n") + "}");
    any(
        "JSON, secret is the key",
        "app.json",
        (_, s) -> "{\"tokens\":{" + json(s) + ":\"alice\"}}");
    any(
        "JSON, secret is the key below apiKeys",
        "app.json",
        (_, s) -> "{\"x\":{\"apiKeys\":{" + json(s) + ":{\"user\":\"alice\"}}}}");
    any(
        "JSON, name and value",
        "x",
        (n, s) -> "[{\"name\":\"" + n + "\",\"value\":" + json(s) + "}]");
    any(
        "JSON, doubled name",
        "app.json",
        (n, s) -> "{\"" + n + "\":\"x\",\"" + n + "\":" + json(s) + "}");
    any(
        "JSON with comments",
        "app.json5",
        (n, s) -> "{// settings\n'a': 1, /* x */ " + json(n) + ": " + json(s) + ",}");
    any("lines of JSON", "x.ndjson", (n, s) -> "{\"a\":1}\n{\"" + n + "\":" + json(s) + "}\n");
    any(
        "JSON patch",
        "patch.json",
        (n, s) -> "[{\"op\":\"add\",\"path\":\"/data/" + n + "\",\"value\":" + json(s) + "}]");
    any("XML element", "app.xml", (n, s) -> "<c><a>1</a><" + n + ">" + xml(s) + "</" + n + "></c>");
    any(
        "XML, elements below",
        "app.xml",
        (n, s) -> "<c><" + n + "><value>" + xml(s) + "</value><b>1</b></" + n + "></c>");
    any(
        "XML attribute",
        "app.xml",
        (n, s) -> "<c><db host=\"x\" " + n + "=\"" + xml(s) + "\"/></c>");
    any("XML CDATA", "app.xml", (n, s) -> "<c><" + n + "><![CDATA[" + s + "]]></" + n + "></c>");
    any("Hadoop", "core-site.xml", (n, s) -> hadoop(n, xml(s)));
    any("Hadoop, entity in the name", "core-site.xml", (n, s) -> hadoop(entity(n), xml(s)));
    any(
        "Hadoop, comment in the name",
        "hive-site.xml",
        (n, s) -> hadoop(split(n, "<!-- x -->"), xml(s)));
    any(
        "Hadoop, comment in the value",
        "hive-site.xml",
        (n, s) -> hadoop(n, split(xml(s), "<!-- x -->")));
    any("Hadoop, CDATA name", "hive-site.xml", (n, s) -> hadoop("<![CDATA[" + n + "]]>", xml(s)));
    any("HOCON", "app.conf", (n, s) -> "db {\n  host = x\n  " + n + " = " + json(s) + "\n}\n");
    any(
        "HOCON, object below",
        "application.conf",
        (n, s) -> "a = 1\ndb {\n  " + n + " {\n    first = " + json(s) + "\n  }\n}\n");
    any("TOML", "app.toml", (n, s) -> "[db]\nhost = \"x\"\n\"" + n + "\" = " + json(s) + "\n");
    any(
        "TOML, escaped name",
        "app.toml",
        (n, s) -> "[db]\n\"" + unicode(n, 1) + "\" = " + json(s) + "\n");
    any(
        "TOML, inline table",
        "app.toml",
        (n, s) -> "[db]\n\"" + n + "\" = { a = " + json(s) + " }\n");
    any("INI", "app.ini", (n, s) -> "[db]\nhost = x\n" + n + " = " + s + "\n[other]\na = 1\n");
    any("environment file", "app.env", (n, s) -> "A=1\n" + variable(n) + "=" + shell(s) + "\n");
    any(
        "shell",
        "run.sh",
        (n, s) -> "#!/bin/sh\nset -e\nexport " + variable(n) + "=" + shell(s) + "\nexec trino\n");
    any(
        "Dockerfile",
        "Dockerfile",
        (n, s) -> "FROM x\nENV " + variable(n) + "=" + json(s) + "\nCMD [\"x\"]\n");
    any(
        "Terraform",
        "x.tfvars",
        (n, s) ->
            "region = \"eu\"\n" + variable(n).toLowerCase(Locale.ROOT) + " = " + json(s) + "\n");
    any(
        "Python",
        "settings.py",
        (n, s) ->
            "DEBUG = False\n"
                + variable(n)
                + " = "
                + json(s)
                + "\nC = {\""
                + n
                + "\": "
                + json(s)
                + "}\n");
    any(
        "JavaScript",
        "x.js",
        (n, s) ->
            "module.exports = {\n  db: { \"" + n + "\": " + json(s) + " },\n  port: 1,\n};\n");
    simple("JVM flag", "jvm.config", (n, s) -> "-Xmx4G\n-D" + dotted(n) + "=" + s + "\n");
    any(
        "JAAS",
        "jaas.conf",
        (_, s) ->
            "KafkaServer {\n  org.apache.kafka.common.security.plain.PlainLoginModule required\n  username=\"admin\"\n  password="
                + json(s)
                + ";\n};\n");
    any(
        "JAAS, user",
        "jaas.conf",
        (_, s) ->
            "KafkaServer {\n  org.apache.kafka.common.security.plain.PlainLoginModule required\n  username=\"admin\" user_alice="
                + json(s)
                + ";\n};\n");
    simple(
        "JAAS in properties",
        "server.properties",
        (_, s) ->
            "sasl.mechanism=PLAIN\nsasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"b1\" user_bob=\""
                + s
                + "\";\n");
    simple("realm", "realm.properties", (_, s) -> "admin: " + s + ",server-administrator,admin\n");
    simple(
        "realm of another name",
        "jetty",
        (_, s) -> "alice: " + s + ",user\nbob: " + s + "x,admin,user\n");
    simple("users", "users.properties", (_, s) -> "alice=" + s + "\n");
    simple(
        "nginx",
        "nginx.conf",
        (_, s) ->
            "server {\n  location / {\n    proxy_set_header X-Token "
                + s
                + ";\n    proxy_pass http://x;\n  }\n}\n");
    simple(
        "nginx, quotes",
        "default.conf",
        (_, s) ->
            "location / {\n  proxy_set_header Authorization \"Basic "
                + base64("u:" + s)
                + "\";\n}\n");
    simple(
        "nginx, variable",
        "default.conf",
        (_, s) -> "server {\n  set $api_token \"" + s + "\";\n}\n");
    simple(
        "HTTP headers",
        "headers.txt",
        (_, s) ->
            "Accept: */*\nCookie: session="
                + s
                + "\nX-Api-Key: "
                + s
                + "\nAuthorization: Bearer "
                + s
                + "\n");
    simple("curl", "run.sh", (_, s) -> "curl -fsS -u bob:" + s + " http://x/y\n");
    simple("curl, long", "run.sh", (_, s) -> "curl --user 'bob:" + s + "' http://x/y && true\n");
    simple("curl, header", "run.sh", (_, s) -> "curl -H 'X-Vault-Token: " + s + "' http://x/y\n");
    simple("mc", "run.sh", (_, s) -> "mc alias set lake http://minio:9000 admin " + s + "\n");
    simple("mc, user", "run.sh", (_, s) -> "mc admin user add lake flink " + s + "\n");
    simple(
        "beeline",
        "run.sh",
        (_, s) -> "beeline -u jdbc:hive2://h:1/ -n hive -p " + s + " -e 'select 1'\n");
    simple("sqlcmd", "run.sh", (_, s) -> "/opt/mssql/bin/sqlcmd -S db -U sa -P " + s + " -Q x\n");
    simple(
        "htpasswd",
        "run.sh",
        (_, s) -> "htpasswd -bB /etc/x alice " + s + "\nhtpasswd -nb alice " + s + "\n");
    simple("mysql", "run.sh", (_, s) -> "mysql -h db -uroot -p" + s + " hive\n");
    simple("redis-cli", "run.sh", (_, s) -> "redis-cli -h r -a " + s + " ping\n");
    simple("vault", "run.sh", (_, s) -> "vault operator unseal " + s + "\nvault login " + s + "\n");
    simple("aws", "run.sh", (_, s) -> "aws configure set aws_secret_access_key " + s + "\n");
    simple(
        "literal of kubectl",
        "run.sh",
        (_, s) -> "kubectl create secret generic x --from-literal=first=" + s + "\n");
    simple(
        "long flag", "run.sh", (n, s) -> "trino --user a --" + kebab(n) + " " + s + " --debug\n");
    simple("chpasswd", "run.sh", (_, s) -> "echo 'root:" + s + "' | chpasswd\n");
    simple("URL", "run.properties", (_, s) -> "url=postgresql://hive:" + s + "@db:5432/x\n");
    simple(
        "URL parameter",
        "run.properties",
        (_, s) -> "url=jdbc:postgresql://db/x?user=u&password=" + s + "&ssl=true\n");
    simple(
        "URL parameter, escaped",
        "run.txt",
        (_, s) -> "url=https://x/y?a=1&p%61ssword=" + s + "&b=2\n");
    simple("SQL", "init.sql", (_, s) -> "CREATE USER a WITH PASSWORD '" + s + "';\n");
    simple(
        "redis",
        "redis.conf",
        (_, s) -> "port 6379\nrequirepass " + s + "\nuser a on >" + s + " ~* +@all\n");
    simple("netrc", ".netrc", (_, s) -> "machine x login robot password " + s + "\n");
    simple("pgpass", "pgpass", (_, s) -> "db:5432:x:hive:" + s + "\n");
    simple(
        "HAProxy",
        "haproxy.cfg",
        (_, s) -> "userlist u\n  user admin insecure-password " + s + "\n");
    simple(
        "docker login",
        "config.json",
        (_, s) -> "{\"auths\":{\"r\":{\"auth\":\"" + base64("robot:" + s) + "\"}}}");
    any(
        "Secret in YAML",
        "x.yaml",
        (_, s) ->
            "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  first: "
                + base64(s)
                + "\n");
    any(
        "Secret in YAML, string",
        "x.yaml",
        (_, s) -> "kind: Secret\napiVersion: v1\nstringData:\n  first: " + json(s) + "\n");
    any(
        "Secret in JSON",
        "x.json",
        (_, s) -> "{\"kind\":\"Secret\",\"data\":{\"first\":\"" + base64(s) + "\"}}");
    any(
        "Secret in JSON, escaped",
        "x.json",
        (_, s) -> "{\"k\\u0069nd\":\"S\\u0065cret\",\"stringData\":{\"first\":" + json(s) + "}}");
    any(
        "Secret in a list",
        "x.yaml",
        (_, s) ->
            "kind: List\nitems:\n- kind: ConfigMap\n- kind: Secret\n  stringData: {a: "
                + json(s)
                + "}\n");
    any(
        "Secret in a template",
        "x.tpl",
        (_, s) ->
            "{{- if .Values.x }}\nkind: Secret\nstringData:\n  {{ .Values.key }}: "
                + json(s)
                + "\n{{- end }}\n");
    any(
        "Secret in JSON in JSON",
        "x.json",
        (_, s) ->
            "{\"object\":"
                + json("{\"kind\":\"Secret\",\"stringData\":{\"a\":" + json(s) + "}}")
                + "}");
  }

  private static String hadoop(String name, String value) {
    return "<configuration>\n  <property>\n    <name>"
        + name
        + "</name>\n    <value>"
        + value
        + "</value>\n  </property>\n  <property><name>a</name><value>1</value></property>\n</configuration>\n";
  }

  static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static String property(String text) {
    return text.replace("\\", "\\\\");
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String shell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String unicode(String name, int letters) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = i >= name.length() - 3 || letters == name.length();
      escaped.append(letter ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return escaped.toString();
  }

  private static String hex(String name) {
    char last = name.charAt(name.length() - 2);
    return name.substring(0, name.length() - 2)
        + "\\x%02x".formatted((int) last)
        + name.substring(name.length() - 1);
  }

  private static String entity(String name) {
    char last = name.charAt(name.length() - 2);
    return name.substring(0, name.length() - 2)
        + "&#"
        + (int) last
        + ";"
        + name.substring(name.length() - 1);
  }

  private static String split(String text, String with) {
    int middle = text.length() - 3;
    return text.substring(0, middle) + with + text.substring(middle);
  }

  private static String variable(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]", "_")
        .toUpperCase(Locale.ROOT);
  }

  private static String dotted(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1.$2")
        .replaceAll("[^A-Za-z0-9]", ".")
        .toLowerCase(Locale.ROOT);
  }

  private static String kebab(String name) {
    return dotted(name).replace('.', '-');
  }
}
