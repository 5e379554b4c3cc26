package dev.anabranch.codegen.signature;

/**
 * Why a method cannot be a task, or a class no library.
 *
 * @param className binary name of the class
 * @param method the method's name; empty where the class as a whole is meant
 * @param message one sentence with a way out, without the class and method
 */
public record SignatureProblem(String className, String method, String message) {
    /** {@code com.acme.Grid.mean: message}. */
    @Override
    public String toString() {
        return className + (method.isEmpty() ? "" : "." + method) + ": " + message;
    }
}
