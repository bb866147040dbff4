package dev.landline.sip.identity;

import dev.landline.sip.Party;

/**
 * A Remote-Party-ID header about the caller. It never became an RFC (draft-ietf-sip-privacy), but PBXs still speak it.
 *
 * @param hidden {@code privacy=full}: not to be shown to the called person
 * @param screened {@code screen=yes}: whoever sent it has verified the number
 */
public record RemoteParty(Party party, boolean hidden, boolean screened) {}
