package dev.anabranch.model.plan;

/**
 * What a plan was made from, each as a SHA-256 in hexadecimal. Equal hashes, equal plan.
 *
 * @param graph the meaning of the flow with its parameters: families, tasks, dependencies and publications, but no
 *     comments, layout or file names
 * @param libraries the class files of the tasks
 * @param cluster the machine model
 * @param costs times and sizes
 * @param plan all of the above and the version of the compiler
 */
public record PlanHashes(String graph, String libraries, String cluster, String costs, String plan) {}
