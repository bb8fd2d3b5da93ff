/// What a run says: findings and the report around them.
package dev.drift.finding;
