/**
 * What the phone asks of a SIP library and what it hears back. The only file behind this wall that knows a library is
 * jssip-port.ts; everything else, and every test, speaks these words.
 */

import type { Sample } from './quality/figures';
import type { SipTrace } from './sip-trace';

/** Names one call inside this page. Outgoing keys are chosen by the phone, incoming ones by the port. */
export type CallKey = string;

/** What shows who somebody is; either lives in memory only. */
export type Proof = { readonly password: string } | { readonly token: string };

/** What names an answered call on the wire (RFC 3261 section 12). */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/** Who signs in and where. */
export interface Account {
  readonly user: string;
  readonly proof: Proof;
  readonly displayName: string | null;
  readonly sipDomain: string;
  readonly webSocketUrl: string;
}

/** The other side of a call as its SIP headers name it. */
export interface Party {
  /** User part of the SIP address, usually a phone number; `user@host` when the host is not ours. */
  readonly user: string;
  readonly displayName: string | null;
  /** What the gateway found when it checked the signature of the caller's number; absent without a signature. */
  readonly signed?: 'verified' | 'wrong';
}

/** One value of a Reason header (RFC 3326). */
export interface Reason {
  readonly protocol: 'SIP' | 'Q.850' | 'other';
  readonly cause: number;
  readonly text: string | null;
  /** In the gateway's catalogue of errors. */
  readonly error?: number;
}

/** Why a call is over, as facts; failure-words.ts turns them into a sentence. */
export interface CallEnding {
  readonly cause:
    | 'hung-up' // an answered call was ended by one side
    | 'refused' // a final answer of 300 or above
    | 'cancelled' // given up before it was answered
    | 'declined' // refused here
    | 'unanswered' // nobody answered here in time
    | 'media-failed' // no path for the sound
    | 'signalling-lost' // the connection to the gateway broke while the call was being set up
    | 'internal'; // this browser could not set the call up
  readonly by: 'here' | 'there' | 'system';
  readonly status: number | null;
  readonly phrase: string | null;
  readonly reason: Reason | null;
  readonly retryAfterSeconds: number | null;
  /** The Call-ID on the wire, for support. */
  readonly sipCallId: string | null;
}

export type SipEvent =
  | { readonly type: 'connecting'; readonly attempt: number }
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected'; readonly code: number | null }
  | { readonly type: 'registered' }
  | { readonly type: 'unregistered' }
  | { readonly type: 'registration-refused'; readonly status: number | null; readonly phrase: string | null }
  | { readonly type: 'incoming'; readonly call: CallKey; readonly from: Party; readonly called: string | null }
  | { readonly type: 'ringing'; readonly call: CallKey }
  | { readonly type: 'early-media'; readonly call: CallKey }
  | { readonly type: 'answered'; readonly call: CallKey }
  | { readonly type: 'media'; readonly call: CallKey; readonly state: 'connected' | 'interrupted' }
  | { readonly type: 'remote-audio'; readonly call: CallKey; readonly stream: MediaStream }
  | { readonly type: 'held'; readonly call: CallKey; readonly held: boolean }
  /** News of a transfer or merge that this call was asked for; `done` and `failed` are the last. */
  | {
      readonly type: 'transfer';
      readonly call: CallKey;
      readonly progress: 'ringing' | 'done' | 'failed';
      readonly status: number | null;
    }
  | { readonly type: 'ended'; readonly call: CallKey; readonly ending: CallEnding }
  | { readonly type: 'text'; readonly from: Party; readonly text: string }
  | ({ readonly type: 'voicemail'; readonly waiting: boolean } & Voicemail);

/** How much of it is new, and where it is heard if that is known. */
export interface Voicemail {
  readonly fresh: number;
  readonly number: string | null;
}

/** Digits travel as RFC 4733 events of this length and spacing. */
export const DIGIT_MILLIS = 100;
export const DIGIT_GAP_MILLIS = 70;

export interface SipPort {
  /** The last messages, without secrets. */
  readonly trace: SipTrace;
  /** Opens the WebSocket and registers; the port reconnects by itself (2 s to 30 s apart) until `disconnect`. */
  connect(account: Account): void;
  /** Shows this token from now on. */
  renew(token: string): void;
  /** Registers once more after a refusal; no effect while a registration is under way. */
  register(): void;
  /** Asks the gateway anything; `answered` is called when an answer comes, and never otherwise. */
  probe(answered: () => void): void;
  /** What the gateway told of STUN and TURN servers. */
  iceServers(): readonly RTCIceServer[];
  /** Gives the socket up for a new one, and registers there; calls go on. */
  reconnect(): void;
  /** How long no sound has arrived; 0 where that cannot be told. */
  silentMillis(call: CallKey): number;
  /** Looks for a way for the sound anew (ICE restart). */
  restartIce(call: CallKey): void;
  /** Ends all calls, unregisters and closes, each as far as the connection still allows. */
  disconnect(): void;
  /**
   * Sends the INVITE as soon as the first ICE candidate is known. `to` is a number, a user or `user@host`. With
   * `replaced`, the call takes that dialog's place (RFC 3891), whoever `to` is.
   */
  call(call: CallKey, to: string, audio: MediaStream, replaced?: Dialog): void;
  /** Null before it is answered, and when it is over. */
  dialog(call: CallKey): Dialog | null;
  answer(call: CallKey, audio: MediaStream): void;
  /** 603 when a person declined (all tabs stop ringing), 486 when this phone is in another call. */
  decline(call: CallKey, status: 486 | 603): void;
  hangUp(call: CallKey): void;
  mute(call: CallKey, muted: boolean): void;
  /** The gateway plays music to the other side meanwhile. */
  hold(call: CallKey, held: boolean): void;
  /** Hands the other side to somebody who is dialled for it; `to` as in `call`. */
  transfer(call: CallKey, to: string): void;
  /** Joins the other sides of two answered calls; both calls end here. */
  join(call: CallKey, other: CallKey): void;
  /** Brings both other sides and this one together over `call`; `other` ends here. */
  merge(call: CallKey, other: CallKey): void;
  /** `0-9*#`, and `,` for a pause of 2 s. */
  sendDigits(call: CallKey, digits: string): void;
  /** Sends this in the place of what is sent now; nothing is renegotiated. */
  useMicrophone(call: CallKey, audio: MediaStream): void;
  /** What the browser counts of this call; null when it has no sound yet. */
  stats(call: CallKey): Promise<Sample | null>;
  /** Writes to somebody; `to` as in `call`. */
  sendText(to: string, text: string, done: (sent: boolean) => void): void;
  /** All that the browser knows of the calls that go on, without secrets. */
  evidence(): Promise<readonly object[]>;
  /** Returns the function that stops listening. */
  onEvent(listener: (event: SipEvent) => void): () => void;
}
