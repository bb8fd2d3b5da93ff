package dev.drift.trail;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// A morning on record: a change that is found after 610 seconds and undone at once, one that goes
/// away after an hour, and one that stays and was found after 600 seconds.
public final class SampleTrail {
  public static final String TARGET = "0123456789ab";
  public static final String FIRST = "1".repeat(64);
  public static final String SECOND = "2".repeat(64);
  public static final String THIRD = "3".repeat(64);

  /// What a cluster may hold to harm those who read of it.
  public static final String HOSTILE = "=cmd|'/c calc'!A1\"<script>alert(1)</script>\u202e,\r\n-->";

  private SampleTrail() {}

  public static void write(TrailStorage storage) {
    Trail trail = new Trail(storage, TARGET, () -> Instant.parse("2026-11-01T12:00:00Z"));
    run(
        trail,
        "r1",
        "08:00:00",
        "08:00:10",
        "complete",
        "[]",
        "[]",
        "{'read':{'v1 ConfigMap':12},'notRead':[]}");
    append(
        trail,
        RecordType.RUN,
        "08:20:00",
        "{'run':'r2','phase':'start','startedAt':'2026-11-01T08:20:00.000Z','version':'1.0',"
            + CLUSTER
            + "}");
    append(
        trail,
        RecordType.INTENT,
        "08:20:05",
        "{'id':'r2/1','run':'r2','resourceVersion':'7','rule':'policy.yaml/undo','since':{},"
            + "'restarts':[],'act':{'id':'a','verb':'patch','resource':"
            + resource("settings")
            + ",'changes':[{'path':'data.a','from':{'value':'theirs'},'to':{'value':'ours'}},"
            + "{'path':'data.password','from':{'masked':'ab12','keyId':'k'},'to':{'absent':true}}],"
            + "'causes':[{'fingerprint':'"
            + FIRST
            + "'}]}}");
    append(
        trail,
        RecordType.OUTCOME,
        "08:20:06",
        "{'id':'r2/1','outcome':'DONE','sentence':'read back: it has the values of Git'}");
    append(
        trail,
        RecordType.LEFT,
        "08:20:07",
        "{'run':'r2','decision':{'resource':"
            + resource("hostile")
            + ",'path':'data.b','fingerprint':'"
            + SECOND
            + "','reason':'POLICY','why':'no rule orders anything','policy':''}}");
    run(
        trail,
        "r2",
        "08:20:00",
        "08:20:10",
        "complete",
        "["
            + finding(FIRST, "settings", "data.a", "theirs", "'2026-11-01T08:10:00.000Z'")
            + ","
            + finding(SECOND, "hostile", "data.b", escaped(HOSTILE), "null")
            + "]",
        "[{'fingerprint':'" + FIRST + "','since':'2026-11-01T08:20:00.000Z'}]",
        "{'read':{'v1 ConfigMap':12,'v1 Secret':3},'notRead':[]}");
    append(
        trail,
        RecordType.REQUEST,
        "09:10:11",
        "{'user':'bob','actingAs':'','tool':'kubectl/v1.36.3','verb':'patch','resource':"
            + resource("settings")
            + ",'subresource':'','at':'2026-11-01T09:10:10.000Z'}");
    run(
        trail,
        "r3",
        "09:20:00",
        "09:20:10",
        "incomplete",
        "[" + finding(THIRD, "settings", "data.a", "bobs", "'2026-11-01T09:10:10.000Z'") + "]",
        "[{'fingerprint':'" + SECOND + "','since':'2026-11-01T08:20:00.000Z'}]",
        "{'read':{'v1 ConfigMap':12},'notRead':[{'subject':'v1 Secret','status':'FORBIDDEN',"
            + "'needs':['drift','posture'],'count':0,'reason':'Secrets could not be listed'}]}");
    trail.seal();
  }

  private static final String CLUSTER =
      "'cluster':{'uid':'u','server':'https://prod.example.com','context':'prod','version':'v1.36.3'},"
          + "'sources':[{'name':'','repo':'https://git.example.com/lake.git','revision':'main',"
          + "'commit':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','paths':['trino'],"
          + "'scope':'namespaces','uncommitted':0}]";

  private static void run(
      Trail trail,
      String id,
      String start,
      String end,
      String result,
      String opened,
      String ended,
      String coverage) {
    append(
        trail,
        RecordType.RUN,
        end,
        ("{'run':'%s','phase':'end','startedAt':'2026-11-01T%s.000Z','finishedAt':'2026-11-01T%s.000Z',"
                .formatted(id, start, end)
            + "'version':'1.0',%s,'namespaces':[],'result':'%s','coverage':%s,"
                .formatted(CLUSTER, result, coverage)
            + "'verdicts':{'IN_SYNC':11,'DRIFTED':1},'findings':{'drift':{'high':1},'posture':{},"
            + "'ignored':0,'explained':0},'opened':%s,'ended':%s,'problems':[]}"
                .formatted(opened, ended)));
  }

  private static String finding(
      String fingerprint, String name, String path, String live, String at) {
    return ("{'fingerprint':'%s','kind':'drift','rule':'CFG001','category':'configuration',"
            .formatted(fingerprint)
        + "'severity':'high','resource':%s,'path':'%s','message':'changed in the cluster',"
            .formatted(resource(name), path)
        + "'origin':'trino/settings.yaml:4','change':'CHANGED','desired':{'value':'ours'},"
        + "'live':{'value':'%s'},'by':{'manager':'kubectl-edit','user':'alice','actingAs':'',"
            .formatted(live)
        + "'verb':'patch','tool':'kubectl/v1.36.3','at':%s,'confidence':'proven'}}".formatted(at));
  }

  private static String resource(String name) {
    return "{'apiVersion':'v1','kind':'ConfigMap','namespace':'trino','name':'%s'}".formatted(name);
  }

  /// Inside of a JSON text whose quotes are still apostrophes.
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
    return out.toString();
  }

  private static void append(Trail trail, RecordType type, String time, String json) {
    try {
      trail.append(
          type,
          Instant.parse("2026-11-01T%sZ".formatted(time)),
          (Value.Obj) JsonReader.read(json.replace('\'', '"')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
