import type * as JsSIP from 'jssip';
import type { IncomingMessageEvent, OutgoingMessageEvent } from 'jssip/lib/UA';
import type { Party, SipEvent } from './sip-port';

const LAMP_SECONDS = 3_600;
const AGAIN_MILLIS = 60_000;

/** What is asked of a JsSIP user agent for texts and for the voicemail lamp. */
export type TextAgent = Pick<JsSIP.UA, 'sendMessage' | 'subscribe' | 'on'>;

/** Tells texts that come (RFC 3428); one that is not plain text is refused. */
export function hearTexts(
  agent: TextAgent,
  partyOf: (user: string | undefined, host: string) => string,
  emit: (event: SipEvent) => void,
): void {
  agent.on('newMessage', (event: IncomingMessageEvent | OutgoingMessageEvent) => {
    if (event.originator !== 'remote') {
      return;
    }
    const { message, request } = event as IncomingMessageEvent;
    if (!/^text\/plain\b/i.test(request.getHeader('Content-Type') ?? 'text/plain')) {
      message.reject({ status_code: 415 });
      return;
    }
    const sender = message.remote_identity;
    const from: Party = { user: partyOf(sender.uri.user, sender.uri.host), displayName: sender.display_name || null };
    emit({ type: 'text', from, text: request.body ?? '' });
  });
}

/** Sends one, and tells whether it was taken. */
export function sendText(agent: TextAgent, target: string, text: string, done: (sent: boolean) => void): void {
  agent.sendMessage(target, text, {
    contentType: 'text/plain;charset=UTF-8',
    eventHandlers: { succeeded: () => done(true), failed: () => done(false) },
  });
}

/** Asks for word about voicemail (RFC 3842) until `stop`; a gateway that has none is asked again later. */
export function watchVoicemail(agent: TextAgent, address: string, emit: (event: SipEvent) => void): () => void {
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    const lamp = agent.subscribe(address, 'message-summary', 'application/simple-message-summary', {
      expires: LAMP_SECONDS,
      contentType: 'application/simple-message-summary',
    });
    lamp.on('notify', (_isFinal, _request, body) => emit({ type: 'voicemail', ...readSummary(body ?? '') }));
    lamp.on('terminated', () => {
      if (!over) {
        timer = setTimeout(ask, AGAIN_MILLIS);
      }
    });
    lamp.subscribe();
  };
  ask();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** `Messages-Waiting: yes`, `Message-Account: sip:+442079460100@example.com` and `Voice-Message: 2/8 (0/0)`. */
export function readSummary(body: string): {
  readonly waiting: boolean;
  readonly fresh: number;
  readonly number: string | null;
} {
  const counted = /^voice-message\s*:\s*(\d{1,6})\s*\//im.exec(body);
  return {
    waiting: /^messages-waiting\s*:\s*yes/im.test(body),
    fresh: counted === null ? 0 : Number(counted[1]),
    number: /^message-account\s*:\s*(?:sips?:|tel:)([^@;\s]{1,64})/im.exec(body)?.[1] ?? null,
  };
}
