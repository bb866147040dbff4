import type { Me } from './api/types';
import type { Call } from './call';
import { NO_CALLS, type CallSet } from './calls';
import type { GatewayConfig } from './config';
import type { KeptCall } from './kept-calls';
import { SIGNED_OUT, type LineState } from './line';
import type { RecentCall } from './recents';
import type { Voicemail } from './sip-port';
import type { Conversation } from './texts';
import type { Settings, SettingsStore } from './settings';

/** Everything the views show. A new object for every change; views never change it. */
export interface PhoneState extends LineState {
  readonly config: GatewayConfig;
  /** The call in front: the one that the stage shows and the keys act on. */
  readonly call: Call | null;
  readonly calls: CallSet;
  readonly doNotDisturb: boolean;
  /** Who the gateway's REST side let in; null while it has not. */
  readonly me: Me | null;
  /** Calls from before the page was loaded again, which the gateway still holds. */
  readonly kept: readonly KeptCall[];
  /** Text of the number field. */
  readonly entry: string;
  readonly entryProblem: string | null;
  readonly recents: readonly RecentCall[];
  /** What was written with others, the latest conversation first. */
  readonly texts: readonly Conversation[];
  /** Null where there is none that is new. */
  readonly voicemail: Voicemail | null;
  readonly settings: Settings;
}

/** Before anybody has signed in. */
export function signedOut(config: GatewayConfig, settings: SettingsStore): PhoneState {
  return {
    ...SIGNED_OUT,
    config,
    call: null,
    calls: NO_CALLS,
    doNotDisturb: false,
    me: null,
    kept: [],
    entry: '',
    entryProblem: null,
    recents: [],
    texts: [],
    voicemail: null,
    settings: settings.read(),
  };
}
