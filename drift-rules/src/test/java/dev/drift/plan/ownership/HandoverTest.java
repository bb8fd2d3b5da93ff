package dev.drift.plan.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.5Z");
  private static final FieldManager KUBECTL =
      new FieldManager("kubectl", FieldManager.Operation.APPLY, false);

  /// The deployer declares an item with its name and image; the server's default of it is
  /// nobody's.
  @Test
  void givesTheDeployerWhatItDeclaresAndNothingElse() {
    Value drifts =
        entry(
            "drift",
            "Update",
            "{'f:spec':{'f:list':{'k:{\\'name\\':\\'a\\'}':{'.':{},'f:name':{},'f:image':{},'f:default':{}}}}}");
    Value own = entry("kubectl", "Apply", "{'f:spec':{'f:replicas':{}}}");
    Value other = entry("controller", "Update", "{'f:status':{}}");
    Value applied =
        entry(
            "kubectl",
            "Apply",
            "{'f:spec':{'f:replicas':{},'f:list':{'k:{\\'name\\':\\'a\\'}':{'.':{},'f:name':{},'f:image':{}}},'f:paused':{}}}");

    assertThat(Handover.of(List.of(own, drifts, other), List.of(applied), KUBECTL, NOW))
        .containsExactly(
            entry(
                "kubectl",
                "Apply",
                "{'f:spec':{'f:replicas':{},'f:list':{'k:{\\'name\\':\\'a\\'}':{'f:name':{},'f:image':{},'.':{}}}}}"),
            other);
  }

  @Test
  void anEntryThatWasRemovedComesBackWithItsTime() {
    Value drifts = entry("drift", "Update", "{'f:data':{'f:a':{}}}");
    Value applied = entry("kubectl", "Apply", "{'f:data':{'f:a':{},'f:b':{}}}");

    assertThat(Handover.of(List.of(drifts), List.of(applied), KUBECTL, NOW))
        .containsExactly(
            ((Value.Obj) entry("kubectl", "Apply", "{'f:data':{'f:a':{}}}"))
                .with("time", Value.of("2026-11-29T12:00:00Z")));
  }

  @Test
  void whatNobodyDeclaresIsNobodysAfterwards() {
    Value drifts = entry("drift", "Update", "{'f:spec':{'f:replicas':{}}}");
    Value own = entry("kubectl", "Apply", "{'f:spec':{'f:paused':{}}}");

    assertThat(Handover.of(List.of(own, drifts), List.of(own), KUBECTL, NOW)).containsExactly(own);
  }

  @Test
  void isNeededWhileDriftOwnsAnything() {
    assertThat(Handover.isNeeded(List.of(entry("drift", "Update", "{'f:a':{}}")))).isTrue();
    assertThat(Handover.isNeeded(List.of(entry("drift", "Apply", "{'f:a':{}}")))).isFalse();
    assertThat(Handover.isNeeded(List.of(entry("kubectl", "Update", "{'f:a':{}}")))).isFalse();
    assertThat(Handover.isNeeded(List.of())).isFalse();
  }

  private static Value entry(String manager, String operation, String fields) {
    return json(
        "{'manager':'%s','operation':'%s','apiVersion':'v1','fieldsType':'FieldsV1','fieldsV1':%s}"
            .formatted(manager, operation, fields));
  }

  /// @param text JSON with single quotes; those in strings have a backslash
  private static Value json(String text) {
    try {
      return JsonReader.read(
          text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
