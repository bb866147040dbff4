import { css, html, LitElement, nothing } from 'lit';
import { isBeingTransferred, takesDigits, type Call } from '../call';
import { callOf, partnerOf } from '../calls';
import { partyName } from '../call-words';
import type { Phone, PhoneState } from '../phone';
import { t } from '../words/words';
import { icon, type IconName } from './icons';
import './reach-panel';
import type { ReachPurpose } from './reach-panel';
import { shared } from './styles';

interface Control {
  readonly testId: string;
  readonly drawing: IconName;
  readonly label: string;
  readonly enabled: boolean;
  readonly pressed?: boolean;
  act(): void;
}

/** What can be done with the call in front. */
export class CallControls extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    compact: { type: Boolean, reflect: true },
    reaching: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 14px;
        width: 100%;
        margin-block-start: 20px;
      }

      :host([compact]) {
        margin-block-start: 8px;
      }

      .complete {
        min-width: 0;
        padding-inline: 12px;
      }

      .controls {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 14px 8px;
      }

      .control {
        display: grid;
        justify-items: center;
        gap: 6px;
        padding: 0;
        border-radius: var(--radius-m);
        font-size: 13.5px;
        font-weight: 500;
      }

      .disc {
        display: grid;
        place-items: center;
        width: 58px;
        height: 58px;
        border-radius: 50%;
        background: var(--sunken);
        transition: background-color 0.15s var(--ease);
      }

      :host([compact]) .disc {
        width: 46px;
        height: 46px;
      }

      .control:hover .disc {
        background: var(--hover);
      }

      .control[aria-pressed='true'] .disc {
        background: var(--accent);
        color: var(--on-accent);
      }

      .control[aria-disabled='true'] {
        opacity: 0.45;
        cursor: not-allowed;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare compact: boolean;
  declare reaching: ReachPurpose | null;

  constructor() {
    super();
    this.compact = false;
    this.reaching = null;
  }

  /** Opens the sheet for a transfer. */
  openTransfer(): void {
    if (this.state.call?.phase === 'in-call') {
      this.reaching = 'transfer';
    }
  }

  override render() {
    const call = this.state.call;
    if (call === null) {
      return nothing;
    }
    if (this.reaching !== null && call.phase === 'in-call') {
      return html`<landline-reach-panel
        .phone=${this.phone}
        .purpose=${this.reaching}
        @done=${() => (this.reaching = null)}
      ></landline-reach-panel>`;
    }
    return html`${this.consultation(call)}
      <div class="controls">${this.controls(call).map((control) => this.control(control))}</div>`;
  }

  private consultation(call: Call) {
    const subject = callOf(this.state.calls, call.consultFor);
    // One that rings can be handed over too: whoever answers gets the other side at once.
    return subject === null || (call.phase !== 'in-call' && call.phase !== 'ringing')
      ? nothing
      : html`<button
          type="button"
          class="button primary complete"
          data-testid="complete-transfer"
          title=${t('calls.asking-for', { name: partyName(subject.party) })}
          @click=${() => this.phone.completeTransfer()}
        >
          ${icon('transfer', 22)}${t('calls.complete')}
        </button>`;
  }

  private controls(call: Call): Control[] {
    const talking = call.phase === 'in-call' && !isBeingTransferred(call);
    const held = call.heldAtMillis !== null;
    const controls: Control[] = [
      {
        testId: 'mute',
        drawing: call.muted ? 'microphoneOff' : 'microphone',
        label: t('calls.mute'),
        pressed: call.muted,
        enabled: call.phase !== 'preparing' && !call.listenOnly,
        act: () => this.phone.toggleMute(),
      },
      {
        testId: 'keypad',
        drawing: 'keypad',
        label: t('calls.keypad'),
        pressed: call.keypadOpen,
        enabled: takesDigits(call),
        act: () => this.phone.toggleKeypad(),
      },
      {
        testId: 'hold',
        drawing: held ? 'play' : 'pause',
        label: t(held ? 'calls.resume' : 'calls.hold'),
        pressed: held,
        enabled: talking,
        act: () => this.phone.toggleHold(),
      },
    ];
    if (call.phase === 'in-call') {
      controls.push(
        {
          testId: 'transfer',
          drawing: 'transfer',
          label: t('calls.transfer'),
          enabled: talking && !call.conference,
          act: () => (this.reaching = 'transfer'),
        },
        {
          testId: 'add-call',
          drawing: 'plus',
          label: t('calls.add'),
          enabled: talking,
          act: () => (this.reaching = 'add'),
        },
        {
          testId: 'merge',
          drawing: 'people',
          label: t('calls.merge'),
          enabled: talking && partnerOf(this.state.calls) !== null,
          act: () => this.phone.merge(),
        },
      );
    }
    return controls;
  }

  private control(control: Control) {
    return html`<button
      type="button"
      class="control"
      data-testid=${control.testId}
      aria-pressed=${control.pressed ?? nothing}
      aria-disabled=${!control.enabled}
      @click=${() => (control.enabled ? control.act() : undefined)}
    >
      <span class="disc">${icon(control.drawing, 25)}</span>${control.label}
    </button>`;
  }
}

customElements.define('landline-call-controls', CallControls);
