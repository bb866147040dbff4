import { css, html, LitElement, nothing } from 'lit';
import { AsYouType } from '../as-you-type';
import { cleanPasted } from '../number';
import type { Phone, PhoneState } from '../phone';
import { icon } from './icons';
import './keypad';
import { shared } from './styles';
import { t } from '../words/words';

/** Number field, keypad, call button. */
export class Dialer extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false } };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 18px;
        width: min(100%, 320px);
        margin: 0 auto;
      }

      /* Focus only waits here. */
      form:focus {
        outline: 0;
      }

      .field {
        position: relative;
        display: flex;
        align-items: center;
        border-bottom: 1px solid var(--control-line);
      }

      .field:focus-within {
        border-color: var(--accent);
        box-shadow: 0 2px 0 var(--accent);
      }

      input {
        flex: 1;
        min-width: 0;
        height: 60px;
        padding: 0 44px;
        border: 0;
        outline: 0;
        background: none;
        font-size: 28px;
        font-weight: 500;
        letter-spacing: 0.005em;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }

      /* The field itself shows the focus. */
      input:focus-visible {
        outline: 0;
      }

      input.long {
        font-size: 22px;
      }

      input.longer {
        font-size: 18px;
      }

      input::placeholder {
        font-size: 17px;
        font-weight: 400;
        letter-spacing: 0;
        color: var(--ink-soft);
        opacity: 1;
      }

      .erase {
        position: absolute;
        inset-inline-end: 0;
      }

      .under {
        min-height: 20px;
        margin-top: -10px;
        font-size: 14px;
        line-height: 20px;
        text-align: center;
        color: var(--ink-soft);
      }

      .under.bad {
        color: var(--stop-text);
      }

      .call {
        min-height: 58px;
        font-size: 17px;
      }

      .call[aria-disabled='true'] {
        background: var(--sunken);
        color: var(--ink-soft);
        cursor: not-allowed;
      }

      @media (max-height: 700px) {
        form {
          --key-height: 54px;
          --keypad-gap: 9px;
          gap: 12px;
        }
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  private grouping: AsYouType | null = null;

  override render() {
    const { entry, line } = this.state;
    return html`<h2 class="hidden-text">${t('phone.make-a-call')}</h2>
      <form tabindex="-1" aria-label=${t('phone.make-a-call')} @submit=${this.onSubmit} novalidate>
        <div class="field">
          <label class="hidden-text" for="number">${t('phone.number-to-call')}</label>
          <input
            id="number"
            class="ltr ${entry.length > 15 ? 'longer' : entry.length > 11 ? 'long' : ''}"
            type="tel"
            inputmode="tel"
            autocomplete="tel"
            spellcheck="false"
            placeholder=${t('phone.number-or-name')}
            data-testid="number"
            aria-describedby="under"
            .value=${entry}
            @focus=${() => this.asYouType().load()}
            @input=${this.onInput}
            @paste=${this.onPaste}
          />
          ${entry === ''
            ? nothing
            : html`<button
                type="button"
                class="icon-button erase"
                aria-label=${t('phone.erase')}
                data-testid="erase"
                @click=${this.erase}
              >
                ${icon('backspace')}
              </button>`}
        </div>
        ${this.under()}
        <landline-keypad .plus=${true} @digit=${this.onDigit}></landline-keypad>
        <button type="submit" class="button go call" data-testid="call" aria-disabled=${line !== 'ready'}>
          ${icon('phone')}${t('phone.do-call')}
        </button>
      </form>`;
  }

  /** Not the field: on a phone that would open the keyboard, and letters would no longer be shortcuts. */
  focusStage(): void {
    this.renderRoot.querySelector('form')?.focus();
  }

  /** Puts the cursor behind the last character, for keys that were pressed elsewhere on the page. */
  focusNumber(): void {
    const field = this.field();
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  private under() {
    const { entryProblem, line, lineDetail, entry } = this.state;
    const words =
      entryProblem ??
      (line === 'ready' ? null : (lineDetail ?? t('phone.connecting'))) ??
      (entry === '' && this.phone.lastNumber() !== '' ? t('phone.enter-brings-back') : '');
    return html`<p
      id="under"
      class="under ${entryProblem === null ? '' : 'bad'}"
      role=${entryProblem === null ? nothing : 'alert'}
      data-testid="number-hint"
    >
      ${words}
    </p>`;
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.phone.callEntry();
  }

  private onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain');
    if (!text) {
      return;
    }
    event.preventDefault();
    this.insert(cleanPasted(text));
  }

  private onDigit(event: CustomEvent<string>): void {
    this.phone.keyTone(event.detail);
    this.asYouType().load();
    this.phone.setEntry(this.asYouType().grouped(this.state.entry + event.detail));
  }

  /** Regroups while something is added at the end; anywhere else the cursor would jump. */
  private onInput(event: InputEvent): void {
    const field = event.target as HTMLInputElement;
    const adds = event.inputType?.startsWith('insert') === true && field.selectionEnd === field.value.length;
    const entry = adds ? this.asYouType().grouped(field.value) : field.value;
    this.phone.setEntry(entry);
    if (entry !== field.value) {
      void this.updateComplete.then(() => field.setSelectionRange(field.value.length, field.value.length));
    }
  }

  private asYouType(): AsYouType {
    this.grouping ??= new AsYouType(this.state.config.country);
    return this.grouping;
  }

  private insert(text: string): void {
    const field = this.field();
    const start = field?.selectionStart ?? this.state.entry.length;
    const end = field?.selectionEnd ?? start;
    this.phone.setEntry(this.state.entry.slice(0, start) + text + this.state.entry.slice(end));
    void this.updateComplete.then(() => field?.setSelectionRange(start + text.length, start + text.length));
  }

  private erase(): void {
    this.phone.setEntry(this.asYouType().shortened(this.state.entry));
    if (this.state.entry.length <= 1) {
      // The button goes away with the last character; focus must not fall off the page.
      this.field()?.focus();
    }
  }

  private field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }
}

customElements.define('landline-dialer', Dialer);
