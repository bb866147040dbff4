package dev.landline.gateway.store;

/** The database cannot be used now; asking again later makes sense. */
public final class StoreDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreDown(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
