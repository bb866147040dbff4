import { css, html, LitElement, nothing } from 'lit';
import { durationSeconds, isLive } from '../call';
import { clock, partyName, phaseWords } from '../call-words';
import { endingWords } from '../failure-words';
import { icon } from '../views/icons';
import '../views/keypad';
import { t } from '../words/words';
import type { VisitorLine } from './visitor-line';

/** One line for all elements of a page: a visitor has one pair of ears. */
let line: VisitorLine;

export function useLine(visitor: VisitorLine): void {
  line = visitor;
}

/** Colours and shape are the page's to choose, by custom properties; the rest is ours, behind a shadow root. */
const theme = css`
  :host {
    --color: var(--landline-color, #1d4ed8);
    --on-color: var(--landline-on-color, #fff);
    --surface: var(--landline-surface, #fff);
    --ink: var(--landline-ink, #131a24);
    --ink-soft: color-mix(in srgb, var(--ink) 72%, var(--surface));
    --sunken: color-mix(in srgb, var(--ink) 7%, var(--surface));
    --hover: color-mix(in srgb, var(--ink) 13%, var(--surface));
    --accent-tint: color-mix(in srgb, var(--color) 16%, var(--surface));
    --stop: var(--landline-stop-color, #c4232b);
    --round: var(--landline-radius, 14px);
    --ease: cubic-bezier(0.2, 0.7, 0.3, 1);
    font: 16px/1.4 var(--landline-font, system-ui, sans-serif);
    color: var(--ink);
  }

  *,
  *::before {
    box-sizing: border-box;
    margin: 0;
  }

  button {
    border: 0;
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  button:focus-visible,
  input:focus-visible {
    outline: 3px solid var(--color);
    outline-offset: 2px;
  }

  .go,
  .end {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 9px;
    min-height: 48px;
    padding: 0 20px;
    border-radius: var(--round);
    background: var(--color);
    color: var(--on-color);
    font-weight: 600;
  }

  .end {
    background: var(--stop);
    color: #fff;
  }

  .small {
    min-width: 48px;
    min-height: 48px;
    border-radius: var(--round);
    background: var(--sunken);
  }

  .small[aria-pressed='true'] {
    background: var(--color);
    color: var(--on-color);
  }

  .news {
    font-size: 14.5px;
    color: var(--ink-soft);
  }
`;

/** What both elements share: they show the line, and redraw each second while somebody talks. */
abstract class LineElement extends LitElement {
  private stopListening: (() => void) | undefined;
  private ticker: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = line.subscribe(() => this.requestUpdate());
    this.ticker = setInterval(() => line.call?.phase === 'in-call' && this.requestUpdate(), 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    clearInterval(this.ticker);
  }

  protected isBusy(): boolean {
    return line.connecting || isLive(line.call);
  }

  /** The state in words, for eyes and for screen readers. */
  protected news() {
    const { call } = line;
    const ended = call?.phase === 'ended' ? endingWords(call) : null;
    const text =
      line.problem ??
      (ended !== null
        ? [ended.title, ended.hint].filter(Boolean).join('. ')
        : line.connecting
          ? t('phone.calling')
          : call === null
            ? ''
            : phaseWords(call));
    return html`<p
      class="news"
      role="status"
      data-testid="widget-state"
      data-state=${line.problem !== null ? 'problem' : line.connecting ? 'calling' : (call?.phase ?? 'idle')}
    >
      ${text}${call?.phase === 'in-call'
        ? html` <span aria-live="off">${clock(durationSeconds(call, Date.now()))}</span>`
        : nothing}
    </p>`;
  }

  protected controls() {
    const muted = line.call?.muted === true;
    return html`<button
        type="button"
        class="small"
        aria-pressed=${muted}
        aria-label=${t('calls.mute')}
        data-testid="widget-mute"
        @click=${() => line.toggleMute()}
      >
        ${icon(muted ? 'microphoneOff' : 'microphone', 22)}
      </button>
      <button type="button" class="end" data-testid="widget-hang-up" @click=${() => line.hangUp()}>
        ${icon('hangUp', 22)}${t('phone.hang-up')}
      </button>`;
  }
}

