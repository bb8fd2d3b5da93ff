package dev.drift.secret.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which names announce a secret: `db.password`, `AWS_SECRET_ACCESS_KEY`, `fernetKey`.
///
/// Errs on the side of masking; a masked value is still compared. Names that announce where a
/// secret is, or how it is used, are not secret: `secretName`, `password-file`, `tokenTtl`.
public final class SecretNames {
  /// Of a longer name, its end counts.
  public static final int LONGEST = 256;

  private static final Set<String> SECRET =
      words(
          "pass pwd pw psk creds credential credentials passwords passwds secrets tokens apikeys"
              + " passcode authorization requirepass masterauth primaryauth htpasswd pgpass netrc"
              + " bindpw rootpw adminpw userpw dbpw keypass storepass dbpass dbpasswd userpass"
              + " rootpass adminpass bindpass dockerconfigjson dockercfg rediscli passkey mnemonic"
              + " otp totp psks keytab");

  /// What a secret word in lower case may end in: `clientsecret`, `authtoken`.
  private static final List<String> SECRET_ENDINGS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "credential",
          "credentials",
          "apikey",
          "secretkey",
          "accesskey",
          "privatekey",
          "encryptionkey",
          "presharedkey",
          "sharedkey",
          "accountkey",
          "masterkey",
          "signingkey",
          "authkey",
          "licensekey",
          "servicekey",
          "storagekey",
          "sessionkey",
          "unsealkey",
          "subscriptionkey",
          "routingkey",
          "hmackey",
          "fernetkey",
          "passwords",
          "secrets",
          "tokens",
          "apikeys");

  /// What makes a `key` a secret one.
  private static final Set<String> KEYS =
      words(
          "api access private secret encryption decryption signing fernet keystore truststore"
              + " session master account storage shared auth ssh cookie client deploy license root"
              + " hmac aes jwt webhook integration app application unseal subscription tls ssl"
              + " preshared service routing function host write ingest ingestion sas connection"
              + " admin sender server push vapid recovery seed wrapping kek dek cipher crypto pre"
              + " consumer developer bot merchant stripe datadog openai sendgrid newrelic algolia"
              + " mailgun twilio anthropic azure aws gcp google cosmos sentry pgp gpg bearer oauth"
              + " rsa ec dsa pem instrumentation");

  /// What makes a `KEY` of an environment variable none, which is a secret otherwise.
  private static final Set<String> PLAIN_KEYS =
      words(
          "partition sort foreign cache public group object hash bucket label topology annotation"
              + " query message record row lookup config header index primary key join order tag"
              + " map event field file column sharding shard distribution unique natural i18n"
              + " translation lang metric dedup idempotency compose hot short search filter state"
              + " configmap s3 redis queue lock license registry host known any press enter");

  /// What a variable that ends in `AUTH` is of, if it holds a login: `REDIS_AUTH`.
  private static final Set<String> LOGINS =
      words(
          "redis basic http proxy registry npm docker mqtt smtp web admin user default rediscli"
              + " zookeeper zk elastic es kibana ftp git nexus artifactory api valkey cluster");

  /// A name that ends so speaks of a secret and is none.
  private static final Set<String> REFERENCES =
      words(
          "name names ref refs reference references path paths file files filename dir directory"
              + " folder mount mounts class classname namespace namespaces type types kind ttl expiry"
              + " expires expiration expired seconds secs minutes hours days ms millis lifetime"
              + " validity age enabled enable disabled disable provider providers url uri endpoint"
              + " endpoints issuer issuers audience audiences algorithm algorithms alg length policy"
              + " count size bytes bits interval timeout delay format authenticator encoder encoding encryption"
              + " mode version host port location duration period pattern required manager store"
              + " optional selector method methods limit limits min max rotation suffix prefix"
              + " header headers source sources through template templates cache helper strategy"
              + " scope scopes claim claims field fields review reviews requests rate bucket handler"
              + " factory validator generator generation reload lookup reset history complexity"
              + " digits chars characters uppercase lowercase attempts retries operator controller"
              + " injector driver hint label labels annotation annotations description title user"
              + " username users email arn region extractor resolver binding backend engine"
              + " properties yaml yml json xml conf cfg ini env toml sh py sql service services"
              + " account accounts mapping kid callback alias aliases usage usages exchange"
              + " serializer deserializer serde converter separator comparator schema column");

  /// A name with such a word tells where a secret is, whatever else it says: `existingSecret`.
  private static final Set<String> NO_SECRET_WITH = words("existing");

  /// `maxTokens`, `use_password`: counts and switches, where one begins a name.
  private static final Set<String> NO_SECRET_AFTER =
      words("max min num total prompt completion input output context has is use allow require");

  /// Grafana's map of the secrets of a data source.
  private static final String SECURE_DATA = "secureJsonData";

  private SecretNames() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /// Whether a value of this name is to be masked. Of `example.com/name`, the name counts.
  public static boolean announceSecret(String name) {
    return announces(name);
  }

  private static boolean announces(String name) {
    if (name.length() < 2) {
      return false;
    }
    int slash = name.lastIndexOf('/');
    String last = slash < 0 || slash == name.length() - 1 ? name : name.substring(slash + 1);
    String own = last.startsWith("-D") ? last.substring(2) : last;
    List<String> words = split(own);
    if (own.equalsIgnoreCase(SECURE_DATA) || HEADERS.contains(own)) {
      return true;
    }
    if (isOfIngress(name, own) || name.startsWith("checksum/")) {
      return false;
    }
    if (words.isEmpty()
        || REFERENCES.contains(words.getLast())
        || NO_SECRET_AFTER.contains(words.getFirst())
        || words.stream().anyMatch(NO_SECRET_WITH::contains)) {
      return false;
    }
    boolean variable = isVariable(own);
    boolean joined = own.indexOf('_') > 0;
    for (int i = 0; i < words.size(); i++) {
      if (secret(words, i, variable, joined)) {
        return true;
      }
    }
    return false;
  }

  /// As headers of requests are written; in lower case they may be anything.
  private static final Set<String> HEADERS =
      Set.of("Cookie", "Set-Cookie", "COOKIE", "X-Auth", "Proxy-Authorization", "X-Api-Key");

  /// Names of Secrets: `nginx.ingress.kubernetes.io/auth-secret`.
  private static boolean isOfIngress(String name, String own) {
    return name.contains("ingress.kubernetes.io/") && own.endsWith("-secret");
  }

  /// Whether it is written as variables of the environment are.
  private static boolean isVariable(String name) {
    boolean joined = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (lower(c) || c == '.' || c == '-') {
        return false;
      }
      joined |= c == '_';
    }
    return joined;
  }

  private static boolean secret(List<String> words, int i, boolean variable, boolean joined) {
    String word = withoutDigits(words.get(i));
    boolean last = i == words.size() - 1 || isNumber(words, i + 1);
    String before = i == 0 ? "" : withoutDigits(words.get(i - 1));
    if (word.equals("key") || word.equals("keys")) {
      return isSecretKey(i, before, variable && last);
    }
    if (word.equals("auth")) {
      return joined && last && LOGINS.contains(before);
    }
    if (word.equals("cookie")) {
      return last && before.equals("erlang");
    }
    if (word.equals("pass") && NO_PASSWORD.contains(before)) {
      return false;
    }
    if (word.equals("salt")) {
      return last;
    }
    boolean announces = SECRET.contains(word) || endsAsSecret(word);
    // `passwordKey` names the key of a Secret; `secretKey` and `tokenKey` may be secret themselves.
    boolean keyOfSecret =
        i + 2 == words.size() && words.getLast().equals("key") && word.endsWith("password");
    return announces && !keyOfSecret;
  }

  /// Where `pass` is a verb: `proxy_pass`, `pass_by`.
  private static final Set<String> NO_PASSWORD =
      words("proxy by fastcgi uwsgi scgi grpc memcached");

  private static boolean isSecretKey(int i, String before, boolean endsVariable) {
    if (before.equals("primary") || before.equals("secondary")) {
      return endsVariable && i >= 2;
    }
    return (endsVariable && i > 0 && !PLAIN_KEYS.contains(before)) || KEYS.contains(before);
  }

  private static boolean isNumber(List<String> words, int i) {
    return i == words.size() - 1 && withoutDigits(words.get(i)).isEmpty();
  }

  /// Several of a kind are counted: `PASSWORD1`, `db.password2`.
  private static String withoutDigits(String word) {
    int end = word.length();
    while (end > 0 && word.charAt(end - 1) >= '0' && word.charAt(end - 1) <= '9') {
      end--;
    }
    return word.substring(0, end);
  }

  private static boolean endsAsSecret(String word) {
    for (String ending : SECRET_ENDINGS) {
      if (word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the name is of a collection whose every value is secret: `passwords: {alice: …}`.
  public static boolean announceSecrets(String name) {
    List<String> words = split(name);
    return (!words.isEmpty() && COLLECTIONS.contains(words.getLast()))
        || name.equalsIgnoreCase(SECURE_DATA);
  }

  /// Whether the names of its fields may be secrets: `tokens: {…: alice}`.
  public static boolean announceSecretNames(String name) {
    List<String> words = split(name);
    if (words.isEmpty()) {
      return false;
    }
    String last = words.getLast();
    return last.equals("tokens")
        || last.endsWith("apikeys")
        || (last.equals("keys") && words.size() > 1 && announces(name));
  }

  private static final Set<String> COLLECTIONS =
      words("passwords passwds tokens secrets credentials apikeys");

  /// Whether a field below a secret name only describes the secret: `namespace`, `user`, `length`.
  public static boolean describeSecret(String name) {
    List<String> words = split(name);
    return words.isEmpty()
        || DESCRIPTIONS.contains(words.getLast())
        || (REFERENCES.contains(words.getLast()) && !TEXTS.contains(words.getLast()));
  }

  private static final Set<String> DESCRIPTIONS =
      words(
          "id ids items group version metadata role vault login owner mechanism realm apiversion"
              + " created updated issued required nullable ca crt cert certificate status");

  /// What may hold the secret in a form of its own, below a name that announces it.
  private static final Set<String> TEXTS =
      words("properties yaml yml json xml conf cfg ini toml sh py sql env header template source");

  /// The words of a name in lower case: `hiveS3-aws.SECRET_KEY` has five.
  private static List<String> split(String name) {
    List<String> words = new ArrayList<>(6);
    int start = Math.max(0, name.length() - LONGEST);
    for (int i = start; i <= name.length(); i++) {
      boolean letter = i < name.length() && wordChar(name.charAt(i));
      if (i > start && (!letter || breaks(name, i))) {
        words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        start = i;
      }
      if (!letter) {
        start = i + 1;
      }
    }
    return words;
  }

  /// Whether a new word begins: at `K` in `secretKey`, `APIKey`.
  private static boolean breaks(String name, int i) {
    char c = name.charAt(i);
    if (!upper(c)) {
      return false;
    }
    char before = name.charAt(i - 1);
    boolean lowerAfter = i + 1 < name.length() && lower(name.charAt(i + 1));
    return !upper(before) || lowerAfter;
  }

  private static boolean wordChar(char c) {
    return upper(c) || lower(c) || (c >= '0' && c <= '9');
  }

  private static boolean upper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean lower(char c) {
    return c >= 'a' && c <= 'z';
  }
}
