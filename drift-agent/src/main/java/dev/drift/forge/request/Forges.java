package dev.drift.forge.request;

import dev.drift.forge.Forge;
import dev.drift.forge.ForgeHeaders;
import dev.drift.forge.ForgeProject;

/// Chooses the API of a forge.
public final class Forges {
  private Forges() {}

  public static Requests requests(ForgeProject project, Forge forge) {
    return switch (project.type()) {
      case GITHUB -> new GitHubRequests(forge.client(project, ForgeHeaders::gitHub), project);
      case GITLAB -> new GitLabRequests(forge.client(project, ForgeHeaders::gitLab), project);
    };
  }
}
