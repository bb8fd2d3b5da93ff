/// Texts that are made of settings, such as properties files, read as values.
package dev.drift.text;
