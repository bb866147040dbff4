import { css, html, LitElement } from 'lit';
import { partyName } from '../call-words';
import type { KeptCall } from '../kept-calls';
import type { Phone, PhoneState } from '../phone';
import { t } from '../words/words';
import { icon } from './icons';
import { shared } from './styles';

/** Calls that went on while the page was loaded again, each with a way back. */
export class Kept extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false } };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 10px;
        width: min(100%, 420px);
        margin: 0 auto;
      }

      .kept {
        display: grid;
        gap: 12px;
        padding: 24px 20px;
        border-radius: var(--radius-l);
        background: var(--warn-tint);
        text-align: center;
      }

      p {
        margin-bottom: 6px;
        font-size: 17px;
        font-weight: 600;
        color: var(--warn-text);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;

  override render() {
    return this.state.kept.map((kept) => this.one(kept));
  }

  private one(kept: KeptCall) {
    return html`<div class="kept" role="alert" data-testid="kept-call">
      <p>${t('calls.was-in-call', { name: partyName(kept.party) })}</p>
      <button type="button" class="button go" data-testid="take-back" @click=${() => this.phone.takeBack(kept)}>
        ${icon('phone')}${t('calls.take-back')}
      </button>
      <button type="button" class="button quiet" data-testid="let-go" @click=${() => this.phone.dropKept(kept)}>
        ${t('calls.let-go')}
      </button>
    </div>`;
  }
}

customElements.define('landline-kept', Kept);
