package dev.landline.gateway.store;

import java.time.Instant;

/** A call that somebody is to look after. */
public record Assignment(String assignee, String by, Instant at) {}
