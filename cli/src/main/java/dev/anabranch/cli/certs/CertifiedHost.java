package dev.anabranch.cli.certs;

import dev.anabranch.runtime.transport.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/**
 * A host that gets a certificate.
 *
 * @param name as peers and the cluster file call it; the certificate's common name
 * @param addresses under which others connect to it: names of DNS and literal addresses of IP, at least one
 */
public record CertifiedHost(String name, List<String> addresses) {
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DNS = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

    /** With a list of its own. */
    public CertifiedHost {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads {@code NAME} or {@code NAME=ADDRESS,...}; without an address the name is one.
     *
     * @throws CertificateException if the name could not be a peer's, or an address is none
     */
    public static CertifiedHost parse(String text) throws CertificateException {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (!PeerId.isName(name) || name.contains("/")) {
            throw new CertificateException(
                    "'" + name
                            + "' is no host's name, which has letters, digits, '.', '_' and '-'. Write NAME or NAME=ADDRESS,...");
        }
        List<String> addresses = new ArrayList<>();
        for (String address : (equals < 0 ? name : text.substring(equals + 1)).split(",", -1)) {
            if (!isIp(address)
                    && (!DNS.matcher(address).matches()
                            || DIGITS.matcher(address).matches())) {
                throw new CertificateException("'" + address + "' is no address under which " + name
                        + " could be reached. Write " + name + "=10.0.0.5 or " + name + "=node.example.org");
            }
            addresses.add(address);
        }
        return new CertifiedHost(name, addresses);
    }

    private static boolean isIp(String address) {
        return IPAddress.isValid(address);
    }

    /** The addresses as a certificate has them. */
    GeneralName[] alternativeNames() {
        return addresses.stream()
                .map(address -> new GeneralName(isIp(address) ? GeneralName.iPAddress : GeneralName.dNSName, address))
                .toArray(GeneralName[]::new);
    }
}
