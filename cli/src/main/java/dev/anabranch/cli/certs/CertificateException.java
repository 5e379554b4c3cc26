package dev.anabranch.cli.certs;

/** Why certificates cannot be made, and a way out; the user's mistake. */
public final class CertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to do, as sentences */
    public CertificateException(String message) {
        super(message);
    }
}
