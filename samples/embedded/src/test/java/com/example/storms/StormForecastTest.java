package com.example.storms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class StormForecastTest {
    private final StormForecast forecast = new StormForecast();

    @Test
    void everyHourHasAPlausibleNumberOfWarnings() {
        SortedMap<Integer, Long> warnings = forecast.warningsByHour();
        assertEquals(List.of(6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 66, 72), List.copyOf(warnings.keySet()));
        assertTrue(warnings.values().stream().allMatch(count -> count >= 0 && count <= 40), warnings::toString);
        assertTrue(warnings.values().stream().anyMatch(count -> count > 0), warnings::toString);
    }

    @Test
    void aForecastCanBeRepeated() {
        assertEquals(forecast.warningsByHour(), forecast.warningsByHour());
    }
}
