package dev.anabranch.runtime.shared;

import java.io.IOException;

/**
 * Where the words of a run lie: the stop flag, counts of sleepers, what is taken of the run's memory, a line for each process
 * and each worker, the numbers, for each dataset that goes from process to process where it is and how many have it, and for
 * each gang where it meets.
 *
 * @param processes how many there are
 * @param workers of the whole plan
 * @param numbers how many places there are for numbers
 * @param crossings how many datasets go from process to process
 * @param gangs of the whole plan
 */
public record RunWords(int processes, int workers, int numbers, int crossings, int gangs) {
    /** Words of two cache lines: processors fetch them in pairs. */
    private static final int LINE = 16;

    private static final int MAGIC_WORD = 0;
    private static final int STOP = 1;
    /** Beside the flag that all look at between tasks: it is written once. */
    private static final int PRESSED = 2;

    private static final int SLEEPERS = LINE;
    private static final int IDLE = 2 * LINE;
    private static final int ENDED = 3 * LINE;
    private static final int TAKEN = 4 * LINE;
    private static final int IDLE_BYTES = 5 * LINE;
    private static final int PEAK = 6 * LINE;
    private static final int BEGUN = 7 * LINE;
    private static final int LINES = 8;
    private static final int CROSSING = 4;
    /** A bit for each port of a machine. */
    private static final int PORTS = (1 << 16) / Long.SIZE;

    private static final long MAGIC = 0x616e_6162_7261_6e01L;

    /** Makes the words of a run, all 0. */
    public Words create(RunFolder folder) throws IOException {
        Words words = Words.create(folder.words(), size());
        words.release(MAGIC_WORD, MAGIC + size());
        return words;
    }

    /** The words that the coordinator has made. */
    public Words open(RunFolder folder) throws IOException {
        Words words = Words.open(folder.words());
        if (words.acquire(MAGIC_WORD) != MAGIC + size()) {
            throw new IOException("the words of the run have another size here: the plan is another one");
        }
        return words;
    }

    /** How many there are. */
    public long size() {
        return firstGang() + (gangs == 0 ? 0 : PORTS + (long) gangs);
    }

    /** Not 0 when the run is to stop. */
    public int stop() {
        return STOP;
    }

    /** How many workers sleep or are about to. */
    public int sleepers() {
        return SLEEPERS;
    }

    /** How many sleep or have ended. */
    public int idle() {
        return IDLE;
    }

    /** How many workers have ended. */
    public int ended() {
        return ENDED;
    }

    /** Not 0 once memory has run short. */
    public int pressed() {
        return PRESSED;
    }

    /** How many bytes are in use in all processes. */
    public int taken() {
        return TAKEN;
    }

    /** How many bytes have memory although nobody uses them. */
    public int idleBytes() {
        return IDLE_BYTES;
    }

    /** The most bytes that were taken at once. */
    public int peak() {
        return PEAK;
    }

    /** How many bytes those tasks may take that have begun since memory ran short. */
    public int begun() {
        return BEGUN;
    }

    /** What came back to a process: the number of a crossing + 1, from which others follow. */
    public int returned(int process) {
        return (LINES + 2 * process) * LINE;
    }

    /** How often a process has looked after its sleepers. */
    public int heartbeat(int process) {
        return (LINES + 2 * process + 1) * LINE;
    }

    /** How many bytes a process lacks. */
    public int wanted(int process) {
        return heartbeat(process) + 1;
    }

    /** What a worker waits for. */
    public int state(int worker) {
        return (LINES + 2 * processes + 2 * worker) * LINE;
    }

    /** How many tasks of a worker have finished. */
    public int finished(int worker) {
        return (LINES + 2 * processes + 2 * worker + 1) * LINE;
    }

    /** Not 0 while a worker waits for memory. */
    public int starving(int worker) {
        return finished(worker) + 1;
    }

    /** The first place for numbers. */
    public int firstNumber() {
        return (LINES + 2 * processes + 2 * workers) * LINE;
    }

    /** A bit for each number: whether it is there although its word is 0. */
    public int firstUnlikely() {
        return firstNumber() + numbers + LINE;
    }

    private long firstCrossing() {
        long end = firstUnlikely() + (numbers + 63L) / 64;
        return (end / LINE + 2) * LINE;
    }

    private long firstGang() {
        return firstCrossing() + 2L * halfOfCrossings() * CROSSING + LINE;
    }

    private int halfOfCrossings() {
        return (crossings + 1) / 2;
    }

    /** Bits of the ports that gangs have, if there are gangs. */
    public int ports() {
        return (int) firstGang();
    }

    /** Where a gang meets; 0 while none of it has come. */
    public int gang(int number) {
        return ports() + PORTS + number;
    }

    /**
     * Where a dataset was written down; 0 while it is not there. Of neighbours one is often looked for while the other comes back,
     * so that they have lines of their own.
     */
    public int place(int crossing) {
        return (int) firstCrossing() + ((crossing & 1) * halfOfCrossings() + (crossing >> 1)) * CROSSING;
    }

    /** How many processes have it or may still read it, but for its owner. */
    public int holds(int crossing) {
        return place(crossing) + 1;
    }

    /** What came back before it, + 1. */
    public int next(int crossing) {
        return place(crossing) + 2;
    }

    /** How many processes have it in their hands now, but for its owner; its size with a minus once it was evicted. */
    public int borrowed(int crossing) {
        return place(crossing) + 3;
    }
}
