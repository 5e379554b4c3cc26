package dev.anabranch.runtime.host;

/** Keeps what a subclass changes off the cache lines of what lies before it in memory. */
@SuppressWarnings("unused") // space
abstract class OwnLines {
    private long line00;
    private long line01;
    private long line02;
    private long line03;
    private long line04;
    private long line05;
    private long line06;
    private long line07;
    private long line10;
    private long line11;
    private long line12;
    private long line13;
    private long line14;
    private long line15;
    private long line16;
    private long line17;
}
