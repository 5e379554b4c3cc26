package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import dev.anabranch.runtime.wire.WireException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a lane begins: hello, challenge, proof, welcome. Each end learns the other's name and, with a run token, that the other
 * has it; see {@link RunToken}. One end of one connection, without the network.
 */
public final class Handshake {
    private static final int NONCE = 32;

    private final PeerId self;
    private final Optional<RunToken> token;
    private final Octets nonce;

    private @Nullable PeerId peer;
    private @Nullable Lane lane;
    private @Nullable Octets otherNonce;

    /** @param token what the other end has to have; none to let in whoever can connect */
    public Handshake(PeerId self, Optional<RunToken> token, SecureRandom chance) {
        this.self = self;
        this.token = token;
        byte[] bytes = new byte[NONCE];
        chance.nextBytes(bytes);
        this.nonce = Octets.of(bytes);
    }

    /** Who the other end says to be; after the second message. */
    public PeerId peer() {
        return known(peer);
    }

    /** Which lane this is. */
    public Lane lane() {
        return known(lane);
    }

    /** The connecting end's first message. */
    public Message.Hello hello(Lane wanted) {
        lane = wanted;
        return new Message.Hello(self.name(), wanted, nonce);
    }

    /** The listening end's answer to the first message. */
    public Message.Challenge challenge(Message.Hello hello) throws WireException {
        if (peer != null) {
            throw new WireException("a second hello came");
        }
        peer = name(hello.peer());
        lane = hello.lane();
        otherNonce = nonce(hello.nonce());
        return new Message.Challenge(
                self.name(),
                nonce,
                token.map(t -> t.proveListener(asListener())).orElse(Octets.none()));
    }

    /** The connecting end's answer to the challenge. */
    public Message.Proof proof(Message.Challenge challenge) throws WireException {
        if (peer != null || lane == null) {
            throw new WireException("a challenge came at the wrong time");
        }
        peer = name(challenge.peer());
        otherNonce = nonce(challenge.nonce());
        RunToken.Exchange exchange =
                new RunToken.Exchange(self.name(), peer().name(), lane(), nonce, known(otherNonce));
        check(challenge.proof(), token.map(t -> t.proveListener(exchange)));
        return new Message.Proof(token.map(t -> t.proveConnector(exchange)).orElse(Octets.none()));
    }

    /** The listening end's check, after which it may welcome the peer. */
    public void verify(Message.Proof proof) throws WireException {
        if (peer == null) {
            throw new WireException("a proof came before the hello");
        }
        check(proof.proof(), token.map(t -> t.proveConnector(asListener())));
    }

    private RunToken.Exchange asListener() {
        return new RunToken.Exchange(peer().name(), self.name(), lane(), known(otherNonce), nonce);
    }

    private static void check(Octets found, Optional<Octets> expected) throws WireException {
        if (expected.isEmpty() && found.size() > 0) {
            throw new WireException("the other end has a run token and this one has none");
        }
        if (expected.isPresent() && !expected.get().equals(found)) {
            throw new WireException("the other end has not this run's token");
        }
    }

    private static PeerId name(String name) throws WireException {
        if (!PeerId.isName(name)) {
            throw new WireException("the other end has a name that is none");
        }
        return new PeerId(name);
    }

    private static Octets nonce(Octets nonce) throws WireException {
        if (nonce.size() != NONCE) {
            throw new WireException("a nonce has " + nonce.size() + " bytes");
        }
        return nonce;
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the handshake has not come so far");
        }
        return value;
    }
}
