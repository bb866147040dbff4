import { css, html, LitElement, nothing } from 'lit';
import { isLive } from '../call';
import { clock, partyName } from '../call-words';
import { initials } from '../number';
import type { Phone, PhoneState } from '../phone';
import type { RecentCall } from '../recents';
import { icon, type IconName } from './icons';
import { shared } from './styles';
import { language, t } from '../words/words';

export type ListName = 'numbers' | 'recent';

/** Numbers to try and calls made: one click calls. */
export class Lists extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    list: { type: String },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-height: 0;
      }

      h2 {
        padding: 4px 12px 10px;
        font-size: 19px;
        font-weight: 650;
        letter-spacing: -0.01em;
      }

      .row {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: 14px;
        width: 100%;
        min-height: 64px;
        padding: 9px 12px;
        border-radius: var(--radius-m);
        text-align: start;
      }

      .row:hover {
        background: var(--hover);
      }

      .row[aria-disabled='true'] {
        cursor: not-allowed;
        opacity: 0.6;
      }

      .face {
        display: grid;
        place-items: center;
        width: 42px;
        height: 42px;
        border-radius: 50%;
        background: var(--accent-tint);
        color: var(--accent);
        font-size: 14.5px;
        font-weight: 600;
      }

      .face.missed {
        background: var(--stop-tint);
        color: var(--stop-text);
      }

      .text {
        display: grid;
        min-width: 0;
      }

      .title {
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .detail {
        display: -webkit-box;
        overflow: hidden;
        font-size: 13.5px;
        line-height: 1.4;
        color: var(--ink-soft);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }

      .detail.missed {
        color: var(--stop-text);
      }

      .side {
        font-size: 13.5px;
        font-weight: 500;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--ink-soft);
      }

      .empty {
        display: grid;
        justify-items: center;
        gap: 10px;
        padding: 48px 24px;
        text-align: center;
        color: var(--ink-soft);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare list: ListName;

  override render() {
    return this.list === 'numbers' ? this.numbers() : this.recent();
  }

  private numbers() {
    const numbers = this.state.config.demo?.numbers ?? [];
    return html`<h2>${t('phone.numbers-to-try')}</h2>
      <ul>
        ${numbers.map(
          (entry) =>
            html`<li>
              ${this.row({
                testId: `demo-number-${entry.number}`,
                number: entry.number,
                name: entry.title,
                face: icon('phone', 19),
                title: entry.title,
                detail: entry.description,
                side: entry.number,
              })}
            </li>`,
        )}
      </ul>`;
  }

  private recent() {
    const recents = this.state.recents;
    return html`<h2>${t('phone.recent-calls')}</h2>
      ${recents.length === 0
        ? html`<div class="empty">
            ${icon('clock', 30)}
            <p>${t('phone.no-recents')}</p>
          </div>`
        : html`<ul data-testid="recent-list">
            ${recents.map((recent) => html`<li>${this.recentRow(recent)}</li>`)}
          </ul>`}`;
  }

  private recentRow(recent: RecentCall) {
    const [drawing, words] = outcome(recent);
    const isMissed = recent.outcome === 'missed';
    return this.row({
      testId: 'recent-call',
      number: recent.user,
      name: recent.displayName,
      face: initials(recent.displayName) ?? icon(drawing, 20),
      title: partyName(recent),
      detail: words,
      side: when(recent.atMillis),
      missed: isMissed,
    });
  }

  /** A second call may be made while the first is answered: it is put on hold. */
  private isFree(): boolean {
    const call = this.state.call;
    return !isLive(call) || call.phase === 'in-call';
  }

  private row(row: {
    testId: string;
    number: string;
    name: string | null;
    face: unknown;
    title: string;
    detail: string;
    side: string;
    missed?: boolean;
  }) {
    const missed = row.missed === true ? 'missed' : '';
    const callable = row.number !== 'anonymous' && this.state.line === 'ready' && this.isFree();
    return html`<button
      type="button"
      class="row"
      data-testid=${row.testId}
      aria-disabled=${!callable}
      @click=${() => (callable ? this.phone.dial(row.number, row.name) : undefined)}
    >
      <span class="face ${missed}" aria-hidden="true">${row.face}</span>
      <span class="text"
        ><span class="hidden-text">${t('phone.do-call')} </span><span class="title">${row.title}</span> ${row.detail ===
        ''
          ? nothing
          : html`<span class="detail ${missed}">${row.detail}</span>`}</span
      >
      <span class="side ltr">${row.side}</span>
    </button>`;
  }
}

function outcome(recent: RecentCall): readonly [IconName, string] {
  switch (recent.outcome) {
    case 'missed':
      return ['missed', t('phone.missed')];
    case 'elsewhere':
      return ['incoming', t('phone.elsewhere')];
    case 'unanswered':
      return ['outgoing', t('phone.not-connected')];
    case 'answered':
      return recent.direction === 'outgoing'
        ? ['outgoing', withLength(t('phone.outgoing'), recent.seconds)]
        : ['incoming', withLength(t('phone.incoming-short'), recent.seconds)];
  }
}

function withLength(what: string, seconds: number): string {
  return seconds > 0 ? t('phone.with-length', { what, length: clock(seconds) }) : what;
}

function when(atMillis: number): string {
  const date = new Date(atMillis);
  const isToday = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(
    language(),
    isToday ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  ).format(date);
}

customElements.define('landline-lists', Lists);
