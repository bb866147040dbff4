import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { stopTracks } from '../microphone';
import type { Phone, PhoneState } from '../phone';
import { playTestTone } from '../test-tone';
import { t, type Key } from '../words/words';
import { shared } from './styles';

const LEVEL_MILLIS = 100;

/** Which microphone, which speaker, where it rings; how loud the microphone is, and a tone to hear the speaker by. */
export class DevicePickers extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    shown: { type: Boolean },
    devices: { state: true },
    level: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        padding-block: 4px 10px;
      }

      label {
        display: grid;
        gap: 4px;
        font-size: 14px;
        font-weight: 600;
      }

      select {
        width: 100%;
        min-height: 44px;
        padding: 6px 10px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-s);
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-weight: 400;
      }

      meter {
        width: 100%;
        height: 14px;
      }

      .button {
        min-height: 44px;
        border: 1px solid var(--control-line);
        font-size: 14.5px;
      }

      p {
        font-size: 13.5px;
        color: var(--ink-soft);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare shown: boolean;
  declare devices: readonly MediaDeviceInfo[];
  declare level: number;
  private stream: MediaStream | null = null;
  private context: AudioContext | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.shown = false;
    this.devices = [];
    this.level = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    navigator.mediaDevices?.addEventListener('devicechange', this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    navigator.mediaDevices?.removeEventListener('devicechange', this.list);
    this.stop();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('shown')) {
      if (this.shown) {
        void this.list();
      } else {
        this.stop();
      }
    }
  }

  override render() {
    const { microphone, speaker, ringer } = this.state.settings;
    const named = this.devices.some((device) => device.label !== '');
    return html`${this.picker('microphone', 'settings.microphone', 'audioinput', microphone, (id) => {
        this.phone.changeSettings({ microphone: id });
        this.stop();
      })}
      ${this.stream === null
        ? html`<button type="button" class="button" data-testid="watch-microphone" @click=${this.watch}>
            ${t(named ? 'settings.level' : 'settings.allow')}
          </button>`
        : html`<meter
            min="0"
            max="1"
            low="0.02"
            .value=${this.level}
            aria-label=${t('settings.level')}
            data-testid="microphone-level"
          ></meter>`}
      ${named ? nothing : html`<p>${t('settings.devices-hidden')}</p>`}
      ${this.picker('speaker', 'settings.speaker', 'audiooutput', speaker, (id) =>
        this.phone.changeSettings({ speaker: id }),
      )}
      ${this.picker('ringer', 'settings.ringer', 'audiooutput', ringer, (id) =>
        this.phone.changeSettings({ ringer: id }),
      )}
      <button type="button" class="button" data-testid="test-speaker" @click=${this.test}>
        ${t('settings.test')}
      </button>`;
  }

  private picker(testId: string, label: Key, kind: MediaDeviceKind, chosen: string, choose: (id: string) => void) {
    // The browser lists its own choice under the name "default" once more.
    const devices = this.devices.filter((device) => device.kind === kind && device.deviceId !== 'default');
    return html`<label
      >${t(label)}
      <select data-testid=${testId} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${chosen === ''}>${t('settings.default')}</option>
        ${devices
          .filter((device) => device.deviceId !== '')
          .map(
            (device, index) =>
              html`<option value=${device.deviceId} ?selected=${device.deviceId === chosen}>
                ${device.label || t('settings.device', { number: index + 1 })}
              </option>`,
          )}
      </select></label
    >`;
  }

  private readonly list = async (): Promise<void> => {
    this.devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  };

  private readonly watch = async (): Promise<void> => {
    const { microphone } = this.state.settings;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: microphone === '' ? true : { deviceId: { ideal: microphone } },
      });
    } catch {
      return; // The button stays; the browser has said why.
    }
    await this.list();
    this.context = new AudioContext();
    const analyser = new AnalyserNode(this.context, { fftSize: 1024 });
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.level = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    }, LEVEL_MILLIS);
  };

  private stop(): void {
    clearInterval(this.timer);
    if (this.stream !== null) {
      stopTracks(this.stream);
      this.stream = null;
    }
    void this.context?.close();
    this.context = null;
    this.level = 0;
  }

  private readonly test = (): void => void playTestTone(this.state.settings.speaker);
}

customElements.define('landline-device-pickers', DevicePickers);
