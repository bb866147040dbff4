import { css, html, LitElement, nothing } from 'lit';
import { durationSeconds, type Call } from '../call';
import { clock } from '../call-words';
import { endingDetails, endingWords } from '../failure-words';
import type { Phone, PhoneState } from '../phone';
import { face, faceStyles, partyLines } from './face';
import { icon } from './icons';
import { shared } from './styles';
import { routeTo } from '../routes';
import { t } from '../words/words';

/** Why the call is over, in words, with what support needs one click away. */
export class Ended extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false } };
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
        margin: 18px 0 10px;
        --face: 84px;
      }

      .name {
        font-size: 21px;
      }

      .reason {
        width: 100%;
        margin-top: 10px;
      }

      .notice.calm {
        display: block;
        background: var(--sunken);
        text-align: center;
      }

      .notice strong {
        font-size: 16px;
      }

      .actions {
        display: grid;
        gap: 10px;
        width: min(100%, 260px);
        margin-top: 18px;
      }

      details {
        width: 100%;
        margin-top: 8px;
        font-size: 14px;
      }

      summary {
        display: inline-block;
        min-height: 32px;
        padding: 5px 12px;
        border-radius: 8px;
        font-weight: 600;
        color: var(--ink-soft);
        cursor: pointer;
      }

      @media (max-height: 620px) {
        .face {
          display: none;
        }
      }

      summary:hover {
        background: var(--hover);
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 6px 16px;
        margin-top: 8px;
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        text-align: start;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        overflow-wrap: anywhere;
      }

      .report {
        display: inline-block;
        min-height: 44px;
        line-height: 44px;
        color: var(--accent);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;

  focusStage(): void {
    this.renderRoot.querySelector('section')?.focus();
  }

  override render() {
    const call = this.state.call;
    if (call === null) {
      return nothing;
    }
    return html`<section tabindex="-1" aria-label=${t('phone.call-ended')} data-testid="call-state" data-state="ended">
      ${face(call.party, '')} ${partyLines(call.party)} ${this.reason(call)} ${this.actions(call)}
      ${call.answeredAtMillis === null
        ? nothing
        : html`<landline-call-extras
            .phone=${this.phone}
            .state=${this.state}
            .call=${call.key}
          ></landline-call-extras>`}
      ${this.details(call)}
    </section>`;
  }

  private reason(call: Call) {
    const words = endingWords(call);
    const seconds = durationSeconds(call, call.endedAtMillis ?? call.startedAtMillis);
    const length =
      call.answeredAtMillis === null
        ? nothing
        : html`<p data-testid="call-duration">${t('phone.lasted', { length: clock(seconds) })}</p>`;
    return html`<div class="reason">
      <div class="notice ${words.problem ? 'bad' : 'calm'}">
        ${words.problem ? icon('warning', 20) : nothing}<strong data-testid="ended-reason">${words.title}</strong>
        ${words.hint === null ? nothing : html`<p data-testid="ended-hint">${words.hint}</p>`} ${length}
      </div>
    </div>`;
  }

  private actions(call: Call) {
    const canCall = call.party.user !== 'anonymous';
    return html`<div class="actions">
      ${canCall
        ? html`<button
            type="button"
            class="button go"
            data-testid="call-again"
            @click=${() => this.phone.dial(call.party.user, call.party.displayName)}
          >
            ${icon('phone')}${call.direction === 'incoming' ? t('phone.call-back') : t('phone.call-again')}
          </button>`
        : nothing}
      <button type="button" class="button quiet" data-testid="dismiss" @click=${() => this.phone.dismiss()}>
        ${icon('keypad', 20)}${t('phone.back-to-keypad')}
      </button>
    </div>`;
  }

  private details(call: Call) {
    return html`<details>
      <summary data-testid="ended-details">${t('phone.details')}</summary>
      <dl>
        ${endingDetails(call).map(
          ({ id, label, value }) =>
            html`<dt>${label}</dt>
              <dd class="ltr" data-testid=${`ended-${id}`}>${value}</dd>`,
        )}
      </dl>
      <p><a class="report" href=${routeTo('support')} data-testid="report-problem">${t('support.report')}</a></p>
    </details>`;
  }
}

customElements.define('landline-ended', Ended);
