import { css, html, LitElement, nothing } from 'lit';
import type { Phone } from '../phone';
import { t } from '../words/words';
import { shared } from './styles';

export type ReachPurpose = 'transfer' | 'add';

/** Whom else to reach during a call: to hand the other side over, with or without asking first, or to add a call. */
export class ReachPanel extends LitElement {
  static override properties = {
    phone: { attribute: false },
    purpose: { type: String },
    problem: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        width: 100%;
        text-align: start;
      }

      form {
        display: grid;
        gap: 12px;
        padding: 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--sunken);
      }

      label {
        font-size: 14px;
        font-weight: 600;
      }

      input {
        width: 100%;
        height: 48px;
        margin-block-start: 6px;
        padding: 0 14px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-s);
        background: var(--surface);
        font-weight: 400;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      .ways .button {
        flex: 1 1 120px;
        min-height: 46px;
        padding-inline: 12px;
        font-size: 14.5px;
      }

      .ways .button:not(.primary) {
        border: 1px solid var(--control-line);
      }

      .bad {
        font-size: 14px;
        color: var(--stop-text);
      }
    `,
  ];

  declare phone: Phone;
  declare purpose: ReachPurpose;
  declare problem: boolean;

  constructor() {
    super();
    this.problem = false;
  }

  override firstUpdated(): void {
    this.field()?.focus();
  }

  override render() {
    const transfer = this.purpose === 'transfer';
    return html`<form novalidate @submit=${this.onSubmit} @keydown=${this.onKey} data-testid="reach-panel">
      <label
        >${t(transfer ? 'calls.transfer-to' : 'calls.add-to')}
        <input
          class="ltr"
          type="tel"
          inputmode="tel"
          autocomplete="off"
          spellcheck="false"
          placeholder=${t('calls.target')}
          data-testid="reach-target"
          aria-invalid=${this.problem}
          aria-describedby="reach-problem"
        />
      </label>
      <p id="reach-problem" class="bad" role=${this.problem ? 'alert' : nothing} ?hidden=${!this.problem}>
        ${t('calls.unusable')}
      </p>
      <div class="ways">
        ${transfer
          ? html`<button type="button" class="button" data-testid="transfer-now" @click=${this.transferNow}>
                ${t('calls.transfer-now')}
              </button>
              <button type="button" class="button primary" data-testid="ask-first" @click=${this.askFirst}>
                ${t('calls.ask-first')}
              </button>`
          : html`<button type="submit" class="button primary" data-testid="add-call-now">
              ${t('calls.call-them')}
            </button>`}
        <button type="button" class="button" data-testid="reach-cancel" @click=${this.close}>
          ${t('calls.cancel')}
        </button>
      </div>
    </form>`;
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    // Two ways lead on from a transfer: Enter must not choose one of them.
    if (this.purpose === 'add') {
      this.reach((text) => this.phone.dial(text));
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    }
  }

  private readonly transferNow = (): void => {
    const text = this.text();
    if (text !== '' && this.phone.transfer(text)) {
      this.close();
    } else {
      this.problem = true;
    }
  };

  private readonly askFirst = (): void => this.reach((text) => this.phone.consult(text));

  private reach(act: (text: string) => void): void {
    const text = this.text();
    if (text === '') {
      this.problem = true;
      return;
    }
    act(text);
    if (this.phone.state.entryProblem === null) {
      this.close();
    } else {
      this.problem = true;
    }
  }

  private readonly close = (): void => {
    this.dispatchEvent(new CustomEvent('done', { bubbles: true, composed: true }));
  };

  private text(): string {
    return this.field()?.value.trim() ?? '';
  }

  private field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

customElements.define('landline-reach-panel', ReachPanel);
