package dev.landline.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.media.quality.AudioCause;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The one list of all that can go wrong. */
class ErrorCatalogueTest {

    private static List<JsonObject> all() {
        return ErrorCatalogue.all().getJsonArray("errors").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void everyFailureOfACallHasANumberOfItsOwnAndTheSameSentence() {
        for (Plain failure : Plain.values()) {
            int number = ErrorCatalogue.ofCall(failure.code());
            assertTrue(number > 1000 && number < 1100, failure.code() + " is missing in api/errors.json");
            assertEquals(failure.number(), number, failure.code());
            assertEquals(failure.sentence(), sentence(number));
        }
        assertEquals(1101, ErrorCatalogue.ofCall("barred"));
        assertEquals(1486, ErrorCatalogue.ofCall("refused-486"));
    }

    private static String sentence(int number) {
        return all().stream()
                .filter(one -> one.getInteger("number") == number)
                .map(one -> one.getString("message"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRefusalOfTheApiIsInIt() {
        for (ApiError error : ApiError.values()) {
            assertEquals(error.number(), ErrorCatalogue.ofApi(error), error.code() + " is not in api/errors.json so");
            assertEquals(error.sentence(), sentence(error.number()));
        }
    }

    @Test
    void everyTroubleOfSoundIsInIt() {
        for (AudioCause cause : AudioCause.values()) {
            assertTrue(ErrorCatalogue.ofSound(cause.code()) > 3000, cause.code() + " is missing in api/errors.json");
        }
    }

    @Test
    void itIsServedToEverybody() {
        try (ApiFixture api = new ApiFixture()) {
            assertEquals(
                    all().size(),
                    api.page().json("/errors").getJsonArray("errors").size());
        }
    }

    @Test
    void numbersAreUniqueAndSentencesComplete() {
        Set<Integer> numbers = new HashSet<>();
        for (JsonObject one : all()) {
            assertTrue(numbers.add(one.getInteger("number")), one::encode);
            assertFalse(one.getString("message").isBlank(), one::encode);
            assertFalse(one.getString("message").contains("{"), one::encode);
        }
    }
}
