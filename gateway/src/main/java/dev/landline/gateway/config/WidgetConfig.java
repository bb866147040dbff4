package dev.landline.gateway.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Pages of other sites that carry the widget: their visitors call as an account that may call a few numbers only. */
final class WidgetConfig {

    private WidgetConfig() {}

    /** The account by the origin of the page. */
    static Map<String, String> read(Section landline, Map<String, AccountConfig> accounts) {
        Map<String, String> widgets = new LinkedHashMap<>();
        for (Section widget : landline.items("widgets")) {
            String origin = widget.optional("origin", ValueParser.text().then(GatewaySections::origin))
                    .orElse("");
            String account = widget.optional("account", ValueParser.text()).orElse("");
            AccountConfig known = accounts.get(account);
            if (origin.isEmpty()) {
                widget.mistake("needs an origin, such as https://www.example.com");
            } else if (known == null) {
                widget.mistake("account", "'" + account + "' is no account here");
            } else if (known.features().mayCall().isEmpty()) {
                widget.mistake(
                        "account",
                        "'" + account + "' may call every number, and anybody can use a widget: give it may-call");
            } else if (widgets.putIfAbsent(origin, account) != null) {
                widget.mistake("origin", "stands here twice");
            }
            widget.refuseUnknown();
        }
        return Map.copyOf(widgets);
    }
}
