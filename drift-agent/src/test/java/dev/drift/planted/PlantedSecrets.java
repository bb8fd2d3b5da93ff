package dev.drift.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonReader;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Objects of a cluster in which a secret stands: every format, in every place, in every encoding.
public final class PlantedSecrets {
  /// @param title where and how the secret stands
  public record Planted(String title, ResourceRef ref, Value.Obj object, String secret) {
    @Override
    public String toString() {
      return title;
    }
  }

  /// Names beyond those that a list would hold.
  static final List<String> NAMES =
      List.of(
          "password",
          "db.password2",
          "PASSWORD1",
          "s3.aws-secret-key",
          "clientSecret",
          "APP_KEY",
          "VAULT_UNSEAL_KEY",
          "COSMOS_PRIMARY_KEY",
          "SUBSCRIPTION_KEY",
          "TLS_KEY",
          "PresharedKey",
          "service_key",
          "routing_key",
          "accountkey",
          "REDIS_AUTH",
          "BASIC_AUTH",
          "x-api-key",
          "fernet_key",
          "ldap.bind-password",
          "javax.jdo.option.ConnectionPassword",
          "sasl_passwd",
          "refresh_token",
          "smtpPassphrase",
          "HMAC_KEY",
          "jwtSecret",
          "adminpass",
          "ROOT_PW",
          "sslKeyPassword",
          "encryption-key",
          "webhook.signing.key",
          "SIGNING_KEY_2",
          "GITHUB_TOKEN",
          "spark.authenticate.secret",
          "hadoop.ssl.keystore.keypassword",
          "N8N_ENCRYPTION_KEY",
          "API_KEY_V2",
          "credentials",
          "storageAccountKey",
          "AUTH_SALT",
          "OPENAI_APIKEY",
          "rabbitmq.consumer-secret");

  /// A way to write a text as another one.
  record Encoding(String title, Encoder encoder) {}

  interface Encoder {
    String encode(String text);
  }

