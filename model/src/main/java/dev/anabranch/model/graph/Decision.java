package dev.anabranch.model.graph;

/**
 * Why the optimiser did something, in numbers.
 *
 * @param pass who decided, for example {@code FusePaths}
 * @param subject what it is about, for example {@code x0 > state}
 * @param reason one sentence with its numbers, for example {@code 32 hand-offs saved, 3.1 ms}
 * @param count how many instances it covers
 */
public record Decision(String pass, String subject, String reason, long count) {}
