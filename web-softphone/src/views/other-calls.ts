import { css, html, LitElement, nothing } from 'lit';
import { durationSeconds, type Call } from '../call';
import { othersOf, waitingOf } from '../calls';
import { clock, partyName, phaseWords } from '../call-words';
import type { Phone, PhoneState } from '../phone';
import { t } from '../words/words';
import { icon } from './icons';
import { shared } from './styles';

/** The calls beside the one in front: who waits to be answered, and who is on hold. */
export class OtherCalls extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    nowMillis: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        width: 100%;
      }

      .waiting,
      .other {
        padding: 12px 14px;
        border-radius: var(--radius-m);
        text-align: start;
      }

      .waiting {
        display: grid;
        gap: 10px;
        background: var(--go-tint);
        border: 1px solid var(--go);
      }

      .other {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 12px;
        background: var(--warn-tint);
        color: var(--warn-text);
      }

      .name {
        display: block;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .detail {
        font-size: 13.5px;
        font-variant-numeric: tabular-nums;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      .ways .button {
        flex: 1 1 110px;
        min-height: 44px;
        padding-inline: 10px;
        font-size: 14px;
      }

      .button:not(.go, .stop) {
        border: 1px solid currentcolor;
      }

      .other .button {
        min-height: 44px;
        padding-inline: 14px;
        font-size: 14px;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare nowMillis: number;

  override render() {
    const waiting = waitingOf(this.state.calls);
    const others = othersOf(this.state.calls);
    return html`${waiting === null ? nothing : this.waiting(waiting)}
    ${others.length === 0
      ? nothing
      : html`<ul aria-label=${t('calls.others')}>
          ${others.map((call) => html`<li>${this.other(call)}</li>`)}
        </ul>`}`;
  }

  private waiting(call: Call) {
    return html`<section class="waiting" role="alert" aria-label=${t('calls.waiting')} data-testid="waiting-call">
      <p>
        <span class="detail">${t('calls.waiting')}</span>
        <bdi class="name" data-testid="waiting-name">${partyName(call.party)}</bdi>
      </p>
      <div class="ways">
        <button type="button" class="button go" data-testid="hold-and-answer" @click=${() => this.phone.answer()}>
          ${t('calls.hold-and-answer')}
        </button>
        <button type="button" class="button" data-testid="end-and-answer" @click=${() => this.phone.endAndAnswer()}>
          ${t('calls.end-and-answer')}
        </button>
        <button type="button" class="button stop" data-testid="decline-waiting" @click=${() => this.phone.decline()}>
          ${t('calls.decline')}
        </button>
      </div>
    </section>`;
  }

  private other(call: Call) {
    const held = call.heldAtMillis !== null;
    const words = held ? t('calls.on-hold') : phaseWords(call);
    const time =
      call.phase === 'in-call' ? clock(held ? this.seconds(call) : durationSeconds(call, this.nowMillis)) : '';
    return html`<div class="other" data-testid="other-call" data-held=${held}>
      ${icon(held ? 'pause' : 'phone', 22)}
      <span
        ><bdi class="name" data-testid="other-name">${partyName(call.party)}</bdi>
        <span class="detail">${words} <span class="ltr">${time}</span></span></span
      >
      <button type="button" class="button" data-testid="swap" @click=${() => this.phone.swapTo(call.key)}>
        ${t('calls.swap')}
      </button>
    </div>`;
  }

  private seconds(call: Call): number {
    return Math.max(0, Math.floor((this.nowMillis - (call.heldAtMillis ?? this.nowMillis)) / 1000));
  }
}

customElements.define('landline-other-calls', OtherCalls);
