package dev.anabranch.driver.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the directed graphs of Graphviz as far as they are lists of nodes and edges: {@code digraph g { a [work=1.5]; a ->
 * b -> c [bytes=1000]; }}. Other attributes, comments and {@code graph}, {@code node} and {@code edge} defaults are passed
 * over; subgraphs are refused.
 */
final class Dot {
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/|(?m:^\\s*#[^\n]*)", Pattern.DOTALL);
    private static final Pattern HEAD =
            Pattern.compile("\\s*(?:strict\\s+)?digraph\\b\\s*([^{]*?)\\s*\\{(.*)\\}\\s*", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[\\w.+-]*[\\w.])\\s*");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[\\w.]+)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,;\\s\\]]+)\\s*[,;]?");
    private static final Pattern STATEMENT = Pattern.compile(
            "((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^;\\[\\n\"])+)(\\[(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\]\"])*\\])?");

    private Dot() {}

    static boolean looksLike(String text) {
        return HEAD.matcher(COMMENT.matcher(text).replaceAll(" ")).matches();
    }

    static Workflow read(String text) throws WorkflowMistake {
        Matcher head = HEAD.matcher(COMMENT.matcher(text).replaceAll(" "));
        if (!head.matches()) {
            throw new WorkflowMistake("this is no digraph of Graphviz");
        }
        NodeLink.GraphBuilder graph = new NodeLink.GraphBuilder();
        Matcher statement = STATEMENT.matcher(head.group(2));
        while (statement.find()) {
            String what = statement.group(1).trim();
            String attributes = statement.group(2) == null ? "" : statement.group(2);
            if (what.startsWith("subgraph") || what.contains("{")) {
                throw new WorkflowMistake("subgraphs are not read: write their nodes and edges alone");
            }
            boolean isDefault = what.equals("graph") || what.equals("node") || what.equals("edge");
            boolean isAttribute = what.contains("=") && !what.contains("->");
            if (!what.isEmpty() && !isDefault && !isAttribute) {
                statement(graph, what, attributes(attributes));
            }
        }
        String name = unquoted(head.group(1));
        return graph.build(name.isEmpty() ? "graph" : name);
    }

    private static void statement(NodeLink.GraphBuilder graph, String what, Map<String, String> attributes)
            throws WorkflowMistake {
        String[] chain = what.split("->(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        String previous = "";
        for (int i = 0; i < chain.length; i++) {
            if (!ID.matcher(chain[i]).matches()) {
                throw new WorkflowMistake("\"" + what + "\" is neither a node nor an edge");
            }
            String id = unquoted(chain[i].trim());
            graph.mention(id);
            if (i > 0) {
                graph.edge(previous, id, number(attributes, "bytes", 0));
            }
            previous = id;
        }
        if (chain.length == 1 && attributes.containsKey("work")) {
            graph.work(previous, number(attributes, "work", 1));
        }
    }

    private static Map<String, String> attributes(String list) {
        Map<String, String> attributes = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(list.replaceAll("^\\[|\\]$", ""));
        while (attribute.find()) {
            attributes.put(unquoted(attribute.group(1)), unquoted(attribute.group(2)));
        }
        return attributes;
    }

    private static double number(Map<String, String> attributes, String name, double otherwise) throws WorkflowMistake {
        String text = attributes.get(name);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new WorkflowMistake(name + " is \"" + text + "\", not a number");
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replace("\\\"", "\"") : text;
    }
}
