package dev.landline.gateway.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Predicate;

/** What people who have signed in can ask for, under {@code /api}. */
public interface Api {

    /** Where a request's data has a Runnable, for an answer that takes longer than an answer may: an event stream. */
    String LASTING = "landline.lasting";

    /**
     * Its routes, relative to {@code /api}.
     *
     * @param ourPages whether a request comes from a page that may use it, or from no page at all
     * @param secure the port speaks https
     */
    Router router(Vertx vertx, Predicate<HttpServerRequest> ourPages, boolean secure);
}
