package dev.drift.source.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Flux's own libraries, in `tools/render-oracle`.
public final class RenderOracle {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RenderOracle() {}

  /// What Flux makes of a question.
  ///
  /// @param output empty if Flux refuses it
  public record Answer(Optional<String> output, String error) {}

  /// @param command such as `envsubst`
  /// @param folder for the files of the conversation
  public static List<Answer> ask(
      String command, List<? extends Map<String, ?>> questions, Path folder)
      throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (Map<String, ?> question : questions) {
      lines.append(JSON.writeValueAsString(question)).append('\n');
    }
    Path in = Files.writeString(folder.resolve("questions.json"), lines);
    Path out = folder.resolve("answers.json");
    Path errors = folder.resolve("errors.txt");
    int exit =
        new ProcessBuilder(Renderer.RENDER_ORACLE.path().toString(), command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(Files.readString(errors));
    }
    List<Answer> answers = new ArrayList<>();
    for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
      JsonNode answer = JSON.readTree(line);
      String error = answer.path("error").asText();
      answers.add(
          new Answer(
              error.isEmpty() ? Optional.of(answer.path("output").asText()) : Optional.empty(),
              error));
    }
    return answers;
  }
}
