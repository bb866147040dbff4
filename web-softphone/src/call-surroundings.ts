import type { Call } from './call';
import type { CallSet } from './calls';
import type { Microphone, MicrophoneWishes } from './microphone';
import type { RemoteAudio } from './remote-audio';
import type { Party, SipPort } from './sip-port';
import type { Tones } from './tones';

export interface CallParts {
  readonly port: SipPort;
  readonly microphone: Microphone;
  readonly tones: Tones;
  readonly remoteAudio: RemoteAudio;
}

/** What calls need to know of the phone around them, and whom they tell. */
export interface CallSurroundings {
  microphone(): MicrophoneWishes;
  doNotDisturb(): boolean;
  /** Who this is among one's contacts; null for a stranger. */
  nameOf(user: string): string | null;
  /** Somebody is busy with the number field. */
  isTyping(): boolean;
  changed(set: CallSet): void;
  /** A call is over, or was turned away, and belongs into the list. */
  over(call: Call): void;
  turnedAway(party: Party): void;
}
