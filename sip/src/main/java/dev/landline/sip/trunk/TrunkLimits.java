package dev.landline.sip.trunk;

/**
 * What the contract with a trunk allows.
 *
 * @param maxCalls most calls at once, both ways together; 0 for no limit
 * @param callsPerSecond most new calls toward it in a second; 0 for no limit
 */
public record TrunkLimits(int maxCalls, int callsPerSecond) {

    public static final TrunkLimits NONE = new TrunkLimits(0, 0);
}
