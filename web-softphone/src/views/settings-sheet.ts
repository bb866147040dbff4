import { css, html, LitElement } from 'lit';
import type { Phone, PhoneState } from '../phone';
import { SHORTCUT_LIST } from '../shortcuts';
import { icon } from './icons';
import { shared } from './styles';

/** Settings and the list of keys, in a modal dialog. */
export class SettingsSheet extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false } };
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

  show(): void {
    const dialog = this.dialog();
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
    }
  }

  override render() {
    const { rawAudio, singleKeys } = this.state.settings;
    return html`<dialog aria-labelledby="title" data-testid="settings-sheet" @click=${this.onBackdrop}>
      <div class="head">
        <h2 id="title">Settings</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close"
          data-testid="settings-close"
          @click=${() => this.dialog()?.close()}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="body">
        <div>
          <label>
            <span class="label">Raw audio</span>
            <span class="explain">No echo cancellation, noise suppression or gain control. From the next call on.</span>
            <input
              type="checkbox"
              role="switch"
              data-testid="raw-audio"
              .checked=${rawAudio}
              @change=${(event: Event) => this.phone.changeSettings({ rawAudio: checked(event) })}
            />
          </label>
          <label>
            <span class="label">Single-key shortcuts</span>
            <span class="explain">A, D, M, K and ? act without a modifier key.</span>
            <input
              type="checkbox"
              role="switch"
              data-testid="single-keys"
              .checked=${singleKeys}
              @change=${(event: Event) => this.phone.changeSettings({ singleKeys: checked(event) })}
            />
          </label>
        </div>
        <div>
          <h3>Keyboard</h3>
          <dl>
            ${SHORTCUT_LIST.map(
              ([keys, meaning]) =>
                html`<dt><kbd>${keys}</kbd></dt>
                  <dd>${meaning}</dd>`,
            )}
          </dl>
        </div>
      </div>
    </dialog>`;
  }

  private onBackdrop(event: MouseEvent): void {
    if (event.target === this.dialog()) {
      this.dialog()?.close();
    }
  }

  private dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }
}

function checked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}

customElements.define('landline-settings-sheet', SettingsSheet);
