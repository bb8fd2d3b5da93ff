/// Finds who changed something, by `managedFields` and the request log of the API server.
package dev.drift.attribute;
