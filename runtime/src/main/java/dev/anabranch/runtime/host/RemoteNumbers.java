package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.NumberCrossings;

/** Numbers of a host: those that other hosts read are sent to them as soon as they are there. */
final class RemoteNumbers extends HeapNumbers {
    /** Sends numbers. */
    interface Mail {
        /** Sends the number in a cell to a part. */
        void send(int part, int cell, long bits);
    }

    private final NumberCrossings crossings;
    private final Mail mail;

    RemoteNumbers(int places, NumberCrossings crossings, Mail mail) {
        super(places);
        this.crossings = crossings;
        this.mail = mail;
    }

    @Override
    void putShared(int place, long bits) {
        super.putShared(place, bits);
        for (int reader : crossings.readers(place)) {
            mail.send(reader, crossings.cell(place), bits);
        }
    }

    /** A number of another host has come. */
    void arrived(int place, long bits) {
        super.putShared(place, bits);
    }
}
