package dev.anabranch.driver.workflow;

/** What is wrong with a file that should hold a task graph. */
public final class WorkflowMistake extends Exception {
    private static final long serialVersionUID = 1L;

    WorkflowMistake(String message) {
        super(message);
    }

    /** What is wrong, for a person. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