/** `<landline-call to="+44..." label="Call us">`: a button that calls. */
export class LandlineCall extends LineElement {
  static override properties = { to: { type: String }, label: { type: String } };
  static override styles = [
    theme,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px;
      }
    `,
  ];

  declare to: string;
  declare label: string;

  override render() {
    return this.isBusy()
      ? html`${this.controls()}${this.news()}`
      : html`<button
            type="button"
            class="go"
            data-testid="widget-call"
            @click=${() => line.dial(this.to ?? '', this.label ?? null)}
          >
            ${icon('phone', 22)}<slot>${this.label ?? t('phone.do-call')}</slot></button
          >${this.news()}`;
  }
}

/** `<landline-phone>`: a round button in the corner that opens a telephone; with `to` it calls that number only. */
export class LandlinePhone extends LineElement {
  static override properties = {
    to: { type: String },
    label: { type: String },
    open: { type: Boolean, reflect: true },
    entry: { state: true },
  };
  static override styles = [
    theme,
    css`
      :host {
        position: fixed;
        inset: auto 20px 20px auto;
        z-index: 2147483000;
      }

      .round {
        display: grid;
        place-items: center;
        width: 56px;
        height: 56px;
        margin-inline-start: auto;
        border-radius: 50%;
        background: var(--color);
        color: var(--on-color);
        box-shadow: 0 6px 22px rgb(0 0 0 / 25%);
      }

      section {
        display: grid;
        grid-template-rows: auto 1fr auto auto;
        gap: 14px;
        width: min(320px, calc(100vw - 40px));
        height: min(480px, calc(100vh - 110px));
        margin-bottom: 12px;
        padding: 18px;
        overflow: auto;
        border: 1px solid var(--hover);
        border-radius: calc(var(--round) * 1.4);
        background: var(--surface);
        box-shadow: 0 14px 50px rgb(0 0 0 / 25%);
        --key-height: 52px;
        --keypad-gap: 8px;
      }

      h2 {
        font-size: 18px;
      }

      input {
        width: 100%;
        min-height: 48px;
        padding: 0 12px;
        border: 1px solid var(--ink-soft);
        border-radius: var(--round);
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-size: 20px;
      }

      landline-keypad {
        margin-top: 12px;
      }

      .foot {
        display: flex;
        gap: 10px;
      }

      .foot .go,
      .foot .end {
        flex: 1;
      }
    `,
  ];

  declare to: string;
  declare label: string;
  declare open: boolean;
  declare entry: string;

  constructor() {
    super();
    this.open = false;
    this.entry = '';
  }

  override render() {
    return html`${this.open ? this.card() : nothing}
      <button
        type="button"
        class="round"
        aria-expanded=${this.open}
        aria-label=${this.label ?? t('shell.phone')}
        data-testid="widget-open"
        @click=${() => (this.open = !this.open)}
      >
        ${icon(this.open ? 'close' : 'phone', 26)}
      </button>`;
  }

  private card() {
    const { call } = line;
    return html`<section aria-label=${this.label ?? t('shell.phone')}>
      <h2>${call === null ? (this.label ?? t('shell.phone')) : partyName(call.party)}</h2>
      <div>
        ${this.isBusy() || this.to
          ? nothing
          : html`<input
              type="tel"
              aria-label=${t('phone.number-to-call')}
              placeholder=${t('phone.number-or-name')}
              data-testid="widget-number"
              .value=${this.entry}
              @input=${(event: Event) => (this.entry = (event.target as HTMLInputElement).value)}
            />`}
        <landline-keypad @digit=${this.onDigit}></landline-keypad>
      </div>
      ${this.news()}
      <div class="foot">
        ${this.isBusy()
          ? this.controls()
          : html`<button type="button" class="go" data-testid="widget-dial" @click=${this.dial}>
              ${icon('phone', 22)}${t('phone.do-call')}
            </button>`}
      </div>
    </section>`;
  }

  private readonly onDigit = (event: CustomEvent<string>): void => {
    if (this.isBusy()) {
      line.sendDigit(event.detail);
    } else {
      this.entry += event.detail;
    }
  };

  private readonly dial = (): void => {
    void line.dial(this.to || this.entry, this.label ?? null);
  };
}