  static final List<Encoding> ENCODINGS =
      List.of(
          new Encoding("as it is", text -> text),
          new Encoding("base64", SecretFormats::base64),
          new Encoding(
              "base64 of base64", text -> SecretFormats.base64(SecretFormats.base64(text))),
          new Encoding(
              "base64 for URLs",
              text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8))),
          new Encoding(
              "base64 in lines",
              text -> Base64.getMimeEncoder().encodeToString(text.getBytes(UTF_8))),
          new Encoding("gzip", text -> Base64.getEncoder().encodeToString(gzip(text))),
          new Encoding("hexadecimal", text -> HexFormat.of().formatHex(text.getBytes(UTF_8))),
          new Encoding("URL", text -> URLEncoder.encode(text, UTF_8).replace("+", "%20")),
          new Encoding(
              "base64 in JSON", text -> "{\"object\":\"" + SecretFormats.base64(text) + "\"}"),
          new Encoding("JSON in JSON", text -> "{\"object\":" + SecretFormats.json(text) + "}"));

  private final List<Planted> planted = new ArrayList<>();
  private final int shift;
  private int number;

  private PlantedSecrets(int shift) {
    this.shift = shift;
  }

  public static List<Planted> all() {
    return all(0);
  }

  /// The same objects with other secrets of the same shapes.
  public static List<Planted> others() {
    return all(42 * 1000);
  }

  private static List<Planted> all(int shift) {
    PlantedSecrets all = new PlantedSecrets(shift);
    for (SecretFormats.Format format : SecretFormats.all()) {
      for (Encoding encoding : ENCODINGS) {
        all.texts(format, encoding);
      }
    }
    all.fields();
    all.arguments();
    all.binaries();
    return all.planted;
  }

  private void texts(SecretFormats.Format format, Encoding encoding) {
    String name = NAMES.get(number % NAMES.size());
    String secret =
        format.simple() ? SecretShapes.simple(number + shift) : SecretShapes.of(number + shift);
    String text = encoding.encoder().encode(format.writer().write(name, secret));
    String title = format.title() + ", " + encoding.title() + ", " + name;
    boolean plain = encoding.title().equals("as it is");
    boolean file = format.title().startsWith("realm") || format.title().equals("users");
    if (format.title().equals("users") && encoding.title().contains("JSON")) {
      return; // the name of the file says what it is
    }
    add(
        title + ", ConfigMap",
        "v1",
        "ConfigMap",
        secret,
        "\"data\":{"
            + json(plain || file ? format.key() : "file" + number)
            + ":"
            + json(text)
            + "}");
    if (file) {
      return;
    }
    switch (number % 4) {
      case 0 ->
          annotation(
              title, secret, number % 8 == 0 ? "kapp.k14s.io/original" : "example.com/notes", text);
      case 1 ->
          add(
              title + ", custom resource",
              "example.com/v1",
              "Thing",
              secret,
              "\"spec\":{\"template\":{\"inline\":" + json(text) + "}}");
      case 2 ->
          container(
              title + ", variable",
              secret,
              "\"env\":[{\"name\":\"SETTINGS\",\"value\":" + json(text) + "}]");
      default ->
          container(
              title + ", shell",
              secret,
              "\"command\":[\"sh\",\"-c\"],\"args\":[" + json(text) + "]");
    }
  }

  private void annotation(String title, String secret, String name, String text) {
    add(
        title + ", annotation",
        "v1",
        "Service",
        secret,
        "\"spec\":{\"clusterIP\":\"None\"}",
        "\"annotations\":{" + json(name) + ":" + json(text) + "}");
  }

  private void container(String title, String secret, String fields) {
    add(
        title,
        "apps/v1",
        "Deployment",
        secret,
        "\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"example.com/c:1\","
            + fields
            + "}]}}}");
  }

  /// Secrets that stand in an object's own fields.
  private void fields() {
    for (String name : NAMES) {
      String secret = SecretShapes.of(number + shift);
      String field = json(name);
      String value = json(secret);
      add(
          name + ", key of a ConfigMap",
          "v1",
          "ConfigMap",
          secret,
          "\"data\":{" + field + ":" + value + "}");
      secret = SecretShapes.of(number + shift);
      container(
          name + ", value of a variable",
          secret,
          "\"env\":[{\"name\":" + field + ",\"value\":" + json(secret) + "}]");
      secret = SecretShapes.of(number + shift);
      add(
          name + ", field of a custom resource",
          "example.com/v1",
          "Thing",
          secret,
          "\"spec\":{" + field + ":" + json(secret) + "}");
      secret = SecretShapes.of(number + shift);
      add(
          name + ", object of a custom resource",
          "example.com/v1",
          "Thing",
          secret,
          "\"spec\":{" + field + ":{\"first\":[{\"second\":" + json(secret) + "}]}}");
      secret = SecretShapes.of(number + shift);
      add(
          name + ", parameter of a custom resource",
          "example.com/v1",
          "Thing",
          secret,
          "\"spec\":{\"params\":[{\"key\":" + field + ",\"value\":" + json(secret) + "}]}");
      secret = SecretShapes.of(number + shift);
      annotation(name + ", annotation of that name", secret, "example.com/" + name, secret);
    }
    for (String around : List.of("tokens", "apiKeys", "api_keys", "accessTokens")) {
      String secret = SecretShapes.of(number + shift);
      add(
          "name below " + around,
          "example.com/v1",
          "Thing",
          secret,
          "\"spec\":{" + json(around) + ":{" + json(secret) + ":\"alice\"}}");
    }
    String secret = SecretShapes.of(number + shift);
    add(
        "Secret in a custom resource",
        "example.com/v1",
        "Thing",
        secret,
        "\"spec\":{\"objects\":[{\"kind\":\"Secret\",\"data\":{\"first\":\""
            + SecretFormats.base64(secret)
            + "\"},\"stringData\":{\"second\":"
            + json(secret)
            + "}}]}");
    secret = SecretShapes.of(number + shift);
    annotation(
        "applied object",
        secret,
        "kopf.zalando.org/last-handled-configuration",
        "{\"spec\":{\"users\":[{\"name\":\"a\",\"password\":{\"plain\":"
            + json(secret)
            + "}}]}}\n");
    secret = SecretShapes.of(number + shift);
    annotation(
        "last applied",
        secret,
        "kubectl.kubernetes.io/last-applied-configuration",
        "{\"x\":" + json(secret) + "}");
  }

  private void arguments() {
    List<String> lists =
        List.of(
            "[\"curl\",\"-u\",\"bob:%s\"]",
            "[\"curl\",\"-sS\",\"--user=bob:%s\",\"http://x\"]",
            "[\"curl\",\"-ubob:%s\",\"http://x\"]",
            "[\"mc\",\"alias\",\"set\",\"lake\",\"http://m:9000\",\"user\",\"%s\"]",
            "[\"mc\",\"config\",\"host\",\"add\",\"lake\",\"http://m:9000\",\"user\",\"%s\"]",
            "[\"beeline\",\"-n\",\"hive\",\"-p\",\"%s\"]",
            "[\"sqlcmd\",\"-P\",\"%s\"]",
            "[\"sqlcmd\",\"-P%s\"]",
            "[\"htpasswd\",\"-b\",\"/f\",\"bob\",\"%s\"]",
            "[\"htpasswd\",\"-nb\",\"bob\",\"%s\"]",
            "[\"/usr/bin/mysql\",\"-uroot\",\"-p%s\",\"hive\"]",
            "[\"redis-cli\",\"-a\",\"%s\"]",
            "[\"ldapsearch\",\"-x\",\"-w\",\"%s\"]",
            "[\"server\",\"--api-token\",\"%s\"]",
            "[\"server\",\"--db.password=%s\"]",
            "[\"server\",\"-password\",\"%s\"]",
            "[\"docker\",\"login\",\"-u\",\"x\",\"-p\",\"%s\"]",
            "[\"skopeo\",\"copy\",\"--src-creds\",\"u:%s\",\"a\",\"b\"]",
            "[\"openssl\",\"rsa\",\"-passin\",\"pass:%s\"]",
            "[\"keytool\",\"-storepass\",\"%s\"]",
            "[\"kubectl\",\"create\",\"secret\",\"generic\",\"x\",\"--from-literal=a=%s\"]",
            "[\"vault\",\"login\",\"%s\"]",
            "[\"rabbitmqctl\",\"add_user\",\"bob\",\"%s\"]",
            "[\"smbclient\",\"-U\",\"bob%%%s\"]",
            "[\"aws\",\"configure\",\"set\",\"aws_secret_access_key\",\"%s\"]",
            "[\"java\",\"-Djavax.net.ssl.keyStorePassword=%s\"]",
            "[\"java\",\"-jar\",\"x.jar\",\"--spring.datasource.password=%s\"]",
            "[\"server\",\"--url=amqp://u:%s@h:1/\"]");
    for (String list : lists) {
      String secret = SecretShapes.simple(number + shift);
      String written = list.formatted(secret);
      container("arguments " + list, secret, "\"command\":" + written);
      secret = SecretShapes.simple(number + shift);
      add(
          "arguments in a custom resource " + list,
          "example.com/v1",
          "Thing",
          secret,
          "\"spec\":{\"run\":{\"exec\":" + list.formatted(secret) + "}}");
      secret = SecretShapes.simple(number + shift);
      add(
          "arguments in YAML " + list,
          "v1",
          "ConfigMap",
          secret,
          "\"data\":{\"x.yaml\":"
              + json("job:\n  command: " + list.formatted(secret) + "\n")
              + "}");
    }
  }

  private void binaries() {
    byte[] jks = new byte[40];
    jks[0] = (byte) 0xFE;
    jks[1] = (byte) 0xED;
    jks[2] = (byte) 0xFE;
    jks[3] = (byte) 0xED;
    byte[] p12 = new byte[40];
    p12[0] = 0x30;
    p12[1] = (byte) 0x82;
    p12[4] = 2;
    p12[5] = 1;
    p12[6] = 3;
    for (byte[] store : List.of(jks, p12)) {
      String secret = SecretShapes.simple(number + shift);
      byte[] bytes = secret.getBytes(UTF_8);
      System.arraycopy(bytes, 0, store, 10, bytes.length);
      String base64 = Base64.getEncoder().encodeToString(store);
      add("keystore", "v1", "ConfigMap", secret, "\"binaryData\":{\"trust\":\"" + base64 + "\"}");
      add(
          "keystore in a text",
          "v1",
          "ConfigMap",
          secret,
          "\"data\":{\"x.yaml\":\"store: " + base64 + "\\n\"}");
    }
    for (SecretFormats.Format format : SecretFormats.all()) {
      String secret =
          format.simple() ? SecretShapes.simple(number + shift) : SecretShapes.of(number + shift);
      String text = format.writer().write(NAMES.get(number % NAMES.size()), secret);
      byte[] bytes = number % 2 == 0 ? gzip(text) : text.getBytes(UTF_8);
      add(
          format.title() + ", binary",
          "v1",
          "ConfigMap",
          secret,
          "\"binaryData\":{"
              + json(format.key())
              + ":\""
              + Base64.getEncoder().encodeToString(bytes)
              + "\"}");
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void add(String title, String apiVersion, String kind, String secret, String fields) {
    add(title, apiVersion, kind, secret, fields, "\"labels\":{}");
  }

  private void add(
      String title, String apiVersion, String kind, String secret, String fields, String metadata) {
    String name = "planted-" + number++;
    String json =
        "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"aviary\",%s},%s}"
            .formatted(apiVersion, kind, name, metadata, fields);
    try {
      Value.Obj object = (Value.Obj) JsonReader.read(json);
      planted.add(
          new Planted(
              title,
              new ResourceRef(
                  apiVersion, new ResourceId(GroupKind.of(apiVersion, kind), "aviary", name)),
              object,
              secret));
    } catch (IOException e) {
      throw new UncheckedIOException(title, e);
    }
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(
          c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return json.append('"').toString();
  }
}
