package dev.landline.sip.sdp;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Our own SRTP keys toward one trunk in one call: one for each suite. Secret. */
public final class LocalKeys {

    private final Map<CryptoSuite, MasterKey> keys;

    private LocalKeys(Map<CryptoSuite, MasterKey> keys) {
        this.keys = keys;
    }

    /** Fresh keys. They are for one peer only: two that shared a key could read each other. */
    public static LocalKeys random(SecureRandom random) {
        Map<CryptoSuite, MasterKey> keys = new EnumMap<>(CryptoSuite.class);
        for (CryptoSuite suite : CryptoSuite.values()) {
            keys.put(suite, fresh(suite, random));
        }
        return new LocalKeys(keys);
    }

    /** The same, but another key for one suite: what was used once and left must not be used again. */
    public LocalKeys renewed(CryptoSuite suite, SecureRandom random) {
        Map<CryptoSuite, MasterKey> renewed = new EnumMap<>(keys);
        renewed.put(suite, fresh(suite, random));
        return new LocalKeys(renewed);
    }

    private static MasterKey fresh(CryptoSuite suite, SecureRandom random) {
        byte[] keyAndSalt = new byte[suite.keyBytes() + suite.saltBytes()];
        random.nextBytes(keyAndSalt);
        return MasterKey.of(suite, keyAndSalt);
    }

    /** The key with which we encrypt when this suite is agreed on. */
    public MasterKey of(CryptoSuite suite) {
        return keys.get(suite);
    }

    /** The lines of an offer, best suite first. */
    List<CryptoLine> offered() {
        List<CryptoLine> lines = new ArrayList<>();
        keys.forEach((suite, key) -> lines.add(new CryptoLine(suite.tag(), suite, key)));
        return lines;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "LocalKeys[secret]";
    }
}
