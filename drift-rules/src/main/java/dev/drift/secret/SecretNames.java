package dev.drift.secret;

import dev.drift.model.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which names announce a secret: `db.password`, `AWS_SECRET_ACCESS_KEY`, `fernetKey`.
///
/// Errs on the side of masking; a masked value is still compared. Names that announce where a
/// secret is, or how it is used, are not secret: `secretName`, `password-file`, `tokenTtl`.
final class SecretNames {
  /// Of a longer name, its end counts.
  static final int LONGEST = 256;

  private static final Set<String> SECRET =
      words(
          "pass pwd pw psk creds credential credentials passwords passwds secrets tokens apikeys"
              + " passcode authorization requirepass masterauth primaryauth htpasswd pgpass netrc"
              + " bindpw rootpw adminpw userpw dbpw keypass storepass dbpass dbpasswd userpass"
              + " rootpass adminpass bindpass dockerconfigjson dockercfg rediscli");

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
          "encryptionkey");

  /// What makes a `key` a secret one.
  private static final Set<String> KEYS =
      words(
          "api access private secret encryption decryption signing fernet keystore truststore"
              + " session master account storage shared auth ssh cookie client deploy license root"
              + " hmac aes jwt webhook integration");

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
              + " account accounts mapping kid callback");

  /// A name with such a word tells where a secret is, whatever else it says: `existingSecret`.
  private static final Set<String> NO_SECRET_WITH = words("existing");

  /// `maxTokens`, `use_password`: counts and switches, where one begins a name.
  private static final Set<String> NO_SECRET_AFTER =
      words("max min num total prompt completion input output context has is use allow require");

  /// Grafana's map of the secrets of a data source.
  private static final String SECURE_DATA = "secureJsonData";

  /// The names of fields are few.
  private static final int MOST_REMEMBERED = 10_000;

  private static final Remembered<Boolean> REMEMBERED =
      new Remembered<>(LONGEST, MOST_REMEMBERED, SecretNames::announces);

  private SecretNames() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /// Whether a value of this name is to be masked. Of `example.com/name`, the name counts.
  static boolean announceSecret(String name) {
    return REMEMBERED.of(name);
  }

  private static boolean announces(String name) {
    if (name.length() < 2) {
      return false;
    }
    int slash = name.lastIndexOf('/');
    String own = slash < 0 || slash == name.length() - 1 ? name : name.substring(slash + 1);
    List<String> words = split(own);
    if (own.equalsIgnoreCase(SECURE_DATA)) {
      return true;
    }
    if (words.isEmpty()
        || REFERENCES.contains(words.getLast())
        || NO_SECRET_AFTER.contains(words.getFirst())
        || words.stream().anyMatch(NO_SECRET_WITH::contains)) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (secret(words, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean secret(List<String> words, int i) {
    String word = words.get(i);
    boolean last = i == words.size() - 1;
    String before = i == 0 ? "" : words.get(i - 1);
    if (word.equals("key") || word.equals("keys")) {
      return KEYS.contains(before);
    }
    if (word.equals("cookie")) {
      return last && before.equals("erlang");
    }
    if (word.equals("pass") && (before.equals("proxy") || before.equals("by"))) {
      return false;
    }
    boolean announces = SECRET.contains(word) || endsAsSecret(word);
    // `passwordKey` names the key of a Secret; `secretKey` and `tokenKey` may be secret themselves.
    boolean keyOfSecret =
        i + 2 == words.size() && words.getLast().equals("key") && word.endsWith("password");
    return announces && !keyOfSecret;
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
  static boolean announceSecrets(String name) {
    List<String> words = split(name);
    return (!words.isEmpty() && COLLECTIONS.contains(words.getLast()))
        || name.equalsIgnoreCase(SECURE_DATA);
  }

  private static final Set<String> COLLECTIONS =
      words("passwords passwds tokens secrets credentials apikeys");

  /// Whether a field below a secret name only describes the secret: `key`, `namespace`, `user`.
  static boolean describeSecret(String name) {
    List<String> words = split(name);
    return words.isEmpty()
        || REFERENCES.contains(words.getLast())
        || DESCRIPTIONS.contains(words.getLast());
  }

  private static final Set<String> DESCRIPTIONS =
      words("key keys id items group version metadata role vault login owner mechanism");

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
