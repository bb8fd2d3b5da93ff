package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.SopsFormat;
import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The files of a build, of which Flux decrypts those of `secretGenerator` before it. Encrypted
/// patches are decrypted after the build, with the objects that they became part of: each value is
/// bound to its path, which is the same in both.
/// See <https://github.com/fluxcd/kustomize-controller/blob/main/internal/decryptor/decryptor.go>.
///
/// @param files those that could not be decrypted are as they were
/// @param decrypted whether some hold secrets now
/// @param refused why the build would be wrong: a sentence without its full stop
/// @param undecrypted why the first of those that stay encrypted does so: half a sentence
record DecryptedSources(
    List<SourceFile> files,
    boolean decrypted,
    Optional<String> refused,
    Optional<String> undecrypted) {
  private static final String SECRETS = "secretGenerator";

  /// Larger ones end the build of Flux.
  private static final int LARGEST = 5 << 20;

  DecryptedSources {
    files = List.copyOf(files);
  }

  /// Those of a Kustomization that has nothing decrypted.
  static DecryptedSources none(List<SourceFile> files) {
    return new DecryptedSources(
        files, false, Optional.empty(), Optional.of("the Kustomization has no spec.decryption"));
  }

  /// @param parts all kustomizations of the build
  static DecryptedSources of(
      List<KustomizationFile> parts, List<SourceFile> files, Decryption decryption) {
    Map<String, SopsFormat> wanted = wanted(parts);
    Set<String> elsewhere = usedElsewhere(parts);
    Map<String, SourceFile> all = new LinkedHashMap<>();
    files.forEach(it -> all.put(it.path(), it));
    List<String> reasons = new ArrayList<>();
    boolean decrypted = false;
    for (Map.Entry<String, SopsFormat> each : wanted.entrySet()) {
      SourceFile file = all.get(each.getKey());
      if (file == null || !each.getValue().marks(new String(file.content(), UTF_8))) {
        continue;
      }
      if (elsewhere.contains(file.path())) {
        return new DecryptedSources(
            files,
            false,
            Optional.of(
                ("%s is encrypted with SOPS and used outside of secretGenerator too, where it would"
                        + " show its secrets; give secretGenerator a file of its own")
                    .formatted(file.path())),
            Optional.empty());
      }
      if (file.content().length > LARGEST) {
        reasons.add("it is larger than 5 MiB, which Flux refuses");
        continue;
      }
      switch (decryption.decrypt(file.content(), each.getValue())) {
        case Decryption.FileResult.Decrypted(byte[] content) -> {
          all.put(file.path(), new SourceFile(file.path(), content));
          decrypted = true;
        }
        case Decryption.FileResult.Refused(String why) -> reasons.add(why);
      }
    }
    return new DecryptedSources(
        List.copyOf(all.values()), decrypted, Optional.empty(), reasons.stream().findFirst());
  }

  /// A file is decrypted once, in the format of the entry that names it first.
  private static Map<String, SopsFormat> wanted(List<KustomizationFile> parts) {
    Map<String, SopsFormat> found = new TreeMap<>();
    for (KustomizationFile part : parts) {
      for (Value.Obj generator : part.content().objects(SECRETS)) {
        for (String text : texts(generator, "files")) {
          int equals = text.indexOf('=');
          String key = equals < 0 ? text : text.substring(0, equals);
          path(part, text.substring(equals + 1))
              .ifPresent(it -> found.putIfAbsent(it, SopsFormat.of(key)));
        }
        List<String> envs = new ArrayList<>(texts(generator, "envs"));
        generator.text("env").ifPresent(envs::add);
        for (String text : envs) {
          SopsFormat format = SopsFormat.of(text);
          path(part, text)
              .ifPresent(
                  it ->
                      found.putIfAbsent(
                          it, format == SopsFormat.BINARY ? SopsFormat.DOTENV : format));
        }
      }
    }
    return found;
  }

  private static Set<String> usedElsewhere(List<KustomizationFile> parts) {
    Set<String> found = new HashSet<>();
    for (KustomizationFile part : parts) {
      for (KustomizationFile.Reference reference : part.references()) {
        if (!reference.field().equals(SECRETS)) {
          path(part, reference.text()).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static List<String> texts(Value.Obj generator, String field) {
    return generator.list(field).stream()
        .flatMap(it -> it instanceof Value.Str(String text) ? Optional.of(text).stream() : null)
        .toList();
  }

  private static Optional<String> path(KustomizationFile part, String text) {
    return TreePath.normal(TreePath.join(part.folder(), text));
  }
}
