package dev.landline.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The formats of one audio section as it names them: payload types in the m= line, each with its attributes below. */
final class FormatList {

    private final List<Integer> payloadTypes = new ArrayList<>();
    private final DescriptionWriter attributes = new DescriptionWriter();

    private FormatList() {}

    /**
     * The list in the order of preference. RED comes right before Opus: Chromium sends it only when it is preferred to
     * what it carries.
     *
     * @param playbackRate the highest rate of Opus worth sending to us, in Hz
     */
    static FormatList of(
            List<AudioFormat> formats,
            OptionalInt red,
            OptionalInt comfortNoise,
            List<EventFormat> events,
            int playbackRate) {
        FormatList list = new FormatList();
        for (AudioFormat format : formats) {
            if (format.codec() == AudioCodec.OPUS && red.isPresent()) {
                list.payloadTypes.add(red.getAsInt());
                list.attributes.red(red.getAsInt(), format.payloadType());
            }
            list.payloadTypes.add(format.payloadType());
            list.attributes.format(format, playbackRate);
        }
        comfortNoise.ifPresent(list.payloadTypes::add);
        list.attributes.comfortNoise(comfortNoise);
        for (EventFormat event : events) {
            list.payloadTypes.add(event.payloadType());
            list.attributes.event(event);
        }
        return list;
    }

    List<Integer> payloadTypes() {
        return payloadTypes;
    }

    void write(DescriptionWriter out) {
        out.append(attributes);
    }
}
