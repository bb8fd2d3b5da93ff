/// What one evaluation is about: both sides, and what observers saw beside them.
package dev.drift.world;
