/// Rules about who may do what, and what must stay secret.
package dev.drift.rule.security;
