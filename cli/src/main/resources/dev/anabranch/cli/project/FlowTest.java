package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.runtime.FlowRunner;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.InMemoryOutputs;
import org.junit.jupiter.api.Test;

/** Runs the flow as an application would, with the classes and the plan that the build made of it. */
class @type@FlowTest {
    @Test
    void whatIsPublishedFitsTogether() {
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            FlowRunner.of(new flows.@name@.@type@()).run(RunOptions.defaults().withOutputs(outputs));
            for (int hour = 6; hour <= 48; hour += 6) {
                String index = "{\"hour\":" + hour + "}";
                DoubleTensor mean =
                        (DoubleTensor) outputs.value("@name@/mean", index).orElseThrow();
                Object windy = outputs.value("@name@/windy", index).orElseThrow();
                assertEquals(Wind.places(mean, 3.0), windy);
            }
        }
    }
}
