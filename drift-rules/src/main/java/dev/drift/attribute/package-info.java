/// Who changed something, as far as `managedFields` and an audit log tell.
package dev.drift.attribute;
