import { recordKey, type SettingsStore } from './settings';
import type { Voicemail } from './sip-port';

/** One text that went to or came from somebody (RFC 3428). */
export interface Text {
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  readonly atMillis: number;
  /** Of mine: whether it got there. */
  readonly state: 'sending' | 'sent' | 'failed';
}

/** All that was written with one other side, the oldest first. */
export interface Conversation {
  readonly user: string;
  readonly texts: readonly Text[];
  readonly unread: number;
}

const CONVERSATIONS_KEPT = 30;
const TEXTS_KEPT = 100;
/** Most bytes of UTF-8 that the gateway takes between its own people. */
export const LONGEST_TEXT = 4_000;

/** With this text at its end, and its conversation at the front. */
export function withText(all: readonly Conversation[], user: string, text: Text, isRead: boolean): Conversation[] {
  const before = all.find((one) => one.user === user) ?? { user, texts: [], unread: 0 };
  const now: Conversation = {
    user,
    texts: [...before.texts, text].slice(-TEXTS_KEPT),
    unread: text.mine || isRead ? 0 : before.unread + 1,
  };
  return [now, ...all.filter((one) => one.user !== user)].slice(0, CONVERSATIONS_KEPT);
}

/** What became of a text. */
export function settled(all: readonly Conversation[], id: string, state: Text['state']): Conversation[] {
  return all.map((one) =>
    one.texts.some((text) => text.id === id)
      ? { ...one, texts: one.texts.map((text) => (text.id === id ? { ...text, state } : text)) }
      : one,
  );
}

export function readBy(all: readonly Conversation[], user: string): readonly Conversation[] {
  return all.some((one) => one.user === user && one.unread > 0)
    ? all.map((one) => (one.user === user ? { ...one, unread: 0 } : one))
    : all;
}

export function unreadIn(all: readonly Conversation[]): number {
  return all.reduce((sum, one) => sum + one.unread, 0);
}

const KIND = 'texts';

/** Each account has its own in this browser. A text that was on its way when the page went never got an answer. */
export function loadTexts(store: SettingsStore, user: string): readonly Conversation[] {
  try {
    const stored: unknown = JSON.parse(store.get(recordKey(KIND, user)) ?? '[]');
    const all = Array.isArray(stored) ? stored.filter(isConversation).slice(0, CONVERSATIONS_KEPT) : [];
    return all.map((one) => ({
      ...one,
      texts: one.texts.map((text) => (text.state === 'sending' ? { ...text, state: 'failed' as const } : text)),
    }));
  } catch {
    return [];
  }
}

export function saveTexts(store: SettingsStore, user: string, all: readonly Conversation[]): void {
  store.set(recordKey(KIND, user), JSON.stringify(all));
}

function isConversation(item: unknown): item is Conversation {
  const one = item as Partial<Conversation> | null;
  return typeof one?.user === 'string' && Array.isArray(one.texts) && typeof one.unread === 'number';
}

/** The lamp; who is named as the account's number can hear nothing by calling themselves. */
export function voicemailOf(
  told: Voicemail & { readonly waiting: boolean },
  user: string | undefined,
): Voicemail | null {
  return told.waiting ? { fresh: told.fresh, number: told.number === user ? null : told.number } : null;
}
