import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { loaded } from '../console/loaded';
import type { Phone, PhoneState } from '../phone';
import type { CallKey } from '../sip-port';
import { t, type Key } from '../words/words';
import { icon } from './icons';
import { shared } from './styles';

type Recorded = 'running' | 'paused' | 'off';

/** What is kept of a call beside its sound: recording while it goes on, notes and tags then and afterwards. */
export class CallExtras extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    call: { type: String },
    live: { type: Boolean },
    gatewayCall: { state: true },
    recorded: { state: true },
    writing: { state: true },
    news: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 10px;
        width: 100%;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 8px;
      }

      .row button {
        display: inline-flex;
        align-items: center;
        gap: 7px;
        min-height: 40px;
        padding: 0 14px;
        border-radius: 999px;
        background: var(--sunken);
        font-size: 14px;
        font-weight: 600;
      }

      .row button:hover {
        background: var(--hover);
      }

      .dot {
        width: 11px;
        height: 11px;
        border-radius: 50%;
        background: var(--stop-text);
      }

      .recording {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        font-size: 14px;
        font-weight: 600;
        color: var(--stop-text);
      }

      .recording .dot {
        animation: blink 1.6s steps(2, jump-none) infinite;
      }

      form {
        display: grid;
        gap: 8px;
        width: 100%;
      }

      textarea,
      input {
        width: 100%;
        padding: 10px 12px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-s);
        background: var(--surface);
        color: inherit;
        font: inherit;
      }

      form .button {
        min-height: 44px;
      }

      .news {
        font-size: 14px;
        color: var(--ink-soft);
      }

      @keyframes blink {
        to {
          opacity: 0.25;
        }
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare call: CallKey;
  /** Recording is for calls that go on. */
  declare live: boolean;
  declare gatewayCall: string | null;
  declare recorded: Recorded;
  declare writing: boolean;
  declare news: string;
  private tags: readonly string[] = [];

  constructor() {
    super();
    this.gatewayCall = null;
    this.recorded = 'off';
    this.write(false);
    this.news = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('call') && this.call !== undefined) {
      void this.find(this.call);
    }
  }

  private async find(call: CallKey): Promise<void> {
    this.gatewayCall = null;
    this.recorded = 'off';
    this.writing = false;
    this.news = '';
    this.tags = [];
    const id = await this.phone.gatewayCall(call);
    if (call === this.call) {
      this.gatewayCall = id;
      if (id !== null && this.live) {
        const found = await loaded(this.phone.api.get<{ state: Recorded }>(`/calls/${id}/recording`));
        this.recorded = found.state === 'there' ? found.value.state : 'off';
      }
    }
  }

  override render() {
    if (this.gatewayCall === null) {
      return nothing;
    }
    return html`${this.recorded === 'off' || !this.live
        ? nothing
        : html`<p class="recording" role="status" data-testid="recording-now" data-state=${this.recorded}>
            <span class="dot" aria-hidden="true"></span>${t(
              this.recorded === 'running' ? 'calls.recording' : 'calls.recording-paused',
            )}
          </p>`}
      <div class="row">
        ${this.live && this.state.me?.mayRecord === true ? this.recordButtons() : nothing}
        <button
          type="button"
          aria-expanded=${this.writing}
          data-testid="write-note"
          @click=${() => this.write(!this.writing)}
        >
          ${icon('note', 18)}${t('calls.note')}
        </button>
      </div>
      ${this.writing ? this.form() : nothing}
      <p class="news" role="status" data-testid="extras-news" ?hidden=${this.news === ''}>${this.news}</p>`;
  }

  private write(open: boolean): void {
    this.writing = open;
    this.dispatchEvent(new CustomEvent('writing', { detail: open }));
  }

  private recordButtons() {
    const button = (testId: string, label: Key, full: Key, wanted: Recorded) =>
      html`<button type="button" aria-label=${t(full)} data-testid=${testId} @click=${() => this.record(wanted)}>
        ${wanted === 'running' ? html`<span class="dot" aria-hidden="true"></span>` : nothing}${t(label)}
      </button>`;
    switch (this.recorded) {
      case 'off':
        return button('record', 'calls.record', 'calls.record', 'running');
      case 'running':
        return html`${button('pause-recording', 'calls.pause', 'calls.pause-recording', 'paused')}
        ${button('stop-recording', 'calls.stop', 'calls.stop-recording', 'off')}`;
      case 'paused':
        return html`${button('record', 'calls.record', 'calls.record-again', 'running')}
        ${button('stop-recording', 'calls.stop', 'calls.stop-recording', 'off')}`;
    }
  }

  private form() {
    return html`<form @submit=${this.onSave}>
      <textarea
        name="text"
        rows="2"
        maxlength="4000"
        dir="auto"
        aria-label=${t('console.new-note')}
        placeholder=${t('console.new-note')}
        data-testid="call-note"
      ></textarea>
      <input
        name="tag"
        maxlength="32"
        aria-label=${t('console.tag')}
        placeholder=${t('console.tag')}
        data-testid="call-tag"
      />
      <button type="submit" class="button quiet" data-testid="save-note">${t('calls.save-note')}</button>
    </form>`;
  }

  private async record(wanted: Recorded): Promise<void> {
    const result = await loaded(
      this.phone.api.send<{ state: Recorded }>('PUT', `/calls/${this.gatewayCall}/recording`, { state: wanted }),
    );
    if (result.state === 'there') {
      this.recorded = result.value.state;
    }
    this.news = result.state === 'failed' ? result.reason : '';
  }

  private readonly onSave = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = String(data.get('text') ?? '').trim();
    const tag = String(data.get('tag') ?? '').trim();
    const path = `/calls/${this.gatewayCall}`;
    if (tag !== '') {
      this.tags = [...this.tags.filter((other) => other !== tag), tag];
    }
    const results = [
      ...(text === '' ? [] : [await loaded(this.phone.api.send('POST', `${path}/notes`, { text }))]),
      ...(tag === '' ? [] : [await loaded(this.phone.api.send('PUT', `${path}/tags`, { tags: this.tags }))]),
    ];
    const failed = results.find((result) => result.state === 'failed');
    this.news = failed?.state === 'failed' ? failed.reason : results.length === 0 ? '' : t('calls.note-saved');
    this.write(failed !== undefined);
  };
}

customElements.define('landline-call-extras', CallExtras);
