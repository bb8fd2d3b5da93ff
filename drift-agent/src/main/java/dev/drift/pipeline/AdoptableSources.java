package dev.drift.pipeline;

import dev.drift.act.adopt.AdoptableSource;
import dev.drift.act.adopt.AdoptableSource.Destination;
import dev.drift.act.adopt.AdoptionRequest;
import dev.drift.git.Sources;
import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.branch.BranchScheme;
import dev.drift.pipeline.request.GitRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The sources of a run, as adopting needs them.
final class AdoptableSources {
  private AdoptableSources() {}

  static List<AdoptableSource> of(Desired desired, SourceReader reader) {
    List<BranchScheme> schemes = desired.policies().schemes();
    return desired.sources().stream().map(source -> of(source, schemes, reader)).toList();
  }

  private static AdoptableSource of(
      SourceReading reading, List<BranchScheme> schemes, SourceReader reader) {
    String name = reading.source().name();
    String prefix = name.isEmpty() ? "" : name + "/";
    Destination destination = destination(reading, schemes, reader);
    // What is pushed is made of the commit that was compared, whatever the branch has by now.
    GitRequest request =
        destination instanceof Destination.Branch(AdoptionRequest.Source source)
            ? reading.request().at(source.commit())
            : reading.request();
    return new AdoptableSource(
        name,
        reading.manifests(),
        new AdoptableSource.Opener() {
          @Override
          public <T> T open(AdoptableSource.Reader<T> one) {
            return reader.open(request, prefix, one);
          }
        },
        destination);
  }

  private static Destination destination(
      SourceReading reading, List<BranchScheme> schemes, SourceReader reader) {
    GitRequest request = reading.request();
    Optional<String> commit = reading.source().commit();
    boolean isUrl = Sources.isUrl(new SourceSpec(request.repo(), request.revision()));
    if (isUrl && commit.isPresent()) {
      return new Destination.Branch(
          new AdoptionRequest.Source(
              request.repo(),
              request.revision(),
              commit.get(),
              schemes,
              request.forge(),
              request.commits()));
    }
    if (reader.isBare(request)) {
      return new Destination.None(
          "%s is a bare repository, which has no files to change; name it by its URL (file://…)"
              .formatted(RepoUrl.shown(request.repo())));
    }
    return request.revision().isEmpty()
        ? new Destination.Folder(Path.of(request.repo()))
        : new Destination.None(
            "the folder %s was read at a revision, which has no files to change; remove --revision,"
                    .formatted(RepoUrl.shown(request.repo()))
                + " or name the repository by its URL");
  }
}
