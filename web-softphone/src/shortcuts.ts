import { isLive, takesDigits, type Call } from './call';
import type { Key } from './words/words';

export type Shortcut =
  | { readonly type: 'answer' }
  | { readonly type: 'decline' }
  | { readonly type: 'mute' }
  /** Heard as long as the key is held. */
  | { readonly type: 'talk' }
  | { readonly type: 'keypad' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'hold' }
  | { readonly type: 'transfer' }
  | { readonly type: 'help' }
  | { readonly type: 'close' }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'type'; readonly character: string }
  | { readonly type: 'call' };

/** The few facts about a key press that matter here; a KeyboardEvent is one. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export interface KeyContext {
  readonly call: Call | null;
  /** Focus is in a text field. */
  readonly typing: boolean;
  /** Focus is on something that Enter or Space works on. */
  readonly onControl: boolean;
  readonly singleKeys: boolean;
}

/** The list behind "?". */
export const SHORTCUT_LIST: readonly (readonly [keys: string, meaning: Key])[] = [
  ['0-9 * # +', 'phone.keys-digits'],
  ['Enter', 'phone.keys-enter'],
  ['A', 'phone.answer'],
  ['D', 'phone.decline'],
  ['M', 'phone.keys-mute'],
  ['Space', 'phone.keys-talk'],
  ['K', 'phone.keys-keypad'],
  ['H', 'phone.keys-hold'],
  ['T', 'calls.transfer'],
  ['Shift + E', 'phone.hang-up'],
  ['Esc', 'phone.keys-escape'],
  ['?', 'phone.keys-help'],
];

/** What a key press means right now; null leaves it to the browser. */
export function shortcutFor(press: KeyPress, context: KeyContext): Shortcut | null {
  if (press.ctrlKey || press.altKey || press.metaKey) {
    return null;
  }
  if (press.key === 'Escape') {
    return { type: 'close' };
  }
  if (context.typing) {
    return null;
  }
  if (/^[0-9*#]$/.test(press.key)) {
    if (takesDigits(context.call) && context.call.keypadOpen) {
      return { type: 'digit', digit: press.key };
    }
    return isLive(context.call) ? null : { type: 'type', character: press.key };
  }
  if (press.key === '+' && !isLive(context.call)) {
    return { type: 'type', character: '+' };
  }
  if (press.key === 'Enter') {
    return !context.onControl && context.call === null ? { type: 'call' } : null;
  }
  if (press.key === ' ' && context.onControl) {
    return null;
  }
  return context.singleKeys ? letterShortcut(press, context.call) : null;
}

function letterShortcut(press: KeyPress, call: Call | null): Shortcut | null {
  if (press.key === '?') {
    return { type: 'help' };
  }
  const letter = press.key.toLowerCase();
  if (!isLive(call)) {
    return null;
  }
  if (press.shiftKey) {
    return letter === 'e' && call.phase !== 'incoming' ? { type: 'hang-up' } : null;
  }
  if (call.phase === 'incoming') {
    return letter === 'a' ? { type: 'answer' } : letter === 'd' ? { type: 'decline' } : null;
  }
  switch (letter) {
    case ' ':
      return call.muted ? { type: 'talk' } : null;
    case 'm':
      return { type: 'mute' };
    case 'k':
      return { type: 'keypad' };
    case 'h':
      return { type: 'hold' };
    case 't':
      return { type: 'transfer' };
    default:
      return null;
  }
}
