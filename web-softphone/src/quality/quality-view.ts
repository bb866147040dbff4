import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Phone, PhoneState } from '../phone';
import type { CallKey } from '../sip-port';
import { icon } from '../views/icons';
import { shared } from '../views/styles';
import { t, type Key } from '../words/words';
import { barsOf } from './figures';
import { GatewayEar, type Heard } from './gateway-ear';
import { Meter, NO_QUALITY, type Quality } from './meter';

const SAMPLE_MILLIS = 1_000;
const WORDS: Readonly<Record<1 | 2 | 3 | 4, Key>> = {
  1: 'quality.poor',
  2: 'quality.fair',
  3: 'quality.good',
  4: 'quality.excellent',
};

/** How the call in front sounds: four bars with a word, what is wrong and what helps, and the figures behind it. */
export class QualityView extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    call: { type: String },
    quality: { state: true },
    heard: { state: true },
    open: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: 8px;
        width: 100%;
      }

      .bars {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        padding-inline: 10px;
        border-radius: 999px;
        font-size: 13.5px;
        color: var(--ink-soft);
      }

      .bars:hover {
        background: var(--hover);
      }

      .bar {
        fill: var(--line);
      }

      .lit {
        fill: currentcolor;
      }

      .warning {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 12px;
        border-radius: var(--radius-m);
        background: var(--warn-tint);
        font-size: 14px;
        text-align: start;
        color: var(--warn-text);
      }

      .warning svg {
        flex: none;
      }

      .graphs {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        width: 100%;
        max-height: 46vh;
        overflow-y: auto;
        text-align: start;
      }

      h3 {
        font-size: 14px;
        font-weight: 600;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare call: CallKey;
  declare quality: Quality;
  declare heard: Heard | null;
  declare open: boolean;
  private ear: GatewayEar | null = null;
  private callId: string | null = null;
  private stopListening: (() => void) | null = null;
  private meter = new Meter();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.quality = NO_QUALITY;
    this.heard = null;
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => void this.measure(), SAMPLE_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.stopListening?.();
    this.stopListening = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('call')) {
      this.meter = new Meter();
      this.quality = NO_QUALITY;
      this.heard = null;
      void this.listen();
    }
  }

  /** To what the gateway hears of this call. */
  private async listen(): Promise<void> {
    const { call } = this;
    const mine = this.state.call?.direction === 'incoming' ? 'callee' : 'caller';
    this.ear = new GatewayEar(mine);
    this.callId = await this.phone.gatewayCall(call);
    if (this.callId === null || call !== this.call || !this.isConnected) {
      return;
    }
    this.stopListening ??= this.phone.events.on('sound', (sound) => {
      if (sound.call === this.callId && this.ear !== null) {
        this.heard = this.ear.take(sound, Date.now());
      }
    });
  }

  override render() {
    return html`${this.bars()}
      <div role="status">${this.warning()}</div>
      ${this.open
        ? html`<div class="graphs">
            <h3>${t('quality.near')}</h3>
            <landline-quality-graphs .quality=${this.quality}></landline-quality-graphs>
            ${this.heard === null
              ? nothing
              : html`<h3 data-testid="far-quality">
                    ${t(`quality.far-${this.heard.kind}`)} · <span class="ltr">${this.heard.codec}</span>
                  </h3>
                  <landline-quality-graphs .quality=${this.heard}></landline-quality-graphs>`}
          </div>`
        : nothing}`;
  }

  /** What this browser sees first; then what the gateway does, which sees both sides. */
  private warning() {
    const { call } = this.state;
    const { warning } = this.quality;
    const trouble = this.heard?.trouble ?? null;
    const silenced = call?.muted === true || call?.listenOnly === true;
    // On hold nothing comes, and that is no trouble; nor is it that nothing is heard of whoever is muted.
    if (call?.heldAtMillis !== null || (warning === null && silenced && trouble?.code.startsWith('microphone'))) {
      return nothing;
    }
    if (trouble !== null && (warning === null || warning === 'nothing-arrives')) {
      return html`<p
        class="warning"
        data-testid="quality-warning"
        data-warning=${trouble.words.replace('quality.', '')}
      >
        ${icon('warning', 18)}<span
          >${t(trouble.words)} <small>${t('phone.error-number')} ${trouble.number}</small></span
        >
      </p>`;
    }
    return warning === null
      ? nothing
      : html`<p class="warning" data-testid="quality-warning" data-warning=${warning}>
          ${icon('warning', 18)}<span>${t(`quality.${warning}`)}</span>
        </p>`;
  }

  private bars() {
    const last = this.quality.history.at(-1);
    const bars = last === undefined ? 0 : barsOf(last.mos);
    const word = bars === 0 ? t('quality.measuring') : t(WORDS[bars]);
    const mos = last === undefined ? '–' : last.mos.toFixed(1);
    return html`<button
      type="button"
      class="bars"
      aria-expanded=${this.open}
      title=${t('quality.label', { word, mos })}
      data-testid="quality"
      data-bars=${bars}
      @click=${this.toggle}
    >
      <span class="hidden-text">${t('quality.details')}: </span>
      <svg width="22" height="18" viewBox="0 0 22 18" aria-hidden="true">
        ${[0, 1, 2, 3].map((index) => bar(index, index < bars))}
      </svg>
      ${word}${this.quality.codec === null ? '' : html` · <span class="ltr">${this.quality.codec}</span>`}
    </button>`;
  }

  private readonly toggle = (): void => {
    if (this.open) {
      this.open = false;
      return;
    }
    void import('./graphs').then(() => (this.open = true));
  };

  private async measure(): Promise<void> {
    const meter = this.meter;
    const sample = await this.phone.stats();
    if (sample !== null && meter === this.meter) {
      this.quality = meter.take(sample);
    }
  }
}

function bar(index: number, lit: boolean) {
  const height = 5 + index * 4;
  return html`<svg x=${index * 6} y=${17 - height} width="4" height=${height}>
    <rect class=${lit ? 'bar lit' : 'bar'} width="4" height=${height} rx="1" />
  </svg>`;
}

customElements.define('landline-quality', QualityView);
