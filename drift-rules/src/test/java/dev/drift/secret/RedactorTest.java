package dev.drift.secret;

import static dev.drift.secret.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects: what a snapshot keeps of them, and what people see of their values.
class RedactorTest {
  private static final ResourceRef POD = ref("", "v1", "Pod");
  private static final ResourceRef SECRET = ref("", "v1", "Secret");
  private final Redactor redactor = new Redactor(KEY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what stands in the object                                | what is kept of it
          {"env":[{"name":"DB_PASSWORD","value":"canary"}]}          | {env:[{name:DB_PASSWORD,value:«»}]}
          {"env":[{"value":"canary","name":"API_TOKEN"}]}            | {env:[{name:API_TOKEN,value:«»}]}
          {"env":[{"name":"PORT","value":"80"}]}                     | {env:[{name:PORT,value:80}]}
          {"env":[{"name":"A","value":"x://u:canary@h"}]}            | {env:[{name:A,value:x://u:«»@h}]}
          {"env":[{"name":"A_TOKEN","value":"$(TOKEN)"}]}            | {env:[{name:A_TOKEN,value:$(TOKEN)}]}
          {"params":[{"key":"db.password","value":"canary"}]}        | {params:[{key:db.password,value:«»}]}
          {"args":["--password","canary","--user","x"]}              | {args:[--password,«»,--user,x]}
          {"args":["--password=canary,x y;z"]}                       | {args:[--password=«»]}
          {"args":["--secret-name","trino","--tokens-file","/x"]}    | {args:[--secret-name,trino,--tokens-file,/x]}
          {"command":["mysql"],"args":["-uroot","-pcanary","hive"]}  | {args:[-uroot,-p«»,hive],command:[mysql]}
          {"command":["/bin/redis-cli","-a","canary","ping"]}        | {command:[/bin/redis-cli,-a,«»,ping]}
          {"command":["sh","-c","mysql -uroot -pcanary"]}            | {command:[sh,-c,mysql -uroot -p«»]}
          {"command":["server","-p","8080"]}                         | {command:[server,-p,8080]}
          {"values":{"auth":{"rootPassword":"canary","user":"x"}}}   | {values:{auth:{rootPassword:«»,user:x}}}
          {"values":{"auth":{"existingSecret":"minio-root"}}}        | {values:{auth:{existingSecret:minio-root}}}
          {"password":{"value":"canary","length":8}}                 | {password:{length:8,value:«»}}
          {"password":{"name":"db","key":"k"}}                       | {password:{key:k,name:db}}
          {"credentials":{"key":"canary","user":"x"}}                | {credentials:{key:«»,user:x}}
          {"password":{"secretKeyRef":{"name":"db","key":"pw"}}}     | {password:{secretKeyRef:{key:pw,name:db}}}
          {"passwords":{"alice":"canary","secretRef":"x"}}           | {passwords:{alice:«»,secretRef:x}}
          {"tokens":["canary","canary2"],"token":true,"tokenTtl":60} | {token:true,tokenTtl:60,tokens:[«»,«»]}
          {"pin":1,"apiKey":1234567}                                 | {apiKey:«»,pin:1}
          {"volumes":[{"secret":{"secretName":"x","optional":true}}]}| {volumes:[{secret:{optional:true,secretName:x}}]}
          {"imagePullSecrets":[{"name":"registry"}]}                 | {imagePullSecrets:[{name:registry}]}
          {"data":[{"secretKey":"pw","remoteRef":{"key":"a/b"}}]}    | {data:[{remoteRef:{key:a/b},secretKey:pw}]}
          {"privateKey":{"algorithm":"RSA","rotationPolicy":"Always"}}| {privateKey:{algorithm:RSA,rotationPolicy:Always}}
          {"data":{"app.properties":"user=x\\npassword=canary\\n"}}  | {data:{app.properties:user=x¶password=«»¶}}
          {"data":{"password":"canary","password.db":"a:canary"}}    | {data:{password:«»,password.db:«»}}
          {"data":{"secrets.yaml":"a: 1\\ntoken: canary\\n"}}        | {data:{secrets.yaml:a: 1¶token: «»¶}}
          {"binaryData":{"a.jks":"AAEC","b":"cGFzc3dvcmQ9Y2FuYXJ5"}} | {binaryData:{a.jks:«»,b:«»}}
          {"binaryData":{"logo.png":"iVBORw0KGgo="}}                 | {binaryData:{logo.png:iVBORw0KGgo=}}
          {"annotations":{"x.io/api-token":"canary","x.io/url":"u"}} | {annotations:{x.io/api-token:«»,x.io/url:u}}
          {"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"canary"}} | {annotations:{kubectl.kubernetes.io/last-applied-configuration:«»}}
          {"rules":[{"resources":["secrets"],"verbs":["get"]}]}      | {rules:[{resources:[secrets],verbs:[get]}]}
          {"auths":{"r":{"auth":"cm9ib3Q6Y2FuYXJ5"}},"auth":"basic"} | {auth:basic,auths:{r:{auth:«»}}}
          """)
  void masksInObjects(String json, String kept) throws IOException {
    Value.Obj redacted = redactor.redact(POD, object(json));

    assertThat(print(redacted)).isEqualTo(kept);
    assertThat(redactor.redact(POD, redacted)).isEqualTo(redacted);
  }

  @Test
  void masksTheWholeDataOfASecret() throws IOException {
    Value.Obj secret =
        object(
            """
            {"type":"Opaque","data":{"a":"Y2FuYXJ5","b":"Y2Fu\\nYXJ5","c":"${ENV:X}","d":"no base64!"},
             "stringData":{"a":"canary","e":""}}""");

    Value.Obj kept = redactor.redact(SECRET, secret);

    assertThat(print(kept))
        .isEqualTo("{data:{a:«»,b:«»,c:«»,d:«»},stringData:{a:«»,e:«»},type:Opaque}");
    assertThat(kept.object("data").get("a"))
        .isEqualTo(kept.object("data").get("b"))
        .isEqualTo(kept.object("stringData").get("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.containers[name=trino].env[name=DB_PASSWORD].value | «»
          spec.containers[name=trino].env[name=DB_USER].value     | hive
          spec.containers[name=trino].env[name=DB_PASSWORD]       | {name:DB_PASSWORD,value:«»}
          spec.containers[name=trino].args[1]                     | «»
          spec.containers[name=trino].args[2]                     | --token=«»
          spec.containers[name=trino]                             | {args:[--password,«»,--token=«»],env:[{name:DB_PASSWORD,value:«»},{name:DB_USER,value:hive}],name:trino}
          metadata.annotations["example.com/api-token"]           | «»
          data["app.properties"]                                  | password=«»
          data.nowhere                                            | «»
          spec.containers[name=gone].env[name=X]                  | «»
          """)
  void showsValuesByTheirPlace(String at, String shown) throws IOException {
    Value.Obj root =
        object(
            """
            {"metadata":{"annotations":{"example.com/api-token":"canary"}},
             "data":{"app.properties":"password=canary"},
             "spec":{"containers":[{"name":"trino","args":["--password","canary","--token=canary"],
               "env":[{"name":"DB_PASSWORD","value":"canary"},{"name":"DB_USER","value":"hive"}]}]}}""");
    Path path = Path.parse(at);
    Value value = Steps.at(path, root).orElse(Value.of("${CANARY}"));

    assertThat(print(redactor.show(POD, path, value, root))).isEqualTo(shown);
    assertThat(print(redactor.show(POD, path, value, redactor.redact(POD, root)))).isEqualTo(shown);
  }

  @Test
  void masksTheWholeOfAnObjectThatIsNotFound() throws IOException {
    Value added =
        object("{\"name\":\"x\",\"env\":[{\"name\":\"A\",\"value\":\"canary\"}],\"on\":true}");

    assertThat(print(redactor.show(POD, Path.parse("spec.gone"), added, Value.Obj.EMPTY)))
        .isEqualTo("{env:[{name:«»,value:«»}],name:«»,on:true}");
  }

  @Test
  void masksTellApartUnderOneKeyAndNothingUnderTwo() {
    Redactor other = new Redactor(Fixtures.OTHER_KEY);

    assertThat(redactor.text("password=a-canary")).isEqualTo(redactor.text("password=a-canary"));
    assertThat(redactor.text("password=a-canary")).isNotEqualTo(redactor.text("password=b-canary"));
    assertThat(
            MaskedText.differInKeysOnly(
                redactor.text("password=a-canary"), other.text("password=b-canary")))
        .isTrue();
    assertThat(
            MaskedText.differInKeysOnly(
                redactor.text("password=a-canary"), redactor.text("password=b-canary")))
        .isFalse();
    assertThat(
            MaskedText.differInKeysOnly(
                redactor.text("x=1\npassword=canary"), other.text("x=2\npassword=canary")))
        .isFalse();
  }

  @Test
  void masksOnlyTheValueOfASetting() {
    assertThat(redactor.text("user=x\npassword=canary\n"))
        .matches("user=x\npassword=‹masked:[0-9a-f]{12}:[0-9a-f]{32}›\n");
  }

  @Test
  void noTextPassesForAMask() {
    String masked = redactor.text("password=canary");
    String digit = masked.contains(":0") ? "1" : "0";
    for (String forged :
        List.of(
            masked.replaceAll(".›", digit + "›").replaceAll("^password=", "note "),
            new Redactor(Fixtures.OTHER_KEY).text("password=canary").replace("password=", "note "),
            "note ‹masked:" + KEY.id() + ":" + "0".repeat(32) + "›",
            "note ‹masked:")) {
      assertThat(redactor.text(forged)).startsWith("note ‹unproven-mask:");
      assertThat(redactor.text(redactor.text(forged))).isEqualTo(redactor.text(forged));
    }
  }

  @Test
  void equalNumbersHaveEqualMasks() throws IOException {
    assertThat(redactor.redact(POD, object("{\"token\":1.50}")))
        .isEqualTo(redactor.redact(POD, object("{\"token\":15e-1}")))
        .isNotEqualTo(redactor.redact(POD, object("{\"token\":15}")));
  }

  private static ResourceRef ref(String group, String version, String kind) {
    return new ResourceRef(version, new ResourceId(new GroupKind(group, kind), "trino", "trino"));
  }

  private static Value.Obj object(String json) throws IOException {
    return (Value.Obj) JsonReader.read(json);
  }

  private static String print(Shown shown) {
    return switch (shown) {
      case Shown.Plain plain -> print(plain.value());
      case Shown.Masked _ -> "«»";
      case Shown.Absent _ -> "absent";
    };
  }

  private static String print(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Num(var number) -> number.toPlainString();
      case Value.Str(String text) -> Fixtures.shape(text).replace("\n", "¶");
      case Value.Masked _ -> "«»";
      case Value.Arr(List<Value> items) ->
          "[" + String.join(",", items.stream().map(RedactorTest::print).toList()) + "]";
      case Value.Obj(Map<String, Value> fields) ->
          "{"
              + String.join(
                  ",",
                  new TreeMap<>(fields)
                      .entrySet().stream()
                          .map(field -> field.getKey() + ":" + print(field.getValue()))
                          .toList())
              + "}";
    };
  }
}
