package @package@;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Task;

/** Tasks of this project. A flow names them with {@code use java @package@.Wind as wind}. */
public final class Wind {
    private Wind() {}

    /**
     * Counts the places where a field is above a limit. Missing values are not.
     *
     * @param field a value for each place
     * @param above the limit, in the field's unit
     * @return how many places
     */
    @Task
    @Cost(time = "2us", size = "8B")
    public static long places(DoubleTensor field, @Default("0.0") double above) {
        long places = 0;
        for (double value : field.toArray()) {
            if (value > above) {
                places++;
            }
        }
        return places;
    }
}
