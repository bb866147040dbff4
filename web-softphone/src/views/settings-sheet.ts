import { css, html, LitElement, nothing } from 'lit';
import { askToNotify, notificationPermission } from '../notifications';
import type { Phone, PhoneState } from '../phone';
import { routeTo } from '../routes';
import { SHORTCUT_LIST } from '../shortcuts';
import type { Theme } from '../settings';
import { LANGUAGES, t, type Key, type Language } from '../words/words';
import './device-pickers';
import { icon } from './icons';
import { shared } from './styles';

/** Settings and the list of keys, in a modal dialog. */
export class SettingsSheet extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false }, shown: { state: true } };
  static override styles = [
    shared,
    css`
      dialog {
        width: min(calc(100% - 32px), 480px);
        max-height: calc(100dvh - 32px);
        padding: 0;
        border: 0;
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-high);
      }

      dialog::backdrop {
        background: rgb(10 16 26 / 55%);
      }

      .head {
        position: sticky;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 14px 14px 10px 24px;
        background: var(--surface);
      }

      h2 {
        font-size: 20px;
        font-weight: 650;
        letter-spacing: -0.01em;
      }

      .body {
        display: grid;
        gap: 22px;
        padding: 4px 24px 26px;
      }

      h3 {
        margin-bottom: 10px;
        font-size: 14px;
        font-weight: 600;
        color: var(--ink-soft);
      }

      label {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: 4px 18px;
        padding: 10px 0;
        cursor: pointer;
      }

      .choice select {
        min-height: 44px;
        max-width: 200px;
        padding: 6px 10px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-s);
        background: var(--surface);
        color: inherit;
        font: inherit;
      }

      .notify {
        display: grid;
        gap: 4px;
        padding: 10px 0;
      }

      .notify .button {
        justify-self: start;
        min-height: 44px;
        margin-top: 6px;
      }

      .explain {
        grid-column: 1;
        font-size: 13.5px;
        color: var(--ink-soft);
      }

      .label {
        font-weight: 600;
      }

      input {
        grid-row: 1 / span 2;
        grid-column: 2;
        width: 46px;
        height: 28px;
        margin: 0;
        border: 2px solid var(--control-line);
        border-radius: 999px;
        appearance: none;
        background: radial-gradient(circle at 11px 50%, var(--control-line) 7.5px, transparent 8px);
        cursor: pointer;
      }

      input:checked {
        border-color: var(--accent);
        background: radial-gradient(circle at 31px 50%, var(--on-accent) 8.5px, var(--accent) 9px);
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 9px 18px;
        align-items: baseline;
        font-size: 14.5px;
      }

      kbd {
        display: inline-block;
        padding: 2px 8px;
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--sunken);
        font: inherit;
        font-size: 13px;
        font-weight: 600;
        white-space: nowrap;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  /** Open: the microphone's level is watched only then. */
  declare shown: boolean;

  constructor() {
    super();
    this.shown = false;
  }

  show(): void {
    const dialog = this.dialog();
    if (dialog !== null && !dialog.open) {
      this.shown = true;
      void import('./call-settings');
      dialog.addEventListener('close', () => (this.shown = false), { once: true });
      dialog.showModal();
    }
  }

  override render() {
    const { rawAudio, singleKeys, autoAnswer, language, theme } = this.state.settings;
    return html`<dialog aria-labelledby="title" data-testid="settings-sheet" @click=${this.onBackdrop}>
      <div class="head">
        <h2 id="title">${t('settings.title')}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label=${t('settings.close')}
          data-testid="settings-close"
          @click=${() => this.dialog()?.close()}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="body">
        <section>
          <h3>${t('settings.devices')}</h3>
          <landline-device-pickers
            .phone=${this.phone}
            .state=${this.state}
            .shown=${this.shown}
          ></landline-device-pickers>
          ${rawAudio ? nothing : this.treatment()}
          ${this.toggle('raw-audio', 'settings.raw', 'settings.raw-explained', rawAudio, (on) =>
            this.phone.changeSettings({ rawAudio: on }),
          )}
        </section>
        <section>
          <h3>${t('settings.calls')}</h3>
          ${this.toggle(
            'do-not-disturb',
            'settings.disturb',
            'settings.disturb-explained',
            this.state.doNotDisturb,
            (on) => this.phone.setDoNotDisturb(on),
          )}
          ${this.toggle('auto-answer', 'settings.auto-answer', 'settings.auto-answer-explained', autoAnswer, (on) =>
            this.phone.changeSettings({ autoAnswer: on }),
          )}
          ${this.notifications()} ${this.telLinks()}
          ${this.state.me === null
            ? nothing
            : html`<landline-call-settings
                .phone=${this.phone}
                .state=${this.state}
                .shown=${this.shown}
              ></landline-call-settings>`}
        </section>
        <section>
          <h3>${t('settings.looks')}</h3>
          <label class="choice"
            ><span class="label">${t('settings.language')}</span>
            <select data-testid="language" @change=${this.onLanguage}>
              ${Object.entries(LANGUAGES).map(
                ([tag, { name }]) =>
                  html`<option value=${tag} lang=${tag} ?selected=${tag === language}>${name}</option>`,
              )}
            </select></label
          >
          <label class="choice"
            ><span class="label">${t('settings.theme')}</span>
            <select data-testid="theme" @change=${this.onTheme}>
              ${(['auto', 'light', 'dark'] as const).map(
                (one) => html`<option value=${one} ?selected=${one === theme}>${t(`settings.theme-${one}`)}</option>`,
              )}
            </select></label
          >
        </section>
        <section>
          <h3>${t('settings.keyboard')}</h3>
          ${this.toggle('single-keys', 'settings.keys', 'settings.keys-explained', singleKeys, (on) =>
            this.phone.changeSettings({ singleKeys: on }),
          )}
          <dl>
            ${SHORTCUT_LIST.map(
              ([keys, meaning]) =>
                html`<dt><kbd>${keys}</kbd></dt>
                  <dd>${t(meaning)}</dd>`,
            )}
          </dl>
        </section>
        <a class="button" href=${routeTo('support')} data-testid="open-support" @click=${() => this.dialog()?.close()}
          >${icon('lifebuoy', 20)}${t('support.open')}</a
        >
      </div>
    </dialog>`;
  }

  private notifications() {
    const allowed = notificationPermission();
    if (allowed === null) {
      return nothing;
    }
    return html`<div class="notify">
      <span class="label">${t('settings.notify')}</span>
      <span class="explain" data-testid="notifications" data-state=${allowed}>${t(`settings.notify-${allowed}`)}</span>
      ${allowed === 'default'
        ? html`<button type="button" class="button quiet" data-testid="allow-notifications" @click=${this.askToNotify}>
            ${t('settings.notify-allow')}
          </button>`
        : nothing}
    </div>`;
  }

  /** What the browser does to the microphone's sound; all of it is off with raw audio. */
  private treatment() {
    const { echoCancellation, noiseSuppression, gainControl } = this.state.settings;
    return html`${this.toggle('echo', 'settings.echo', 'settings.echo-explained', echoCancellation, (on) =>
      this.phone.changeSettings({ echoCancellation: on }),
    )}
    ${this.toggle('noise', 'settings.noise', 'settings.noise-explained', noiseSuppression, (on) =>
      this.phone.changeSettings({ noiseSuppression: on }),
    )}
    ${this.toggle('gain', 'settings.gain', 'settings.gain-explained', gainControl, (on) =>
      this.phone.changeSettings({ gainControl: on }),
    )}`;
  }

  /** Some browsers know no such handlers, and none says afterwards what became of it. */
  private telLinks() {
    if (typeof navigator.registerProtocolHandler !== 'function') {
      return nothing;
    }
    return html`<div class="notify">
      <span class="label">${t('settings.links')}</span>
      <span class="explain">${t('settings.links-explained')}</span>
      <button type="button" class="button quiet" data-testid="take-links" @click=${takeLinks}>
        ${t('settings.links-take')}
      </button>
    </div>`;
  }

  private readonly askToNotify = async (): Promise<void> => {
    await askToNotify();
    this.requestUpdate();
  };

  private toggle(testId: string, label: Key, explained: Key, on: boolean, change: (on: boolean) => void) {
    return html`<label>
      <span class="label">${t(label)}</span>
      <span class="explain">${t(explained)}</span>
      <input
        type="checkbox"
        role="switch"
        data-testid=${testId}
        .checked=${on}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />
    </label>`;
  }

  private readonly onLanguage = (event: Event): void =>
    this.phone.changeSettings({ language: (event.target as HTMLSelectElement).value as Language });

  private readonly onTheme = (event: Event): void =>
    this.phone.changeSettings({ theme: (event.target as HTMLSelectElement).value as Theme });

  private onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog()) {
      this.dialog()?.close();
    }
  }

  private dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }
}

function takeLinks(): void {
  for (const scheme of ['tel', 'sip']) {
    try {
      navigator.registerProtocolHandler(scheme, new URL('./#/dial?to=%s', window.location.href).href);
    } catch {
      // Only pages that came by https may ask for it.
    }
  }
}

customElements.define('landline-settings-sheet', SettingsSheet);
