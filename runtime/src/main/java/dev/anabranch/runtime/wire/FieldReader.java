package dev.anabranch.runtime.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a frame; whatever does not fit is a {@link WireException}, and nothing is allocated for it before. */
final class FieldReader {
    private final ByteBuf in;

    /** @param in the fields, all of them and nothing else */
    FieldReader(ByteBuf in) {
        this.in = in;
    }

    Message read(MessageType type) throws WireException {
        Message message = fields(type);
        if (in.isReadable()) {
            throw new WireException(in.readableBytes() + " bytes are left after the fields of " + type);
        }
        return message;
    }

    private Message fields(MessageType type) throws WireException {
        return switch (type) {
            case HELLO -> hello();
            case CHALLENGE -> new Message.Challenge(text(), octets(), octets());
            case PROOF -> new Message.Proof(octets());
            case WELCOME -> new Message.Welcome();
            case REFUSAL -> new Message.Refusal(flag(), text());
            case START_PLAN -> new Message.StartPlan(int64(), octets(), octets(), text(), settings());
            case MISSING -> new Message.Missing(int64(), digests());
            case MILESTONE -> new Message.Milestone(int64(), point(), int64());
            case NUMBER -> new Message.NumberReady(dataset(), int64());
            case GANG_CALL ->
                new Message.GangCall(
                        int64(),
                        index("a gang"),
                        index("a rank"),
                        count("a call's number"),
                        int8(),
                        int8(),
                        count("a number of elements"),
                        int8(),
                        int32(),
                        port());
            case GANG_PROGRESS ->
                new Message.GangProgress(
                        int64(), index("a gang"), index("a rank"), gangPoint(), count("a rank's progress"));
            case GANG_PULL ->
                new Message.GangPull(
                        int64(),
                        index("a gang"),
                        index("a rank"),
                        index("a rank"),
                        count("a call's number"),
                        count("a ticket"),
                        count("an offset"),
                        length());
            case GANG_PIECE ->
                new Message.GangPiece(
                        int64(), index("a gang"), index("a rank"), index("a rank"), count("a ticket"), octets());
            case ANNOUNCEMENT -> new Message.DatasetAnnouncement(dataset(), text(), octets(), layout(), texts());
            case CHUNK -> throw new WireException("a chunk was read as a message"); // FrameReader reads its fields
            case FAILURE -> new Message.Failure(int64(), blame(), text(), text(), text(), causes());
            case PROGRESS -> new Message.Progress(int64(), text(), count("tasks done"), count("tasks"));
            case STOP -> new Message.Stop(int64(), text());
            case PING -> new Message.Ping(int64());
            case PONG -> new Message.Pong(int64(), int64());
            case GOODBYE -> new Message.Goodbye(text());
        };
    }

    private Message.Hello hello() throws WireException {
        int magic = int32();
        if (magic != FrameWriter.MAGIC) {
            throw new WireException("the first bytes are not this protocol's: " + Integer.toHexString(magic));
        }
        need(Short.BYTES);
        int version = in.readUnsignedShort();
        if (version != FrameWriter.VERSION) {
            throw new WireException("the peer speaks version " + version + " of the protocol and this one "
                    + FrameWriter.VERSION + ": use the same version of Anabranch on all hosts");
        }
        String peer = text();
        return new Message.Hello(peer, Lane.of(int8()), octets());
    }

    Message.DatasetChunk chunk(int length) throws WireException {
        Message.DatasetChunk chunk =
                new Message.DatasetChunk(dataset(), count("a dataset's size"), count("a chunk's offset"), length);
        if (chunk.offset() > chunk.total() - length) {
            throw new WireException("a chunk of " + length + " bytes at " + chunk.offset() + " leaves its "
                    + chunk.dataset() + " of " + chunk.total());
        }
        return chunk;
    }

    private DatasetId dataset() throws WireException {
        long run = int64();
        int slot = int32();
        if (slot < 0) {
            throw new WireException("a slot is " + slot);
        }
        return new DatasetId(run, slot);
    }

