package com.example.storms;

/** Prints the warnings of the next three days. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        new StormForecast()
                .warningsByHour()
                .forEach((hour, warnings) ->
                        System.out.printf("in %2d hours: %d of 40 places have a warning%n", hour, warnings));
    }
}
