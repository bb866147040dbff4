package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** api/openapi.yaml as a judge of answers: path, method, status, media type and body. */
final class Contract {

    private static final JsonObject DESCRIPTION = read();

    private Contract() {}

    private static JsonObject read() {
        try (InputStream stream = Contract.class.getResourceAsStream("/api/openapi.yaml")) {
            Map<String, Object> yaml = new Yaml().load(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            // Through text, so that nested maps become objects.
            return new JsonObject(new JsonObject(yaml).encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject description() {
        return DESCRIPTION;
    }

    /** @param path behind {@code /api}, without a query */
    static void holds(String method, String path, HttpResponse<String> answer) {
        String what = method + " " + path + " " + answer.statusCode();
        JsonObject operation = operation(method, path);
        if (operation == null) {
            assertEquals(404, answer.statusCode(), what + " is not in the description");
            body(
                    DESCRIPTION
                            .getJsonObject("components")
                            .getJsonObject("responses")
                            .getJsonObject("Error"),
                    answer,
                    what);
            return;
        }
        JsonObject response = operation.getJsonObject("responses").getJsonObject(Integer.toString(answer.statusCode()));
        assertNotNull(response, what + " is not in the description: " + answer.body());
        body(resolved(response), answer, what);
    }

    private static JsonObject operation(String method, String path) {
        JsonObject paths = DESCRIPTION.getJsonObject("paths");
        return paths.fieldNames().stream()
                .filter(template -> path.matches(template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+")))
                .min(Comparator.comparingInt((String template) -> template.split("\\{").length))
                .map(template -> paths.getJsonObject(template).getJsonObject(method.toLowerCase(Locale.ROOT)))
                .orElse(null);
    }

    private static JsonObject resolved(JsonObject response) {
        String reference = response.getString("$ref");
        return reference == null
                ? response
                : DESCRIPTION
                        .getJsonObject("components")
                        .getJsonObject("responses")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void body(JsonObject response, HttpResponse<String> answer, String what) {
        JsonObject content = response.getJsonObject("content");
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (content == null) {
            assertEquals("", answer.body(), what);
            return;
        }
        assertTrue(content.containsKey(type), () -> what + " has type " + type);
        JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
        if (schema != null) {
            OutputUnit result = validator(schema).validate(new JsonObject(answer.body()));
            assertTrue(result.getValid(), () -> what + ": " + result.getErrors() + "\n" + answer.body());
        }
    }

    private static Validator validator(JsonObject schema) {
        JsonObject whole = schema.copy().put("components", DESCRIPTION.getJsonObject("components"));
        return Validator.create(
                JsonSchema.of(whole),
                new JsonSchemaOptions()
                        .setBaseUri("https://landline.test/")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }
}
