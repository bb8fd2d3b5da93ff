package dev.drift.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What templates call. Actions are those of <https://pkg.go.dev/text/template#hdr-Actions>.
class TemplatesTest {
  private static final String THEN =
      "(toDate \"2006-01-02T15:04:05Z07:00\" \"2001-02-03T04:05:06Z\")";

  private static String perturbed(String text) {
    return Templates.perturbed(text, EnumSet.allOf(Templates.Changing.class));
  }

  @Test
  void onlyTheFunctionIsTheTime() {
    assertThat(perturbed("now {{ now }}{{- now | date \"now\" -}} {{ (now).Year }}"))
        .isEqualTo(
            "now {{ THEN }}{{- THEN | date \"now\" -}} {{ (THEN).Year }}".replace("THEN", THEN));
    for (String other :
        new String[] {
          "{{ .now }}",
          "{{ $now }}",
          "{{ .Values.now }}",
          "{{ \"now\" }}",
          "{{ `a \" now` }}",
          "{{ \"a \\\" now\" }}",
          "{{/* now */}}",
          "{{- /* {{ now }} */ -}}",
          "{{ knows }}",
          "{{ \"unclosed now",
          "{{"
        }) {
      assertThat(perturbed(other)).isEqualTo(other);
    }
  }

  /// Helm counts revisions, and `helm template` always has the first one.
  @Test
  void theRevisionIsAnotherOneToo() {
    assertThat(
            perturbed(
                "{{ .Release.Revision }}{{- printf \"%d\" $.Release.Revision | quote }}"
                    + "{{ $root.Release.Revision }}"))
        .isEqualTo(
            "{{ (add .Release.Revision 20010) }}{{- printf \"%d\" (add $.Release.Revision 20010) |"
                + " quote }}{{ (add $root.Release.Revision 20010) }}");
    for (String other :
        new String[] {
          ".Release.Revision",
          "{{ \".Release.Revision\" }}",
          "{{ .Values.Release.Revision }}",
          "{{ .Release.Revisions }}",
          "{{ .Revision }}"
        }) {
      assertThat(perturbed(other)).isEqualTo(other);
    }
  }

  /// Two draws from few numbers may be equal; the end of the range is never drawn.
  @Test
  void aNumberIsDrawnFromElsewhere() {
    assertThat(perturbed("{{ randInt 0 59 }} {{ .randInt }}"))
        .isEqualTo("{{ max 0 59 }} {{ .randInt }}");
  }

  @Test
  void findsWhoLooksUp() {
    Templates templates =
        new Templates(
            Map.of(
                "templates/direct.yaml",
                    "{{ if true }}{{ (lookup \"v1\" \"Pod\" \"\" \"\") }}{{ end }}",
                "templates/_helpers.tpl",
                    """
                    {{ define "a" }}{{ if .x }}{{ include "b" . }}{{ end }}{{ end }}
                    {{ define "b" }}{{ lookup "v1" "Node" "" "" }}{{ end }}
                    {{ define "c" }}{{ template "c" . }}lookup{{ end }}
                    """,
                "templates/through.yaml", "{{ include \"a\" . | nindent 4 }}",
                "templates/loop.yaml", "{{ template \"c\" . }}",
                "templates/block.yaml",
                    "{{ block \"d\" . }}{{ lookup \"v1\" \"Pod\" \"\" \"\" }}{{ end }}",
                "templates/words.yaml", "lookup {{/* lookup */}}{{ .lookup }}{{ \"lookup\" }}"));

    assertThat(templates.lookingUp())
        .containsExactlyInAnyOrder(
            "templates/direct.yaml", "templates/through.yaml", "templates/block.yaml");
  }
}
