/** Choices kept in this browser. Passwords are not among them. */
export interface Settings {
  /** Echo cancellation, noise suppression and gain control off. */
  readonly rawAudio: boolean;
  /** M, K, A, D and ? act without a modifier (WCAG 2.1.4 wants a way to switch them off). */
  readonly singleKeys: boolean;
}

const AUDIO_KEY = 'landline.audio';
const SINGLE_KEYS_KEY = 'landline.single-keys';
const USER_KEY = 'landline.user';
const LAST_NUMBER_KEY = 'landline.last-number';

export class SettingsStore {
  /** `query` is the page's search string: `?audio=raw` wins over the stored choice, for this page only. */
  constructor(
    private readonly storage: Storage | null,
    private readonly query: string,
  ) {}

  read(): Settings {
    const asked = new URLSearchParams(this.query).get('audio');
    return {
      rawAudio: (asked ?? this.get(AUDIO_KEY)) === 'raw',
      singleKeys: this.get(SINGLE_KEYS_KEY) !== 'off',
    };
  }

  /** Keeps what was changed and only that: a choice that came with the address stays with the address. */
  write(change: Partial<Settings>): void {
    if (change.rawAudio !== undefined) {
      this.set(AUDIO_KEY, change.rawAudio ? 'raw' : null);
    }
    if (change.singleKeys !== undefined) {
      this.set(SINGLE_KEYS_KEY, change.singleKeys ? null : 'off');
    }
  }

  lastUser(): string {
    return this.get(USER_KEY) ?? '';
  }

  rememberUser(user: string): void {
    this.set(USER_KEY, user);
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

/** The page's storage, or null where the browser forbids it. */
export function pageStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
