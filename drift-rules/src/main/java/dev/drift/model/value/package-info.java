/// Objects as trees of values, paths into them, and how both are followed and edited.
package dev.drift.model.value;
