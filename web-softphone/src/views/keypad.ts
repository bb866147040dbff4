import { css, html, LitElement, nothing } from 'lit';
import { shared } from './styles';
import { t } from '../words/words';

const KEYS: readonly (readonly [digit: string, letters: string, name: string])[] = [
  ['1', '', '1'],
  ['2', 'ABC', '2'],
  ['3', 'DEF', '3'],
  ['4', 'GHI', '4'],
  ['5', 'JKL', '5'],
  ['6', 'MNO', '6'],
  ['7', 'PQRS', '7'],
  ['8', 'TUV', '8'],
  ['9', 'WXYZ', '9'],
  ['*', '', 'star'],
  ['0', '+', '0'],
  ['#', '', 'hash'],
];

const LONG_PRESS_MILLIS = 500;

/** Twelve keys. Fires `digit` with the character; holding 0 gives `+` where `plus` is set. */
export class Keypad extends LitElement {
  static override properties = { plus: { type: Boolean } };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      .keys {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--keypad-gap, 12px);
      }

      button {
        position: relative;
        display: grid;
        align-content: center;
        justify-items: center;
        height: var(--key-height, 64px);
        border-radius: 18px;
        background: var(--sunken);
        user-select: none;
        -webkit-user-select: none;
        transition: background-color 0.12s var(--ease);
      }

      button:hover {
        background: var(--hover);
      }

      button:active {
        background: var(--accent-tint);
      }

      .digit {
        font-size: 25px;
        font-weight: 500;
        line-height: 1.1;
        font-variant-numeric: tabular-nums;
      }

      .letters {
        min-height: 14px;
        font-size: 10.5px;
        font-weight: 600;
        letter-spacing: 0.14em;
        line-height: 14px;
        color: var(--ink-soft);
        text-indent: 0.14em;
      }
    `,
  ];

  declare plus: boolean;
  private longPress: ReturnType<typeof setTimeout> | undefined;
  private plusGiven = false;

  constructor() {
    super();
    this.plus = false;
  }

  override render() {
    return html`<div class="keys" role="group" aria-label=${t('phone.keypad')} data-testid="keypad-keys">
      ${KEYS.map(([digit, letters, name]) => this.key(digit, letters, name))}
    </div>`;
  }

  private key(digit: string, letters: string, name: string) {
    const isPlusKey = digit === '0' && this.plus;
    const shown = letters === '+' && !this.plus ? '' : letters;
    // The empty line keeps 1 level with 2 and 3.
    const hasLetters = shown !== '' || digit === '1';
    return html`<button
      type="button"
      data-testid=${`key-${name}`}
      aria-label=${name === 'star' || name === 'hash' ? t(`phone.${name}`) : nothing}
      @pointerdown=${isPlusKey ? this.onHold : null}
      @pointerup=${isPlusKey ? this.onRelease : null}
      @pointerleave=${isPlusKey ? this.onRelease : null}
      @contextmenu=${isPlusKey ? (event: Event) => event.preventDefault() : null}
      @click=${() => this.onPress(digit)}
    >
      <span class="digit">${digit}</span>
      ${hasLetters ? html`<span class="letters">${shown}</span>` : nothing}
      ${isPlusKey ? html`<span class="hidden-text">${t('phone.hold-for-plus')}</span>` : nothing}
    </button>`;
  }

  private onHold(): void {
    this.plusGiven = false;
    clearTimeout(this.longPress);
    this.longPress = setTimeout(() => {
      this.plusGiven = true;
      this.give('+');
    }, LONG_PRESS_MILLIS);
  }

  private onRelease(): void {
    clearTimeout(this.longPress);
  }

  private onPress(digit: string): void {
    // The click that ends a long press has already given its plus.
    if (digit === '0' && this.plusGiven) {
      this.plusGiven = false;
      return;
    }
    this.give(digit);
  }

  private give(digit: string): void {
    this.dispatchEvent(new CustomEvent('digit', { detail: digit, bubbles: true, composed: true }));
  }
}

customElements.define('landline-keypad', Keypad);
