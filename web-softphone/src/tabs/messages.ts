import type { KeptCall } from '../kept-calls';
import type { LeadingPhone, PhoneState } from '../phone';
import type { Sample } from '../quality/figures';

/** What a tab may have the leader's phone do. */
export const COMMANDS = [
  'signIn',
  'signOut',
  'dial',
  'consult',
  'answer',
  'endAndAnswer',
  'decline',
  'hangUp',
  'retryMicrophone',
  'listenOnly',
  'toggleMute',
  'toggleKeypad',
  'toggleHold',
  'swapTo',
  'transfer',
  'completeTransfer',
  'merge',
  'sendDigit',
  'dismiss',
  'setDoNotDisturb',
  'changeSettings',
  'learnNames',
  'takeBack',
  'dropKept',
  'sendText',
  'readTexts',
] as const satisfies readonly (keyof LeadingPhone)[];

export type Command = (typeof COMMANDS)[number];

/** What tabs of one browser tell each other. */
export type TabMessage =
  | { readonly type: 'hello' }
  | { readonly type: 'state'; readonly state: PhoneState }
  | { readonly type: 'do'; readonly command: Command; readonly words: readonly unknown[] }
  | { readonly type: 'count'; readonly question: string }
  | { readonly type: 'counted'; readonly question: string; readonly sample: Sample | null }
  /** The leader goes; its calls wait for whoever leads next. */
  | { readonly type: 'heirs'; readonly kept: readonly KeptCall[] };

/** The part of the browser's BroadcastChannel that is used here. */
export interface TabChannel {
  postMessage(message: TabMessage): void;
  onmessage: ((event: { readonly data: TabMessage }) => void) | null;
}
