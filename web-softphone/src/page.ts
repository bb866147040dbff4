import { isLive } from './call';
import { partyName } from './call-words';
import type { LeadingPhone, Phone } from './phone';
import type { Leader } from './tabs/leader';
import { LANGUAGES, speak, t } from './words/words';

const TITLE = 'Landline';
const FLASH_MILLIS = 1000;
const LOOK_MILLIS = 5_000;
/** Hidden tabs are woken once a minute. */
const SLEPT_MILLIS = 90_000;

/** Ties a phone to what a page shows outside its views: title, language, colours. */
export function showOnPage(phone: Phone, page: Window): void {
  flashTitle(phone, page.document);
  showChoices(phone, page.document);
}

/**
 * Ties the phone that has the line to what only a page has: its end, the browser's permissions and network state.
 *
 * @param tabs the other tabs, which may go on with the calls
 */
export function tieToPage(phone: LeadingPhone, page: Window, tabs: Leader | null): void {
  page.addEventListener('beforeunload', (event) => {
    if (isLive(phone.state.call)) {
      event.preventDefault();
    }
  });
  page.addEventListener('pagehide', () => {
    if (tabs?.hasHeirs() === true) {
      tabs.leaveCalls();
    } else {
      // While the socket still takes messages.
      phone.leave();
    }
  });
  retryWhenAllowed(phone, page.navigator);
  const changed = () => phone.networkChanged(page.navigator.onLine);
  // From Wi-Fi to mobile, where the browser says so; and awake again after a sleep that timers slept through.
  (page.navigator as { connection?: EventTarget }).connection?.addEventListener('change', changed);
  whenAwake(changed);
  page.addEventListener('online', () => phone.networkChanged(true));
  page.addEventListener('offline', () => phone.networkChanged(false));
}

function whenAwake(awake: () => void): void {
  let lastMillis = Date.now();
  setInterval(() => {
    const nowMillis = Date.now();
    if (nowMillis - lastMillis > SLEPT_MILLIS) {
      awake();
    }
    lastMillis = nowMillis;
  }, LOOK_MILLIS);
}

/** Once the browser's question was answered with yes, a call that waits for it goes on, and one that listens speaks. */
function retryWhenAllowed(phone: Phone, navigator: Navigator): void {
  navigator.permissions
    ?.query({ name: 'microphone' as PermissionName })
    .then((permission) => {
      permission.addEventListener('change', () => {
        const call = phone.state.call;
        const waits = call?.phase === 'preparing' && call.problem !== null;
        if (permission.state === 'granted' && (waits || call?.listenOnly === true)) {
          phone.retryMicrophone();
        }
      });
    })
    // Not every browser lets a page watch this permission; "Try again" does the same.
    .catch(() => undefined);
}

function flashTitle(phone: Phone, document: Document): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  let lit = false;
  const show = () => {
    const call = phone.state.call;
    if (call?.phase === 'incoming') {
      lit = !lit;
      document.title = lit ? `☎ ${t('phone.is-calling', { name: partyName(call.party) })}` : t('phone.incoming');
    }
  };
  phone.subscribe(() => {
    const call = phone.state.call;
    if (call?.phase === 'incoming') {
      if (timer === undefined) {
        lit = false;
        show();
        timer = setInterval(show, FLASH_MILLIS);
      }
      return;
    }
    clearInterval(timer);
    timer = undefined;
    document.title = isLive(call) ? `${partyName(call.party)} · ${TITLE}` : TITLE;
  });
}

/** Language, direction of writing and colours stand at the root of the page, where styles and screen readers look. */
function showChoices(phone: Phone, document: Document): void {
  let shown: string | null = null;
  const show = () => {
    const { language, theme } = phone.state.settings;
    const root = document.documentElement;
    if (theme === 'auto') {
      root.removeAttribute('data-theme');
    } else {
      root.dataset['theme'] = theme;
    }
    if (language !== shown) {
      shown = language;
      void speak(language).then(() => {
        root.lang = language;
        root.dir = LANGUAGES[language].direction;
        phone.redraw();
      });
    }
  };
  show();
  phone.subscribe(show);
}
