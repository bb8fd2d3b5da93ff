/// Types of fields: built-in ones from tables, those of CRDs from their schemas.
package dev.drift.canonical.schema;
