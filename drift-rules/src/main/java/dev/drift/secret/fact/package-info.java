/// What rules may know of a secret: whether it is a default password, when a certificate expires.
package dev.drift.secret.fact;