    private DatasetLayout layout() throws WireException {
        int size = size(Long.BYTES);
        List<Long> lengths = new ArrayList<>(size);
        long total = 0;
        for (int i = 0; i < size; i++) {
            long length = count("a buffer's length");
            if (length > (1L << 56) || (total += length) > (1L << 56)) {
                throw new WireException("a dataset has more than 2^56 bytes");
            }
            lengths.add(length);
        }
        return new DatasetLayout(lengths);
    }

    private Message.Blame blame() throws WireException {
        int code = int8();
        for (Message.Blame blame : Message.Blame.values()) {
            if (blame.code() == code) {
                return blame;
            }
        }
        throw new WireException("no blame has the code " + code);
    }

    private Message.Point point() throws WireException {
        int code = int8();
        for (Message.Point point : Message.Point.values()) {
            if (point.code() == code) {
                return point;
            }
        }
        throw new WireException("no point of a run has the code " + code);
    }

    private Message.GangPoint gangPoint() throws WireException {
        int code = int8();
        for (Message.GangPoint point : Message.GangPoint.values()) {
            if (point.code() == code) {
                return point;
            }
        }
        throw new WireException("no point of a rank has the code " + code);
    }

    private int index(String what) throws WireException {
        int value = int32();
        if (value < 0) {
            throw new WireException(what + " is " + value);
        }
        return value;
    }

    private int length() throws WireException {
        int value = int32();
        if (value < 1) {
            throw new WireException("a piece of " + value + " bytes is asked for");
        }
        return value;
    }

    private int port() throws WireException {
        int value = int32();
        if (value < 0 || value > 0xffff) {
            throw new WireException("a port is " + value);
        }
        return value;
    }

    private List<Octets> digests() throws WireException {
        int size = size(Integer.BYTES);
        List<Octets> digests = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            digests.add(octets());
        }
        return digests;
    }

    private List<Message.Thrown> causes() throws WireException {
        int size = size(2 * Integer.BYTES);
        List<Message.Thrown> causes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            causes.add(new Message.Thrown(text(), frames()));
        }
        return causes;
    }

    private List<Message.Frame> frames() throws WireException {
        int size = size(5 * Integer.BYTES);
        List<Message.Frame> frames = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            frames.add(new Message.Frame(text(), text(), text(), text(), int32()));
        }
        return frames;
    }

    private List<Message.Setting> settings() throws WireException {
        int size = size(2 * Integer.BYTES);
        List<Message.Setting> settings = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            settings.add(new Message.Setting(text(), text()));
        }
        return settings;
    }

    private List<String> texts() throws WireException {
        int size = size(Integer.BYTES);
        List<String> texts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** How many elements of at least so many bytes follow. */
    private int size(int bytesEach) throws WireException {
        int size = int32();
        if (size < 0 || (long) size * bytesEach > in.readableBytes()) {
            throw new WireException("a list of " + size + " does not fit into what is left of its frame");
        }
        return size;
    }

    private String text() throws WireException {
        byte[] bytes = bytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WireException("a text is not UTF-8");
        }
    }

    private Octets octets() throws WireException {
        return Octets.wrap(bytes());
    }

    private byte[] bytes() throws WireException {
        int length = int32();
        if (length < 0 || length > in.readableBytes()) {
            throw new WireException("a field of " + length + " bytes does not fit into what is left of its frame");
        }
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    private boolean flag() throws WireException {
        int code = int8();
        if (code != 0 && code != 1) {
            throw new WireException("a truth value is " + code);
        }
        return code == 1;
    }

    private long count(String what) throws WireException {
        long value = int64();
        if (value < 0) {
            throw new WireException(what + " is " + value);
        }
        return value;
    }

    private int int8() throws WireException {
        need(1);
        return in.readByte();
    }

    private int int32() throws WireException {
        need(Integer.BYTES);
        return in.readInt();
    }

    private long int64() throws WireException {
        need(Long.BYTES);
        return in.readLong();
    }

    private void need(int bytes) throws WireException {
        if (in.readableBytes() < bytes) {
            throw new WireException("a frame ends in the middle of a field");
        }
    }
}
