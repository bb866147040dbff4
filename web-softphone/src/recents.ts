import { durationSeconds, type Call } from './call';
import { recordKey, type SettingsStore } from './settings';

/** One finished call in the list of this browser. */
export interface RecentCall {
  readonly user: string;
  readonly displayName: string | null;
  readonly direction: 'outgoing' | 'incoming';
  readonly outcome: 'answered' | 'missed' | 'unanswered' | 'elsewhere';
  readonly atMillis: number;
  readonly seconds: number;
}

export const RECENTS_KEPT = 30;

const KIND = 'recents';

export function recentOf(call: Call): RecentCall {
  return {
    user: call.party.user,
    displayName: call.party.displayName,
    direction: call.direction,
    outcome: outcomeOf(call),
    atMillis: call.startedAtMillis,
    seconds: durationSeconds(call, call.endedAtMillis ?? call.startedAtMillis),
  };
}

function outcomeOf(call: Call): RecentCall['outcome'] {
  if (call.answeredAtMillis !== null) {
    return 'answered';
  }
  if (call.direction === 'outgoing') {
    return 'unanswered';
  }
  const reason = call.ending?.reason;
  return reason?.protocol === 'SIP' && reason.cause === 200 ? 'elsewhere' : 'missed';
}

export function addRecent(list: readonly RecentCall[], call: RecentCall): readonly RecentCall[] {
  return [call, ...list].slice(0, RECENTS_KEPT);
}

/** Each account has its own list, so that people sharing a browser profile do not read each other's calls by accident. */
export function loadRecents(store: SettingsStore, user: string): readonly RecentCall[] {
  try {
    const stored: unknown = JSON.parse(store.get(recordKey(KIND, user)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, RECENTS_KEPT) : [];
  } catch {
    return [];
  }
}

export function saveRecents(store: SettingsStore, user: string, list: readonly RecentCall[]): void {
  store.set(recordKey(KIND, user), JSON.stringify(list));
}

function isRecent(item: unknown): item is RecentCall {
  const recent = item as Partial<RecentCall> | null;
  return typeof recent?.user === 'string' && typeof recent.atMillis === 'number' && typeof recent.seconds === 'number';
}
