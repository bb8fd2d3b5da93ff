package dev.drift.source.sops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.SopsFormat;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.RenderWorkspace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Decrypts documents by sops with age keys. What is encrypted reaches sops by its standard input,
/// and what is decrypted comes back by its standard output: no disk ever holds it.
///
/// The signature of the document (`mac`) is not checked, as Flux does not: kustomize changes what
/// it covers. Each value is bound to its path all the same.
/// See <https://github.com/fluxcd/kustomize-controller/blob/main/internal/decryptor/decryptor.go>.
public final class SopsDecryption implements Decryption {
  /// Keys that need no program of their own.
  private static final String KEY = "AGE-SECRET-KEY-";

  private static final Pattern ANY_KEY = Pattern.compile("AGE-[A-Z0-9-]+");

  /// Not said of keys that are no keys.
  private static final Pattern NO_MATCH =
      Pattern.compile("Failed to get the data key (?!.*failed to load age identities)");

  private final RenderTools tools;
  private final DecryptionKeys keys;

  public SopsDecryption(RenderTools tools, DecryptionKeys keys) {
    this.tools = requireNonNull(tools, "tools is null");
    this.keys = requireNonNull(keys, "keys is null");
  }

  @Override
  public Result decrypt(Value.Obj document) {
    EncryptedDocument encrypted = new EncryptedDocument(document);
    return switch (key()) {
      case Key.Missing(String why) -> refused(encrypted, why);
      case Key.Age(String text) -> decrypt(encrypted, text);
    };
  }

  @Override
  public FileResult decrypt(byte[] file, SopsFormat format) {
    Optional<String> encrypted = new EncryptedFile(new String(file, UTF_8), format).forAge();
    if (encrypted.isEmpty()) {
      return new FileResult.Refused(
          "Drift decrypts with age only, and it is not encrypted for an age key alone");
    }
    return switch (key()) {
      case Key.Missing(String why) -> new FileResult.Refused(why);
      case Key.Age(String text) ->
          switch (tools.find(RenderProgram.SOPS)) {
            case RenderTools.Found.Missing(String why) -> new FileResult.Refused(why);
            case RenderTools.Found.Installed(RenderTool sops) ->
                switch (run(sops, format.argument(), encrypted.get(), text)) {
                  case RenderWorkspace.Result.Failed(String why) ->
                      new FileResult.Refused(reason(why));
                  case RenderWorkspace.Result.Printed(byte[] output) ->
                      new FileResult.Decrypted(output);
                };
          };
    };
  }

  /// What sops decrypts with.
  private sealed interface Key {
    /// @param text one key a line
    record Age(String text) implements Key {
      @Override
      public String toString() {
        return "Age"; // They are secrets.
      }
    }

    /// @param why half a sentence
    record Missing(String why) implements Key {}
  }

  private Key key() {
    return switch (keys.age()) {
      case DecryptionKeys.Answer.None _ ->
          new Key.Missing("to compare it, set sops.ageKey in drift.yaml");
      case DecryptionKeys.Answer.Unreadable(String why) -> new Key.Missing(why);
      case DecryptionKeys.Answer.Keys(String text) -> {
        String ageKeys =
            text.lines()
                .map(String::strip)
                .filter(it -> it.startsWith(KEY))
                .collect(Collectors.joining("\n"));
        yield ageKeys.isEmpty()
            ? new Key.Missing(
                "sops.ageKey of drift.yaml holds no age key, which begins with " + KEY)
            : new Key.Age(ageKeys);
      }
    };
  }

  private Result decrypt(EncryptedDocument encrypted, String ageKeys) {
    if (!encrypted.isForAge()) {
      return refused(
          encrypted, "Drift decrypts with age only, and it is not encrypted for an age key");
    }
    Set<Path> secrets = encrypted.paths();
    Optional<Path> identity = secrets.stream().filter(SopsDecryption::isOfIdentity).findFirst();
    if (identity.isPresent()) {
      return refused(
          encrypted,
          "%s is encrypted too, so no deployer can tell what it is; encrypt only data, with encrypted_regex"
              .formatted(identity.get()));
    }
    return switch (tools.find(RenderProgram.SOPS)) {
      case RenderTools.Found.Missing(String why) -> refused(encrypted, why);
      case RenderTools.Found.Installed(RenderTool sops) -> run(sops, encrypted, ageKeys, secrets);
    };
  }

  /// Names must be readable: they are in every report.
  private static boolean isOfIdentity(Path path) {
    return path.elements().getFirst() instanceof Path.Field(String name)
        && List.of("apiVersion", "kind", "metadata").contains(name);
  }

  private static Result run(
      RenderTool sops, EncryptedDocument encrypted, String ageKeys, Set<Path> secrets) {
    return switch (run(sops, "json", JsonWriter.text(encrypted.forAge()), ageKeys)) {
      case RenderWorkspace.Result.Failed(String why) -> refused(encrypted, reason(why));
      case RenderWorkspace.Result.Printed(byte[] output) -> read(output, encrypted, secrets);
    };
  }

  private static RenderWorkspace.Result run(
      RenderTool sops, String format, String encrypted, String ageKeys) {
    List<String> arguments =
        List.of("decrypt", "--ignore-mac", "--input-type", format, "--output-type", format);
    try (RenderWorkspace workspace = RenderWorkspace.of(List.of())) {
      return workspace.run(sops, arguments, encrypted, Map.of("SOPS_AGE_KEY", ageKeys));
    } catch (IOException e) {
      return new RenderWorkspace.Result.Failed("a private folder for sops could not be made");
    }
  }

  private static String reason(String why) {
    return NO_MATCH.matcher(why).find()
        ? "it is encrypted for other age keys than those of sops.ageKey in drift.yaml"
        : ANY_KEY.matcher(why).replaceAll("…");
  }

  private static Result read(byte[] output, EncryptedDocument encrypted, Set<Path> secrets) {
    try {
      if (JsonReader.read(new String(output, UTF_8)) instanceof Value.Obj content
          && EncryptedDocument.paths(content).isEmpty()) {
        return new Result.Decrypted(content.without(EncryptedDocument.BLOCK), secrets);
      }
      return refused(encrypted, "some of its values stayed encrypted");
    } catch (IOException e) {
      return refused(encrypted, "sops printed something that is not JSON");
    }
  }

  /// @param why half a sentence
  private static Result refused(EncryptedDocument encrypted, String why) {
    return new Result.Refused(
        "The %s is encrypted with SOPS, and was not decrypted: %s. What it declares is unknown."
            .formatted(encrypted.kind(), why));
  }
}
