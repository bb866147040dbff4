package dev.landline.gateway.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Leads requests to the API and keeps the account of their connections. Owned by the server's event loop. */
record ApiEntrance(Router routes, Connections connections) {

    static boolean owns(HttpServerRequest request) {
        return request.path() != null && request.path().startsWith("/api/");
    }

    void mount(Router router) {
        router.route("/api/*").handler(this::enter);
        router.route("/api/*").subRouter(routes);
    }

    private void enter(RoutingContext context) {
        context.put(Api.LASTING, (Runnable)
                () -> connections.upgraded(context.request().connection()));
        context.addEndHandler(_ -> connections.answered(context.request().connection()));
        context.next();
    }
}
