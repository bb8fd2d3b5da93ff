package dev.drift.report.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.drift.Golden;
import dev.drift.plan.ActReport;
import dev.drift.report.SamplePlans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JsonPlanTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Tag("golden")
  @Test
  void hasTheAgreedShape() throws IOException {
    Golden.check("report/acts.json", json(SamplePlans.done()));
  }

  @Test
  void fitsTheSchema() throws IOException {
    assertThat(violations(MAPPER.readTree(json(SamplePlans.planned())))).isEmpty();
    assertThat(violations(MAPPER.readTree(json(SamplePlans.done())))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatNoPlanHas() throws IOException {
    ObjectNode plan = (ObjectNode) MAPPER.readTree(json(SamplePlans.done()));
    ObjectNode act = (ObjectNode) plan.at("/acts/0");
    act.put("verb", "replace");
    assertThat(violations(plan)).isNotEmpty();
    act.put("verb", "patch").put("more", 1);
    assertThat(violations(plan)).isNotEmpty();
    act.remove("more");
    assertThat(violations(plan)).isEmpty();
    act.remove("id");
    assertThat(violations(plan)).isNotEmpty();
  }

  private static String json(ActReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonPlan.write(report, out);
    return out.toString(UTF_8);
  }

  private static Set<ValidationMessage> violations(JsonNode plan) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Golden.repository().resolve("docs/plan.schema.json")))
        .validate(plan);
  }
}
