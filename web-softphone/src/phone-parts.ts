import type { Api } from './api/api';
import type { EventFeed } from './api/events';
import type { Session } from './api/session';
import type { GatewayConfig } from './config';
import type { KeptCalls } from './kept-calls';
import type { Microphone } from './microphone';
import type { RemoteAudio } from './remote-audio';
import type { SettingsStore } from './settings';
import type { SipPort } from './sip-port';
import type { Tones } from './tones';

/** What a phone is made of; tests put their own in its place. */
export interface PhoneParts {
  readonly api: Api;
  readonly session: Session;
  readonly events: EventFeed;
  readonly port: SipPort;
  readonly microphone: Microphone;
  readonly tones: Tones;
  readonly remoteAudio: RemoteAudio;
  readonly settings: SettingsStore;
  readonly config: GatewayConfig;
  readonly keptCalls: KeptCalls;
}
