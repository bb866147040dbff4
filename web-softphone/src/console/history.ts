import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { CallPage, CallRecord } from '../api/types';
import type { Phone, PhoneState } from '../phone';
import { routeTo, type Route } from '../routes';
import { icon, type IconName } from '../views/icons';
import { shared } from '../views/styles';
import { t } from '../words/words';
import './call-details';
import { dateAndTime, length, otherSide, shortTime, sideName } from './format';
import { loaded, LOADING, noSession, RECORD_WRITTEN_MILLIS, show, type Loaded } from './loaded';
import { consoleStyles } from './styles';

const OUTCOMES = ['answered', 'missed', 'busy', 'refused', 'failed'] as const;
const DIRECTIONS = ['inbound', 'outbound', 'internal', 'transit'] as const;
const TYPING_MILLIS = 300;

interface Filter {
  readonly number: string;
  readonly outcome: string;
  readonly direction: string;
  readonly tag: string;
}

const ALL: Filter = { number: '', outcome: '', direction: '', tag: '' };

/** Calls that are over, with filters; one of them with all that is known about it. */
export class History extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    route: { attribute: false },
    filter: { state: true },
    page: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      form input {
        flex: 1 1 160px;
        min-width: 0;
      }

      .row {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 14px;
        min-height: 64px;
        padding: 8px 12px;
        border-radius: var(--radius-m);
        text-decoration: none;
        color: inherit;
      }

      .row:hover {
        background: var(--hover);
      }

      .row svg {
        color: var(--ink-soft);
      }

      .missed svg,
      .missed .what {
        color: var(--stop-text);
      }

      .name {
        display: block;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .what,
      .when {
        font-size: 13.5px;
        color: var(--ink-soft);
      }

      .tag {
        display: inline-block;
        margin-inline-start: 6px;
        padding: 0 8px;
        border-radius: 999px;
        background: var(--accent-tint);
        font-size: 12.5px;
        color: var(--accent);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare route: Route;
  declare filter: Filter;
  declare page: Loaded<CallPage>;
  private stopListening: (() => void) | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.filter = ALL;
    this.page = LOADING;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.filter = { ...ALL, tag: this.route.query.get('tag') ?? '', number: this.route.query.get('number') ?? '' };
    if (this.state.me !== null) {
      this.stopListening = this.phone.events.on('ended', () => {
        clearTimeout(this.typing);
        this.typing = setTimeout(() => void this.load(), RECORD_WRITTEN_MILLIS);
      });
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
    this.stopListening?.();
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('state') as PhoneState | undefined;
    const signedIn = changed.has('state') && before?.me !== this.state.me;
    // Whoever comes back from one call may have changed it.
    const back = changed.has('route') && this.route.rest === '';
    if (this.state.me !== null && (signedIn || back)) {
      void this.load();
    }
  }

  override render() {
    if (this.state.me === null) {
      return noSession();
    }
    if (this.route.rest !== '') {
      return html`<p><a class="button" href=${routeTo('history')}>${t('console.back')}</a></p>
        <landline-call-details
          .phone=${this.phone}
          .state=${this.state}
          .call=${this.route.rest}
        ></landline-call-details>`;
    }
    return html`<div class="head">
        <h2>${t('console.history')}</h2>
        <a class="button" download="calls.csv" data-testid="export-csv" href=${this.csv()}>${t('console.export')}</a>
      </div>
      ${this.filters()}
      ${show(
        this.page,
        (page) => this.list(page),
        () => void this.load(),
      )}`;
  }

  private filters() {
    return html`<form role="search" @submit=${(event: Event) => event.preventDefault()}>
      <input
        type="search"
        aria-label=${t('console.search')}
        placeholder=${t('console.search')}
        data-testid="filter-number"
        .value=${this.filter.number}
        @input=${(event: Event) => this.narrow({ number: (event.target as HTMLInputElement).value })}
      />
      <input
        type="search"
        aria-label=${t('console.tag')}
        placeholder=${t('console.tag')}
        data-testid="filter-tag"
        .value=${this.filter.tag}
        @input=${(event: Event) => this.narrow({ tag: (event.target as HTMLInputElement).value })}
      />
      <select
        aria-label=${t('console.any-outcome')}
        data-testid="filter-outcome"
        @change=${(event: Event) => this.narrow({ outcome: (event.target as HTMLSelectElement).value })}
      >
        <option value="">${t('console.any-outcome')}</option>
        ${OUTCOMES.map((outcome) => html`<option value=${outcome}>${t(`console.outcome-${outcome}`)}</option>`)}
      </select>
      <select
        aria-label=${t('console.any-direction')}
        data-testid="filter-direction"
        @change=${(event: Event) => this.narrow({ direction: (event.target as HTMLSelectElement).value })}
      >
        <option value="">${t('console.any-direction')}</option>
        ${DIRECTIONS.map((one) => html`<option value=${one}>${t(`console.direction-${one}`)}</option>`)}
      </select>
    </form>`;
  }

  private list(page: CallPage) {
    return html`${page.calls.length === 0
      ? html`<p class="soft" data-testid="history-empty">${t('console.empty')}</p>`
      : html`<ul data-testid="history-list">
          ${page.calls.map((call) => html`<li>${this.row(call)}</li>`)}
        </ul>`}
    ${page.next === null
      ? nothing
      : html`<button type="button" class="button" data-testid="history-more" @click=${() => void this.more(page)}>
          ${t('console.more')}
        </button>`}`;
  }

  private row(call: CallRecord) {
    const other = otherSide(call, this.state.me?.user ?? null);
    const answered = call.outcome === 'answered';
    return html`<a
      class="row ${call.outcome === 'missed' ? 'missed' : ''}"
      href=${routeTo('history', call.id)}
      data-testid="history-call"
      data-outcome=${call.outcome}
    >
      ${icon(drawing(call), 22)}
      <span>
        <bdi class="name">${sideName(other)}</bdi>
        <span class="what"
          >${t(`console.direction-${call.direction}`)},
          ${answered ? length(call.talkSeconds) : t(`console.outcome-${call.outcome}`)}</span
        >
        ${call.tags.map((tag) => html`<bdi class="tag">${tag}</bdi>`)}
      </span>
      <time class="when" datetime=${call.started} title=${dateAndTime(call.started)}>${shortTime(call.started)}</time>
    </a>`;
  }

  private csv(): string {
    return this.phone.api.address('/calls.csv', { ...this.filter });
  }

  private narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.load(), TYPING_MILLIS);
  }

  private async load(): Promise<void> {
    const asked = this.filter;
    const page = await loaded(this.phone.api.get<CallPage>('/calls', { ...asked }));
    if (asked === this.filter) {
      this.page = page;
    }
  }

  private async more(page: CallPage): Promise<void> {
    const next = await loaded(this.phone.api.get<CallPage>('/calls', { ...this.filter, after: page.next ?? '' }));
    this.page =
      next.state === 'there'
        ? { state: 'there', value: { calls: [...page.calls, ...next.value.calls], next: next.value.next } }
        : next;
  }
}

function drawing(call: CallRecord): IconName {
  return call.outcome === 'missed' ? 'missed' : call.direction === 'outbound' ? 'outgoing' : 'incoming';
}

customElements.define('landline-history', History);
