package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A request to an API server. Its type decides whether it may be sent again if it is not known
/// whether the server received it.
///
/// Each path starts with a slash and is encoded ([ResourcePath]).
public sealed interface Call {
  String JSON = "application/json";

  String method();

  /// With its query.
  String path();

  /// The media types.
  default String accept() {
    return JSON;
  }

  default Optional<Body> body() {
    return Optional.empty();
  }

  /// What is sent with it.
  record Body(String mediaType, String text) {
    public Body {
      requireNonNull(mediaType, "mediaType is null");
      requireNonNull(text, "text is null");
    }

    @Override
    public String toString() {
      return mediaType; // The text may hold a Secret.
    }
  }

  /// Changes nothing, so it may be sent again.
  sealed interface Repeatable extends Call {}

  /// Changes something, so it is sent again only if the server certainly did not act on it.
  ///
  /// That holds for DELETE and PUT, too, which HTTP calls idempotent: the second one finds another
  /// resourceVersion or no object, and its failure would hide that the first one succeeded.
  sealed interface Write extends Call {}

  /// A GET.
  record Read(String path, String accept) implements Repeatable {
    @Override
    public String method() {
      return "GET";
    }
  }

  /// A POST or PUT of which the server stores nothing: `dryRun=All` is added here, not by the
  /// caller.
  ///
  /// @param collectionOrObject without a query
  /// @param options more of the query
  record DryRun(String method, String collectionOrObject, String options, String json)
      implements Repeatable {
    @Override
    public String path() {
      return collectionOrObject + "?dryRun=All&" + options;
    }

    @Override
    public Optional<Body> body() {
      return Optional.of(new Body(JSON, json));
    }

    @Override
    public String toString() {
      return method + " " + path(); // The object may be a Secret.
    }
  }

  /// A POST.
  ///
  /// @param path of the collection
  record Create(String path, String json) implements Write {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public Optional<Body> body() {
      return Optional.of(new Body(JSON, json));
    }

    @Override
    public String toString() {
      return method() + " " + path(); // The object may be a Secret.
    }
  }

  /// A JSON Patch (RFC 6902).
  ///
  /// @param path of the object
  /// @param operations a JSON array; with `test` operations, the server changes nothing unless
  ///     they hold
  record JsonPatch(String path, String operations) implements Write {
    @Override
    public String method() {
      return "PATCH";
    }

    @Override
    public Optional<Body> body() {
      return Optional.of(new Body("application/json-patch+json", operations));
    }

    @Override
    public String toString() {
      return method() + " " + path(); // The values may be secrets.
    }
  }

  /// A server-side apply. JSON is YAML, which the media type demands.
  ///
  /// @param path of the object
  record Apply(String path, String json) implements Write {
    @Override
    public String method() {
      return "PATCH";
    }

    @Override
    public Optional<Body> body() {
      return Optional.of(new Body("application/apply-patch+yaml", json));
    }

    @Override
    public String toString() {
      return method() + " " + path(); // The object may be a Secret.
    }
  }

  /// A DELETE.
  ///
  /// @param path of the object
  /// @param options a `DeleteOptions` as JSON, with the preconditions
  record Delete(String path, String options) implements Write {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public Optional<Body> body() {
      return Optional.of(new Body(JSON, options));
    }
  }

  /// A form that is posted to an identity provider, which may give out a refresh token only once.
  record Form(String path, String form) implements Write {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public Optional<Body> body() {
      return Optional.of(new Body("application/x-www-form-urlencoded", form));
    }

    @Override
    public String toString() {
      return method() + " " + path(); // The form holds a token.
    }
  }
}
