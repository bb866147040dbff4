import type { Treatment } from './microphone';
import { LANGUAGES, preferredLanguage, type Language } from './words/words';

export type Theme = 'auto' | 'light' | 'dark';

/** Choices kept in this browser. Passwords are not among them. */
export interface Settings extends Treatment {
  /** M, K, A, D and ? act without a modifier (WCAG 2.1.4 wants a way to switch them off). */
  readonly singleKeys: boolean;
  /** Calls are taken after a few seconds of ringing. */
  readonly autoAnswer: boolean;
  readonly language: Language;
  readonly theme: Theme;
  /** Devices by their ids; empty is what the browser takes by itself. */
  readonly microphone: string;
  readonly speaker: string;
  /** Where it rings, which need not be the headset. */
  readonly ringer: string;
}

const AUDIO_KEY = 'landline.audio';
const SINGLE_KEYS_KEY = 'landline.single-keys';
const AUTO_ANSWER_KEY = 'landline.auto-answer';
const LANGUAGE_KEY = 'landline.language';
const THEME_KEY = 'landline.theme';
const DEVICE_KEYS = {
  microphone: 'landline.microphone',
  speaker: 'landline.speaker',
  ringer: 'landline.ringer',
} as const;
const TREATMENT_KEYS = {
  echoCancellation: 'landline.echo-cancellation',
  noiseSuppression: 'landline.noise-suppression',
  gainControl: 'landline.gain-control',
} as const;
const USER_KEY = 'landline.user';
const SESSION_KEY = 'landline.session';
const LAST_NUMBER_KEY = 'landline.last-number';

export class SettingsStore {
  /** `query` is the page's search string: `?audio=raw` wins over the stored choice, for this page only. */
  constructor(
    private readonly storage: Storage | null,
    private readonly query: string,
    private readonly languages: readonly string[] = [],
  ) {}

  read(): Settings {
    const asked = new URLSearchParams(this.query).get('audio');
    return {
      rawAudio: (asked ?? this.get(AUDIO_KEY)) === 'raw',
      echoCancellation: this.get(TREATMENT_KEYS.echoCancellation) !== 'off',
      noiseSuppression: this.get(TREATMENT_KEYS.noiseSuppression) !== 'off',
      gainControl: this.get(TREATMENT_KEYS.gainControl) !== 'off',
      singleKeys: this.get(SINGLE_KEYS_KEY) !== 'off',
      autoAnswer: this.get(AUTO_ANSWER_KEY) === 'on',
      language: this.language(),
      theme: theme(this.get(THEME_KEY)),
      microphone: this.get(DEVICE_KEYS.microphone) ?? '',
      speaker: this.get(DEVICE_KEYS.speaker) ?? '',
      ringer: this.get(DEVICE_KEYS.ringer) ?? '',
    };
  }

  private language(): Language {
    const stored = this.get(LANGUAGE_KEY);
    return stored !== null && stored in LANGUAGES ? (stored as Language) : preferredLanguage(this.languages);
  }

  /** Keeps what was changed and only that: a choice that came with the address stays with the address. */
  write(change: Partial<Settings>): void {
    if (change.rawAudio !== undefined) {
      this.set(AUDIO_KEY, change.rawAudio ? 'raw' : null);
    }
    for (const kind of ['echoCancellation', 'noiseSuppression', 'gainControl'] as const) {
      const on = change[kind];
      if (on !== undefined) {
        this.set(TREATMENT_KEYS[kind], on ? null : 'off');
      }
    }
    if (change.singleKeys !== undefined) {
      this.set(SINGLE_KEYS_KEY, change.singleKeys ? null : 'off');
    }
    if (change.autoAnswer !== undefined) {
      this.set(AUTO_ANSWER_KEY, change.autoAnswer ? 'on' : null);
    }
    if (change.language !== undefined) {
      this.set(LANGUAGE_KEY, change.language);
    }
    if (change.theme !== undefined) {
      this.set(THEME_KEY, change.theme === 'auto' ? null : change.theme);
    }
    for (const kind of ['microphone', 'speaker', 'ringer'] as const) {
      const device = change[kind];
      if (device !== undefined) {
        this.set(DEVICE_KEYS[kind], device === '' ? null : device);
      }
    }
  }

  lastUser(): string {
    return this.get(USER_KEY) ?? '';
  }

  rememberUser(user: string): void {
    this.set(USER_KEY, user);
  }

  /** Who may still be signed in here: the session itself is a cookie that no script can see. */
  resumable(): string | null {
    return this.get(SESSION_KEY);
  }

  rememberSession(user: string | null): void {
    this.set(SESSION_KEY, user);
  }

  lastNumber(): string {
    return this.get(LAST_NUMBER_KEY) ?? '';
  }

  rememberNumber(number: string): void {
    this.set(LAST_NUMBER_KEY, number);
  }

  get(key: string): string | null {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      return null; // Storage is switched off in this browser: the phone works, it only forgets.
    }
  }

  set(key: string, value: string | null): void {
    try {
      if (value === null) {
        this.storage?.removeItem(key);
      } else {
        this.storage?.setItem(key, value);
      }
    } catch {
      // See get().
    }
  }
}

function theme(stored: string | null): Theme {
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

/** The page's storage, or null where the browser forbids it. */
export function pageStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** What lives as long as this tab, and no longer. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Under what name something of one account is kept. */
export function recordKey(kind: string, user: string): string {
  return `landline.${kind}.${user}`;
}
