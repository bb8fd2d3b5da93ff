package dev.drift.attribute;

import dev.drift.json.JsonReader;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A request log as an API server writes it, for tests. Times are seconds of one minute.
public final class RequestLogBuilder {
  static final List<ApiKind> KINDS =
      List.of(
          new ApiKind("apps/v1", "Deployment", "deployments", true),
          new ApiKind("v1", "ConfigMap", "configmaps", true),
          new ApiKind("v1", "Secret", "secrets", true),
          new ApiKind("v1", "Namespace", "namespaces", false));

  private final List<String> lines = new ArrayList<>();

  /// Without any request.
  public RequestLogBuilder() {}

  /// @param request the user, the verb, the resource with its namespace and name, the field
  ///     manager: `alice patch configmaps/ns/x kubectl-edit`; with what has an equals sign for the
  ///     rest, such as `as=bob`, `code=409`, `group=apps`, `sub=scale`, `query=dryRun=All`
  public RequestLogBuilder at(int second, String request, String body) {
    List<String> words =
        Arrays.stream(request.split(" ")).filter(w -> !w.matches("[a-z]+=.*")).toList();
    String[] object = words.get(2).split("/");
    String as = rest(request, "as=", "");
    lines.add(
        """
        {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"x",\
        "stage":"%s","requestURI":"/apis/somewhere?fieldManager=%s&%s","verb":"%s",\
        "user":{"username":"%s","groups":["system:authenticated"]},%s\
        "sourceIPs":["127.0.0.1"],"userAgent":"kubectl/v1.36.3 (linux/amd64) kubernetes/1a2b3c4",\
        "objectRef":{"resource":"%s","namespace":"%s","name":"%s","apiGroup":"%s",\
        "apiVersion":"%s","subresource":"%s"},\
        "responseStatus":{"metadata":{},"code":%s}%s,\
        "requestReceivedTimestamp":"2026-03-01T10:00:%02d.000000Z",\
        "stageTimestamp":"2026-03-01T10:00:%02d.500000Z"}\
        """
            .formatted(
                rest(request, "stage=", "ResponseComplete"),
                words.size() > 3 ? words.get(3) : "",
                rest(request, "query=", ""),
                words.get(1),
                words.get(0),
                as.isEmpty() ? "" : "\"impersonatedUser\":{\"username\":\"" + as + "\"},",
                object[0],
                object[1],
                object.length > 2 ? object[2] : "",
                rest(request, "group=", ""),
                rest(request, "v=", "v1"),
                rest(request, "sub=", ""),
                rest(request, "code=", "200"),
                body.isEmpty() ? "" : ",\"requestObject\":" + body.replace('\'', '"'),
                second,
                second));
    return this;
  }

  private static String rest(String request, String name, String otherwise) {
    return Arrays.stream(request.split(" "))
        .filter(word -> word.startsWith(name))
        .map(word -> word.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }

  List<LoggedRequest> events() {
    return lines.stream()
        .map(RequestLogBuilder::object)
        .flatMap(e -> LoggedRequest.of(e).stream())
        .toList();
  }

  public RequestLog build() {
    return RequestLog.of(events(), KINDS);
  }

  private static Value.Obj object(String json) {
    try {
      return (Value.Obj) JsonReader.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
