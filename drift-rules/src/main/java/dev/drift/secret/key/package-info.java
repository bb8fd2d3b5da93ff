/// The key that masks secrets, and the tokens that it gives.
package dev.drift.secret.key;
