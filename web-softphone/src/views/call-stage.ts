import { css, html, LitElement, nothing } from 'lit';
import { durationSeconds, type Call } from '../call';
import { clock, phaseWords, transferWords } from '../call-words';
import type { Phone, PhoneState } from '../phone';
import { t } from '../words/words';
import { face, faceStyles, partyLines } from './face';
import { icon } from './icons';
import './call-controls';
import type { CallControls } from './call-controls';
import './keypad';
import '../quality/quality-view';
import './other-calls';
import { microphoneNotice } from './microphone-notice';
import { shared } from './styles';

/** A call from dialling to its last second: who, what state, and the controls. */
export class CallStage extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    nowMillis: { state: true },
    writing: { state: true },
  };
  static override styles = [
    shared,
    faceStyles,
    css`
      :host {
        display: block;
        width: min(100%, 360px);
        margin: 0 auto;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: 10px;
        text-align: center;
      }

      /* Focus only waits here; nothing on the section itself can be operated. */
      section:focus {
        outline: 0;
      }

      .face {
        margin: 18px 0 14px;
      }

      section.compact {
        --face: 56px;
        --key-height: 54px;
        --keypad-gap: 9px;
      }

      section.compact .face {
        margin: 0 0 2px;
      }

      section.compact .face svg {
        width: 26px;
      }

      section.compact .name {
        font-size: 20px;
      }

      .state {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        color: var(--ink-soft);
      }

      .state.warn {
        color: var(--warn-text);
      }

      .state.live {
        padding: 0 14px;
        border-radius: 999px;
        background: var(--go-tint);
        color: var(--go-text);
        font-weight: 600;
      }

      .timer {
        font-variant-numeric: tabular-nums;
      }

      .sent {
        max-width: 100%;
        min-height: 30px;
        overflow: hidden;
        font-size: 20px;
        letter-spacing: 0.12em;
        font-variant-numeric: tabular-nums;
        direction: rtl;
        white-space: nowrap;
      }

      landline-keypad {
        width: min(100%, 300px);
      }

      .hang-up {
        width: min(100%, 260px);
        min-height: 58px;
        margin-top: 22px;
        font-size: 17px;
      }

      .compact .hang-up {
        margin-top: 12px;
      }

      .microphone {
        display: grid;
        gap: 14px;
        width: 100%;
        margin-top: 8px;
      }

      .ways {
        display: grid;
        gap: 10px;
      }

      .muted-note {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 12px;
        border-radius: 999px;
        background: var(--warn-tint);
        font-size: 14px;
        font-weight: 600;
        color: var(--warn-text);
      }

      @media (max-height: 700px) {
        section {
          gap: 6px;
        }

        section.compact {
          --key-height: 45px;
          --keypad-gap: 7px;
        }

        section.compact .face {
          display: none;
        }

        .compact .hang-up {
          min-height: 50px;
          margin-top: 4px;
        }
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare nowMillis: number;
  /** A note is being written: the face makes room. */
  declare writing: boolean;
  private ticker: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.nowMillis = Date.now();
    this.writing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticker = setInterval(() => (this.nowMillis = Date.now()), 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticker);
  }

  /** Focus goes to the stage, not to "Hang up": the Enter that dialled must not end the call. */
  focusStage(): void {
    this.renderRoot.querySelector('section')?.focus();
  }

  openTransfer(): void {
    this.renderRoot.querySelector<CallControls>('landline-call-controls')?.openTransfer();
  }

  override render() {
    const call = this.state.call;
    if (call === null) {
      return nothing;
    }
    if (call.phase === 'in-call') {
      void import('./call-extras');
    }
    const writing = this.writing && call.phase === 'in-call' && !call.keypadOpen;
    const compact = call.keypadOpen || call.problem !== null || writing;
    return html`<section tabindex="-1" aria-label=${t('phone.call')} class=${compact ? 'compact' : ''}>
      <landline-other-calls
        .phone=${this.phone}
        .state=${this.state}
        .nowMillis=${this.nowMillis}
      ></landline-other-calls>
      ${face(call.party, mood(call))} ${partyLines(call.party)} ${this.stateLine(call)} ${this.notes(call)}
      ${call.phase === 'in-call' && !compact
        ? html`<landline-quality .phone=${this.phone} .state=${this.state} .call=${call.key}></landline-quality>`
        : nothing}
      ${call.problem === null ? nothing : microphoneNotice(this.phone, call.problem, false)} ${this.transferLine(call)}
      ${call.keypadOpen ? this.keypad(call) : nothing}
      ${call.problem === null
        ? html`<landline-call-controls
            ?compact=${compact}
            .phone=${this.phone}
            .state=${this.state}
          ></landline-call-controls>`
        : nothing}
      ${call.phase === 'in-call' && !call.keypadOpen
        ? html`<landline-call-extras
            live
            @writing=${(event: CustomEvent<boolean>) => (this.writing = event.detail)}
            .phone=${this.phone}
            .state=${this.state}
            .call=${call.key}
          ></landline-call-extras>`
        : nothing}
      <button type="button" class="button stop hang-up" data-testid="hang-up" @click=${() => this.phone.hangUp()}>
        ${icon('hangUp', 26)}${call.phase === 'in-call' ? t('phone.hang-up') : t('phone.cancel-call')}
      </button>
    </section>`;
  }

  private stateLine(call: Call) {
    const live = call.phase === 'in-call' && !call.mediaInterrupted;
    const warn = call.mediaInterrupted || call.slow || call.problem !== null;
    if (call.problem !== null) {
      return this.stateMarker(call, '', 'hidden-text');
    }
    return html`${this.stateMarker(
      call,
      call.phase === 'in-call'
        ? html`<span class="timer" role="timer" aria-live="off" data-testid="call-timer"
            >${clock(durationSeconds(call, this.nowMillis))}</span
          >`
        : '',
      `state ${live ? 'live' : ''} ${warn ? 'warn' : ''}`,
    )}`;
  }

  private stateMarker(call: Call, timer: unknown, classes: string) {
    return html`<p class=${classes} data-testid="call-state" data-state=${call.phase}>
      <span>${phaseWords(call)}</span>${timer}
    </p>`;
  }

  /** What becomes of a transfer, in words. */
  private transferLine(call: Call) {
    return call.transfer === null
      ? nothing
      : html`<p class="muted-note" role="status" data-testid="transfer-state" data-state=${call.transfer.state}>
          ${transferWords(call.transfer)}
        </p>`;
  }

  private notes(call: Call) {
    if (call.heldAtMillis !== null) {
      const seconds = Math.max(0, Math.floor((this.nowMillis - call.heldAtMillis) / 1000));
      return html`<p class="muted-note" data-testid="on-hold">
        ${icon('pause', 18)}${t('calls.on-hold')} <span class="ltr">${clock(seconds)}</span>
      </p>`;
    }
    if (call.listenOnly) {
      return html`<p class="muted-note" data-testid="listening-only">${icon('ear', 18)}${t('phone.listen-only')}</p>`;
    }
    return call.muted ? html`<p class="muted-note">${icon('microphoneOff', 18)}${t('phone.muted')}</p>` : nothing;
  }

  private keypad(call: Call) {
    return html`<p class="sent" aria-label=${t('phone.digits-sent')} data-testid="digits-sent">
        <bdi>${call.digits}</bdi>
      </p>
      <landline-keypad
        data-testid="in-call-keypad"
        @digit=${(event: CustomEvent<string>) => this.phone.sendDigit(event.detail)}
      ></landline-keypad>`;
  }
}

function mood(call: Call): '' | 'pulse' | 'live' {
  switch (call.phase) {
    case 'calling':
    case 'ringing':
    case 'connecting':
      return 'pulse';
    case 'in-call':
      return 'live';
    default:
      return '';
  }
}

customElements.define('landline-call-stage', CallStage);
