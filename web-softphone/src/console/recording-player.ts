import { css, html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { shared } from '../views/styles';
import { t } from '../words/words';

/** Longer recordings would take more memory to draw than a page should. */
const LONGEST_DRAWN_SECONDS = 900;
const DRAWN_RATE = 8_000;
const COLUMNS = 400;
const LANE = 44;

type Peaks = readonly (readonly number[])[];

/** Plays a recording, and draws both sides of it: above the one who called, below the one who was called. */
export class RecordingPlayer extends LitElement {
  static override properties = {
    src: { type: String },
    label: { type: String },
    seconds: { type: Number },
    peaks: { state: true },
    played: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }

      audio {
        width: 100%;
      }

      svg {
        width: 100%;
        height: 92px;
        cursor: pointer;
      }

      .caller {
        fill: var(--accent);
      }

      .callee {
        fill: var(--go);
      }

      .at {
        stroke: var(--ink);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }

      .lanes {
        display: flex;
        gap: 16px;
        font-size: 13px;
        color: var(--ink-soft);
      }

      .lanes span::before {
        content: '';
        display: inline-block;
        width: 10px;
        height: 10px;
        margin-inline-end: 6px;
        border-radius: 3px;
        background: var(--accent);
      }

      .lanes span.second::before {
        background: var(--go);
      }
    `,
  ];

  declare src: string;
  declare label: string;
  declare seconds: number;
  /** Of each channel, 0 to 1; null until they are known, empty when they cannot be. */
  declare peaks: Peaks | null;
  /** 0 to 1. */
  declare played: number;

  constructor() {
    super();
    this.peaks = null;
    this.played = 0;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('src')) {
      void this.draw();
    }
  }

  override render() {
    return html`${this.drawing()}
      <audio
        controls
        preload="metadata"
        aria-label=${this.label}
        data-testid="recording"
        src=${this.src}
        @timeupdate=${this.onTime}
      ></audio>`;
  }

  private drawing() {
    const { peaks } = this;
    if (peaks === null || peaks.length === 0) {
      return nothing;
    }
    const at = this.played * COLUMNS;
    return html`<svg
        class="ltr"
        viewBox="0 0 ${COLUMNS} ${LANE * 2 + 4}"
        preserveAspectRatio="none"
        aria-hidden="true"
        data-testid="waveform"
        data-channels=${peaks.length}
        @click=${this.onClick}
      >
        ${peaks.map((lane, index) => shape(lane, index, peaks.length))} ${line(at)}
      </svg>
      ${peaks.length === 2
        ? html`<p class="lanes">
            <span>${t('console.caller-lane')}</span><span class="second">${t('console.callee-lane')}</span>
          </p>`
        : nothing}`;
  }

  private readonly onTime = (event: Event): void => {
    const { currentTime, duration } = event.target as HTMLAudioElement;
    this.played = duration > 0 ? Math.min(1, currentTime / duration) : 0;
  };

  /** A shortcut for pointers; the player itself is there for everybody. */
  private readonly onClick = (event: MouseEvent): void => {
    const area = (event.currentTarget as Element).getBoundingClientRect();
    const player = this.renderRoot.querySelector('audio');
    if (player !== null && player.duration > 0) {
      player.currentTime = (player.duration * (event.clientX - area.left)) / area.width;
    }
  };

  private async draw(): Promise<void> {
    const { src } = this;
    this.peaks = null;
    if (this.seconds > LONGEST_DRAWN_SECONDS) {
      return;
    }
    try {
      const bytes = await (await fetch(src, { credentials: 'same-origin' })).arrayBuffer();
      const sound = await new OfflineAudioContext(2, 1, DRAWN_RATE).decodeAudioData(bytes);
      if (src === this.src) {
        this.peaks = Array.from({ length: Math.min(2, sound.numberOfChannels) }, (_, channel) =>
          peaksOf(sound.getChannelData(channel), COLUMNS),
        );
      }
    } catch {
      this.peaks = []; // It is played all the same, or the player says that it cannot.
    }
  }
}

/** The loudest of each of so many equal parts, 0 to 1. */
export function peaksOf(samples: Float32Array, columns: number): readonly number[] {
  const width = samples.length / columns;
  return Array.from({ length: columns }, (_, column) => {
    let peak = 0;
    for (let i = Math.floor(column * width); i < Math.floor((column + 1) * width); i++) {
      peak = Math.max(peak, Math.abs(samples[i] ?? 0));
    }
    return Math.min(1, peak);
  });
}

function shape(lane: readonly number[], index: number, lanes: number) {
  const middle = lanes === 1 ? LANE + 2 : index === 0 ? LANE / 2 : LANE * 1.5 + 4;
  const half = (peak: number) => Math.max(0.5, (peak * LANE) / 2);
  const above = lane.map((peak, x) => `${x},${(middle - half(peak)).toFixed(1)}`);
  const below = lane.map((peak, x) => `${x},${(middle + half(peak)).toFixed(1)}`).reverse();
  return svg`<polygon class=${index === 0 ? 'caller' : 'callee'} points=${[...above, ...below].join(' ')} />`;
}

function line(at: number) {
  return svg`<line class="at" x1=${at} x2=${at} y1="0" y2=${LANE * 2 + 4} />`;
}

customElements.define('landline-recording-player', RecordingPlayer);
