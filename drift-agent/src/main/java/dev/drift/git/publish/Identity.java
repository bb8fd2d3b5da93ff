package dev.drift.git.publish;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/// Who commits. Whatever on a branch has another author or committer belongs to a person.
///
/// @param email tells Drift's commits from those of people, so it must not be a person's
public record Identity(String name, String email) {
  /// `.invalid` has no mailboxes: <https://www.rfc-editor.org/rfc/rfc2606>
  public static final Identity DEFAULT = new Identity("Drift", "drift@drift.invalid");

  public Identity {
    requireNonNull(name, "name is null");
    requireNonNull(email, "email is null");
  }

  PersonIdent at(Instant time) {
    return new PersonIdent(name, email, time, ZoneOffset.UTC);
  }

  boolean is(PersonIdent person) {
    return email.equals(person.getEmailAddress());
  }
}
