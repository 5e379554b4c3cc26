package dev.anabranch.compiler.plan;

/** Writes one flat JSON object, its members in the order in which they are added. */
final class JsonText {
    private final StringBuilder text = new StringBuilder("{");

    /** Adds a Long, Double or Boolean as such and everything else, also what JSON has no number for, as a string. */
    JsonText add(String key, Object value) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(key);
        text.append(':');
        boolean finite = !(value instanceof Double number) || Double.isFinite(number);
        if (finite && (value instanceof Number || value instanceof Boolean)) {
            text.append(value);
        } else {
            quote(value.toString());
        }
        return this;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
