package dev.landline.gateway.call;

import dev.landline.media.bridge.Conference;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.Side;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The conferences going on: each begins with its first member and ends with its last. Bounded by the number of calls.
 * Safe from any thread.
 */
final class ConferenceRooms {

    /** One member: a side of a call. */
    record Seat(String call, Side side) {}

    private record Room(Conference conference, boolean merged, Set<Seat> seats) {}

    private final Function<String, Conference> open;
    private final Map<String, Room> rooms = new HashMap<>();

    ConferenceRooms(Function<String, Conference> open) {
        this.open = open;
    }

    /** Rooms on the real engine; whoever calls the echo has a room of its own kind. */
    static ConferenceRooms on(MediaEngine media) {
        return new ConferenceRooms(
                name -> Purpose.Room.isEcho(name) ? media.openEcho(name) : media.openConference(name));
    }

    /**
     * Takes a seat; the conference begins with the first.
     *
     * @param merged of calls that somebody merged: whoever is left alone there is hung up
     */
    synchronized Conference enter(String name, boolean merged, Seat seat) {
        Room room = rooms.computeIfAbsent(name, key -> new Room(open.apply(key), merged, new HashSet<>()));
        room.seats().add(seat);
        return room.conference();
    }

    /** Gives a seat back; returns who is left alone in a conference that is nothing for one. */
    synchronized Optional<Seat> leave(String name, Seat seat) {
        Room room = rooms.get(name);
        if (room == null || !room.seats().remove(seat)) {
            return Optional.empty();
        }
        if (room.seats().isEmpty()) {
            rooms.remove(name);
            if (room.conference() != null) {
                room.conference().close();
            }
            return Optional.empty();
        }
        return room.merged() && room.seats().size() == 1 ? room.seats().stream().findFirst() : Optional.empty();
    }

    /** How many conferences are going on. */
    synchronized int size() {
        return rooms.size();
    }
}
