package dev.anabranch.model.diagnostic;

/** How much a diagnostic matters: an error stops the compilation, a warning does not. */
public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** The word that is printed. */
    public String label() {
        return label;
    }
}
