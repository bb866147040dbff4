package dev.landline.gateway.route;

/**
 * A pattern over dialled characters: digits, {@code +}, {@code *} and {@code #} stand for themselves, {@code x} for any
 * digit, and a trailing {@code .} for one or more further characters.
 */
public record NumberPattern(String pattern) {

    /** Whether the whole of {@code number} fits. */
    public boolean matches(String number) {
        boolean open = pattern.endsWith(".");
        int fixed = open ? pattern.length() - 1 : pattern.length();
        if (open ? number.length() <= fixed : number.length() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            char wanted = pattern.charAt(i);
            char dialled = number.charAt(i);
            boolean fits = wanted == 'x' ? dialled >= '0' && dialled <= '9' : wanted == dialled;
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
