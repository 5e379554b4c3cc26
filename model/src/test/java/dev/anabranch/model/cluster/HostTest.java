package dev.anabranch.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
    /** Plans are found again by these texts, so that nothing may be missing in them. */
    @Test
    void textsHaveAllComponents() throws ReflectiveOperationException {
        Link disk = new Link(1e-4, 5e8);
        assertThat(disk.toString()).isEqualTo(text(disk));
        Host host = new Host("a", List.of(1.0, 0.5), 1 << 30, List.of("gpu"), disk);
        assertThat(host.toString()).isEqualTo(text(host));
    }

    private static String text(Record whole) throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder(whole.getClass().getSimpleName()).append('[');
        for (RecordComponent part : Arrays.asList(whole.getClass().getRecordComponents())) {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
                    .append(part.getName())
                    .append('=')
                    .append(part.getAccessor().invoke(whole));
        }
        return text.append(']').toString();
    }
}
