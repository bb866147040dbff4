import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Colleague, LiveCall, Overview as Figures } from '../api/types';
import { clock } from '../call-words';
import type { Phone, PhoneState } from '../phone';
import { icon, type IconName } from '../views/icons';
import { shared } from '../views/styles';
import { t, type Key } from '../words/words';
import { evolution } from './evolution';
import { count, length, sideName } from './format';
import { loaded, LOADING, noSession, RECORD_WRITTEN_MILLIS, show, type Loaded } from './loaded';
import { consoleStyles } from './styles';

const SPANS: Readonly<Record<string, readonly [days: number, name: Key]>> = {
  today: [1, 'console.today'],
  week: [7, 'console.week'],
  month: [30, 'console.month'],
};
const FEED_LENGTH = 20;
const DAY_MILLIS = 86_400_000;

const AVAILABILITY: Readonly<Record<Colleague['availability'], readonly [drawing: IconName, name: Key]>> = {
  available: ['check', 'console.available'],
  ringing: ['phone', 'console.ringing'],
  'in-call': ['phone', 'console.in-call'],
  offline: ['cross', 'console.offline'],
};

/** How the telephones of the team are doing: figures over a time, and what goes on now. */
export class Overview extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    span: { state: true },
    figures: { state: true },
    live: { state: true },
    feed: { state: true },
    colleagues: { state: true },
    nowMillis: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 12px;
      }

      @media (max-width: 560px) {
        .tiles {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }

      .tile {
        display: grid;
        gap: 2px;
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }

      .tile dt {
        font-size: 13.5px;
        color: var(--ink-soft);
      }

      .tile dd {
        font-size: 26px;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.02em;
      }

      .panel {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }

      .line {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 40px;
      }

      .line .end {
        margin-inline-start: auto;
        font-size: 13.5px;
        font-variant-numeric: tabular-nums;
        color: var(--ink-soft);
      }

      .available svg {
        color: var(--go-text);
      }

      .in-call svg,
      .ringing svg {
        color: var(--warn-text);
      }

      .chart {
        width: 100%;
        height: 140px;
      }

      .chart .all {
        fill: var(--accent-tint);
        stroke: var(--accent);
      }

      .chart .missed {
        fill: var(--stop);
      }

      summary {
        min-height: 44px;
        line-height: 44px;
        cursor: pointer;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare span: string;
  declare figures: Loaded<Figures>;
  declare live: readonly LiveCall[];
  declare feed: readonly { readonly at: number; readonly words: string }[];
  declare colleagues: readonly Colleague[];
  declare nowMillis: number;
  private stops: (() => void)[] = [];
  private again: ReturnType<typeof setTimeout> | undefined;
  private ticker: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.span = 'today';
    this.figures = LOADING;
    this.live = [];
    this.feed = [];
    this.colleagues = [];
    this.nowMillis = Date.now();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticker = setInterval(() => (this.nowMillis = Date.now()), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticker);
    clearTimeout(this.again);
    this.stops.forEach((stop) => stop());
    this.stops = [];
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('state') as PhoneState | undefined;
    if (changed.has('state') && this.state.me !== null && before?.me !== this.state.me) {
      this.listen();
      void this.load();
    }
  }

  private listen(): void {
    const { events } = this.phone;
    this.stops.forEach((stop) => stop());
    this.stops = [
      events.on('snapshot', ({ calls, colleagues }) => {
        this.live = calls;
        this.colleagues = colleagues;
      }),
      events.on('call', (call) => (this.live = [...this.live.filter((other) => other.id !== call.id), call])),
      events.on('ended', (call) => {
        this.live = this.live.filter((other) => other.id !== call.id);
        const words = `${t('console.to', { from: sideName(call.caller), to: sideName(call.callee) })}: ${t(`console.outcome-${call.outcome}`)}`;
        this.feed = [{ at: Date.now(), words }, ...this.feed].slice(0, FEED_LENGTH);
        clearTimeout(this.again);
        this.again = setTimeout(() => void this.load(), RECORD_WRITTEN_MILLIS);
      }),
      events.on('presence', ({ user, availability }) => {
        this.colleagues = this.colleagues.map((one) => (one.user === user ? { ...one, availability } : one));
      }),
    ];
  }

  override render() {
    if (this.state.me === null) {
      return noSession();
    }
    return html`<div class="head">
        <h2>${t('console.overview')}</h2>
        <select aria-label=${t('console.span')} data-testid="span" @change=${this.onSpan}>
          ${Object.entries(SPANS).map(([name, [, words]]) => html`<option value=${name}>${t(words)}</option>`)}
        </select>
      </div>
      ${show(
        this.figures,
        (figures) => this.tiles(figures),
        () => void this.load(),
      )}
      ${this.going()} ${this.team()} ${this.happening()}`;
  }

  private tiles(figures: Figures) {
    const tile = (name: string, words: Key, value: string) =>
      html`<div class="tile">
        <dt>${t(words)}</dt>
        <dd data-testid=${`tile-${name}`}>${value}</dd>
      </div>`;
    return html`<dl class="tiles">
        ${tile('now', 'console.calls-now', count(this.live.length))}
        ${tile('total', 'console.total', count(figures.total))}
        ${tile('inbound', 'console.inbound', count(figures.inbound))}
        ${tile('missed', 'console.missed', count(figures.missed))}
        ${tile('wait', 'console.wait', length(figures.averageWaitSeconds))}
        ${tile('talk', 'console.talk', length(figures.averageTalkSeconds))}
      </dl>
      ${evolution(figures)}`;
  }

  private going() {
    return html`<section class="panel" aria-label=${t('console.live')}>
      <h3>${t('console.live')}</h3>
      ${this.live.length === 0
        ? html`<p class="soft">${t('console.no-live')}</p>`
        : html`<ul data-testid="live-calls">
            ${this.live.map(
              (call) =>
                html`<li class="line" data-testid="live-call">
                  ${icon('phone', 18)}<span
                    >${t('console.to', { from: sideName(call.caller), to: sideName(call.callee) })}</span
                  ><span class="end"
                    >${t(call.state === 'ringing' ? 'console.ringing' : 'console.talking')}
                    <span class="ltr">${clock(this.seconds(call))}</span></span
                  >
                </li>`,
            )}
          </ul>`}
    </section>`;
  }

  private seconds(call: LiveCall): number {
    return Math.max(0, Math.floor((this.nowMillis - Date.parse(call.answered ?? call.started)) / 1000));
  }

  private team() {
    return this.colleagues.length === 0
      ? nothing
      : html`<section class="panel" aria-label=${t('console.colleagues')}>
          <h3>${t('console.colleagues')}</h3>
          <ul>
            ${this.colleagues.map((colleague) => {
              const [drawing, words] = AVAILABILITY[colleague.availability];
              return html`<li class="line ${colleague.availability}" data-testid="colleague">
                ${icon(drawing, 18)}<bdi>${colleague.displayName}</bdi><span class="end">${t(words)}</span>
              </li>`;
            })}
          </ul>
        </section>`;
  }

  private happening() {
    return html`<section class="panel" aria-label=${t('console.activity')}>
      <h3>${t('console.activity')}</h3>
      ${this.feed.length === 0
        ? html`<p class="soft">${t('console.no-activity')}</p>`
        : html`<ul data-testid="activity">
            ${this.feed.map((entry) => html`<li class="line">${entry.words}</li>`)}
          </ul>`}
    </section>`;
  }

  private readonly onSpan = (event: Event): void => {
    this.span = (event.target as HTMLSelectElement).value;
    void this.load();
  };

  private async load(): Promise<void> {
    const [days] = SPANS[this.span]!;
    const midnight = new Date().setHours(0, 0, 0, 0);
    const from = new Date(midnight - (days - 1) * DAY_MILLIS).toISOString();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.figures = await loaded(this.phone.api.get<Figures>('/overview', { from, zone }));
  }
}

customElements.define('landline-overview', Overview);
