package dev.landline.sip.sdp;

import java.util.List;

/**
 * One media section of an offer, as the answer must repeat it: answers keep the number, kind and order of the offer's
 * sections and refuse those they do not take with port 0 (RFC 3264 section 6).
 *
 * @param kind media kind in lower case
 * @param protocol transport protocol as offered
 * @param format the first format offered
 * @param mid the section's identification (RFC 5888); empty when it has none
 * @param taken this is the section in use; exactly one of a list is
 * @param reports the extended reports that the section asks for
 */
public record MediaSlot(
        String kind, String protocol, String format, String mid, boolean taken, ExtendedReports reports) {

    /** The extended reports that the section in use asks for. */
    public static ExtendedReports reports(List<MediaSlot> slots) {
        return slots.stream()
                .filter(MediaSlot::taken)
                .findFirst()
                .map(MediaSlot::reports)
                .orElse(ExtendedReports.NONE);
    }

    static List<MediaSlot> of(SessionDescription description, MediaSection taken) {
        return description.media().stream()
                .map(section -> new MediaSlot(
                        section.kind(),
                        section.protocol(),
                        section.formats().isEmpty() ? "0" : section.formats().getFirst(),
                        section.mid().orElse(""),
                        section == taken,
                        ExtendedReports.of(section)))
                .toList();
    }
}
