package dev.drift.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Puts failures of files into words. Messages of exceptions are not passed on, since they may
/// quote what was read; only their kinds are.
public final class FileErrors {
  private static final String READ_ONLY = "Read-only file system";

  private FileErrors() {}

  /// Why a file could not be read or written: the second half of a sentence.
  public static String why(IOException failure) {
    if (failure.getClass().equals(IOException.class)) {
      return "it is not a readable file"; // such as a folder
    }
    return switch (failure) {
      case NoSuchFileException _ -> "the file does not exist";
      case AccessDeniedException _ -> "permission denied";
      case CharacterCodingException _ -> "it is not UTF-8 text";
      // As in a container whose root may not be written.
      case FileSystemException e when READ_ONLY.equals(e.getReason()) ->
          "the file system is read-only";
      case FileSystemException _ -> "the file system returned an error";
      default -> "an I/O error occurred";
    };
  }
}
