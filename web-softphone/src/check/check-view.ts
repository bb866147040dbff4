import { css, html, LitElement, nothing } from 'lit';
import { consoleStyles } from '../console/styles';
import type { Phone, PhoneState } from '../phone';
import { playTestTone } from '../test-tone';
import { icon, type IconName } from '../views/icons';
import { shared } from '../views/styles';
import { t } from '../words/words';
import { Check, STEPS, verdictOf, type Outcome, type StepName } from './steps';

const DRAWINGS: Readonly<Record<Outcome['state'], IconName>> = { good: 'check', poor: 'warning', bad: 'cross' };

/** Tests everything that a call needs, says what is wrong in a sentence, and gives the findings as a file. */
export class CheckView extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    outcomes: { state: true },
    running: { state: true },
    asking: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      ol {
        display: grid;
        gap: 2px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 28px minmax(0, 1fr);
        gap: 4px 12px;
        align-items: start;
        padding: 12px 4px;
        border-bottom: 1px solid var(--line);
      }

      li:last-child {
        border-bottom: 0;
      }

      .mark {
        display: grid;
        place-items: center;
        flex: none;
        width: 28px;
        height: 28px;
        border-radius: 50%;
        background: var(--sunken);
        color: var(--ink-soft);
      }

      .mark.good {
        background: var(--go-tint);
        color: var(--go-text);
      }

      .mark.poor {
        background: var(--warn-tint);
        color: var(--warn-text);
      }

      .mark.bad {
        background: var(--stop-tint);
        color: var(--stop-text);
      }

      .name {
        font-weight: 600;
      }

      .found {
        font-size: 14.5px;
        color: var(--ink-soft);
      }

      .verdict {
        display: flex;
        gap: 12px;
        align-items: center;
        font-weight: 600;
      }

      .ask,
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        margin-top: 8px;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare outcomes: ReadonlyMap<StepName, Outcome>;
  declare running: StepName | null;
  /** Gives the person's answer to the step that waits for it. */
  declare asking: ((heard: boolean) => void) | null;
  private gone = false;

  constructor() {
    super();
    this.outcomes = new Map();
    this.running = null;
    this.asking = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gone = true;
    this.asking?.(false);
  }

  override render() {
    const ready = this.phone.port !== null && this.state.line === 'ready' && this.state.call === null;
    return html`<h2>${t('check.title')}</h2>
      <p class="soft">${t('check.about')}</p>
      ${this.verdict()}
      <section class="panel">
        <ol>
          ${STEPS.map((step) => this.step(step))}
        </ol>
      </section>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          data-testid="start-check"
          aria-disabled=${!ready || this.running !== null}
          @click=${() => (ready && this.running === null ? this.start() : undefined)}
        >
          ${this.outcomes.size === 0 ? t('check.start') : t('check.again')}
        </button>
        ${this.isDone()
          ? html`<a class="button" download="landline-check.json" href=${this.file()} data-testid="check-file"
              >${t('check.save')}</a
            >`
          : nothing}
      </div>
      ${ready || this.running !== null
        ? nothing
        : html`<p class="soft">${this.phone.port === null ? t('phone.other-tab') : t('check.not-now')}</p>`}`;
  }

  private verdict() {
    if (!this.isDone()) {
      return nothing;
    }
    const verdict = verdictOf([...this.outcomes.values()]);
    return html`<p class="panel verdict" role="status" data-testid="check-verdict" data-state=${verdict.state}>
      <span class="mark ${verdict.state}">${icon(DRAWINGS[verdict.state], 18)}</span>${t(verdict.words, verdict.values)}
    </p>`;
  }

  private step(step: StepName) {
    const outcome = this.outcomes.get(step);
    const drawing = outcome !== undefined ? DRAWINGS[outcome.state] : this.running === step ? 'sync' : null;
    return html`<li
      data-testid=${`check-${step}`}
      data-state=${outcome?.state ?? (this.running === step ? 'running' : '')}
    >
      <span class="mark ${outcome?.state ?? ''}">${drawing === null ? nothing : icon(drawing, 17)}</span>
      <div>
        <p class="name">${t(`check.${step}`)}</p>
        ${outcome === undefined ? nothing : html`<p class="found">${t(outcome.words, outcome.values)}</p>`}
        ${step === 'level' && this.running === 'level' ? html`<p class="found">${t('check.speak')}</p>` : nothing}
        ${step === 'speaker' && this.asking !== null ? this.question(this.asking) : nothing}
      </div>
    </li>`;
  }

  private question(answer: (heard: boolean) => void) {
    return html`<p class="found" role="status">${t('check.heard')}</p>
      <div class="ask">
        <button type="button" class="button" data-testid="heard" @click=${() => answer(true)}>${t('check.yes')}</button>
        <button type="button" class="button" data-testid="not-heard" @click=${() => answer(false)}>
          ${t('check.no')}
        </button>
      </div>`;
  }

  private isDone(): boolean {
    return this.running === null && this.outcomes.size > 0;
  }

  private async start(): Promise<void> {
    const { port } = this.phone;
    if (port === null) {
      return;
    }
    this.outcomes = new Map();
    const check = new Check({
      port,
      microphone: this.state.settings.microphone,
      playTone: () => playTestTone(this.state.settings.speaker),
      heard: () => this.heard(),
    });
    for (const step of STEPS) {
      if (this.gone) {
        break;
      }
      this.running = step;
      this.outcomes = new Map([...this.outcomes, [step, await check.run(step)]]);
    }
    check.end();
    this.running = null;
  }

  private heard(): Promise<boolean> {
    return new Promise((resolve) => {
      this.asking = (heard) => {
        this.asking = null;
        resolve(heard);
      };
    });
  }

  /** What support needs; nothing in it is secret. */
  private file(): string {
    const { userAgent, language, hardwareConcurrency } = navigator;
    const findings = {
      at: new Date().toISOString(),
      version: __VERSION__,
      browser: { userAgent, language, hardwareConcurrency },
      verdict: verdictOf([...this.outcomes.values()]),
      steps: Object.fromEntries(this.outcomes),
    };
    return `data:application/json,${encodeURIComponent(JSON.stringify(findings, null, 2))}`;
  }
}

customElements.define('landline-check', CheckView);
