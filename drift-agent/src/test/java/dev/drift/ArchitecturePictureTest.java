package dev.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.drift.evaluate.Evaluator;
import dev.drift.pipeline.DriftCheck;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The picture in docs/architecture.md shows the packages as they are.
class ArchitecturePictureTest {
  private static final Pattern ARROW = Pattern.compile("(?m)^ +([a-z.]+) --> ([a-z.]+)$");
  private static final Pattern PACKAGE = Pattern.compile("dev\\.drift\\.(snapshot\\.file|[a-z]+)");

  @Test
  void theArrowsAreTheDependencies() throws IOException {
    Set<String> drawn = new TreeSet<>();
    Matcher arrows =
        ARROW.matcher(Files.readString(Golden.repository().resolve("docs/architecture.md")));
    while (arrows.find()) {
      drawn.add(arrows.group(1) + " --> " + arrows.group(2));
    }
    assertThat(drawn).isEqualTo(withoutShortcuts(dependencies()));
  }

  @Test
  void anArrowThatFollowsFromOthersIsLeftOut() {
    Map<String, Set<String>> uses =
        new TreeMap<>(
            Map.of("a", new TreeSet<>(Set.of("b", "c")), "b", new TreeSet<>(Set.of("c"))));
    assertThat(withoutShortcuts(uses)).containsExactly("a --> b", "b --> c");
  }

  private static Map<String, Set<String>> dependencies() throws IOException {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Class<?> ofModule : List.of(Evaluator.class, DriftCheck.class)) {
      for (JavaClass one : module(ofModule)) {
        for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
          Optional<String> from = name(one);
          Optional<String> to = name(dependency.getTargetClass());
          if (from.isPresent() && to.isPresent() && !from.equals(to)) {
            uses.computeIfAbsent(from.get(), _ -> new TreeSet<>()).add(to.get());
          }
        }
      }
    }
    return uses;
  }

  /// The classes of a module, which Maven hands over as a folder or, once it is packaged, as a jar.
  private static JavaClasses module(Class<?> one) throws IOException {
    try {
      Path location = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(location)) {
        return new ClassFileImporter().importPath(location);
      }
      try (JarFile jar = new JarFile(location.toFile())) {
        return new ClassFileImporter().importJar(jar);
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Optional<String> name(JavaClass one) {
    Matcher name = PACKAGE.matcher(one.getPackageName());
    return name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private static Set<String> withoutShortcuts(Map<String, Set<String>> uses) {
    Set<String> arrows = new TreeSet<>();
    uses.forEach(
        (from, all) ->
            all.stream()
                .filter(
                    to ->
                        all.stream()
                            .noneMatch(
                                other ->
                                    !other.equals(to) && reaches(other, to, uses, new TreeSet<>())))
                .forEach(to -> arrows.add(from + " --> " + to)));
    return arrows;
  }

  private static boolean reaches(
      String from, String to, Map<String, Set<String>> uses, Set<String> seen) {
    return uses.getOrDefault(from, Set.of()).stream()
        .anyMatch(next -> next.equals(to) || (seen.add(next) && reaches(next, to, uses, seen)));
  }
}
