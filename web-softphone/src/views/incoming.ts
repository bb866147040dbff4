import { css, html, LitElement, nothing } from 'lit';
import { formatNumber, isolated } from '../number';
import type { Phone, PhoneState } from '../phone';
import { face, faceStyles, partyLines } from './face';
import { icon } from './icons';
import { microphoneNotice } from './microphone-notice';
import { shared } from './styles';
import { t } from '../words/words';

/** A call that rings. It lies above everything else and leaves the focus where it is. */
export class Incoming extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false } };
  static override styles = [
    shared,
    faceStyles,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        align-items: start;
        justify-items: center;
        padding: 76px 16px 16px;
        background: var(--veil);
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: 8px;
        width: min(100%, 400px);
        max-height: 100%;
        overflow: auto;
        padding: 30px 24px 24px;
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow-high);
        text-align: center;
        animation: arrive 0.28s var(--ease);
      }

      .face {
        margin: 10px 0 16px;
        --face: 92px;
      }

      .what {
        font-size: 14px;
        font-weight: 600;
        color: var(--ink-soft);
      }

      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        width: 100%;
        margin-top: 22px;
      }

      .choices.alone {
        grid-template-columns: 1fr;
        margin-top: 2px;
      }

      .choices .button {
        min-height: 58px;
        padding: 0 12px;
        font-size: 17px;
      }

      .keys {
        margin-top: 6px;
        font-size: 13px;
        color: var(--ink-soft);
      }

      .microphone {
        display: grid;
        gap: 14px;
        width: 100%;
        margin-top: 12px;
      }

      .ways {
        display: grid;
        gap: 10px;
      }

      @keyframes arrive {
        from {
          transform: translateY(-18px);
          opacity: 0;
        }
      }

      @media (max-width: 560px) {
        :host {
          padding: 0;
        }

        section {
          align-content: center;
          width: 100%;
          height: 100%;
          padding-bottom: max(24px, env(safe-area-inset-bottom));
          border-radius: 0;
        }

        .choices:not(.alone) {
          margin-top: 56px;
        }
      }

      @media (hover: none) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;

  override render() {
    const call = this.state.call;
    if (call === null) {
      return nothing;
    }
    return html`<section aria-label=${t('phone.incoming')} data-testid="incoming-call">
      ${face(call.party, 'pulse')}
      <p class="what" data-testid="call-state" data-state=${call.phase}>
        ${call.called === null
          ? t('phone.incoming')
          : t('phone.incoming-to', { number: isolated(formatNumber(call.called)) })}
      </p>
      ${partyLines(call.party)} ${call.problem === null ? nothing : microphoneNotice(this.phone, call.problem, true)}
      <div class="choices ${call.problem === null ? '' : 'alone'}">
        <button type="button" class="button stop" data-testid="decline" @click=${() => this.phone.decline()}>
          ${icon('hangUp', 25)}${t('phone.decline')}
        </button>
        ${call.problem === null
          ? html`<button type="button" class="button go" data-testid="answer" @click=${() => this.phone.answer()}>
              ${icon('phone')}${t('phone.answer')}
            </button>`
          : nothing}
      </div>
      ${this.state.settings.singleKeys && !isTyping() ? html`<p class="keys">${t('phone.incoming-keys')}</p>` : nothing}
    </section>`;
  }
}

/** In a text field letters are letters, so the hint would be wrong. */
function isTyping(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement;
  }
  return focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
}

customElements.define('landline-incoming', Incoming);
