import { css, html, LitElement } from 'lit';
import type { Contact } from '../api/types';
import { consoleStyles } from '../console/styles';
import { icon } from '../views/icons';
import { shared } from '../views/styles';
import { t } from '../words/words';

/** What can be changed of a contact. */
export type ContactFields = Pick<Contact, 'name' | 'company' | 'numbers'>;

const MOST_NUMBERS = 8;

/** A contact to be changed; `save` and `cancel` say how it ended. */
export class ContactForm extends LitElement {
  static override properties = { contact: { attribute: false }, rows: { state: true } };
  static override styles = [
    shared,
    consoleStyles,
    css`
      :host {
        padding-block: 8px;
        border-block-end: 1px solid var(--line);
      }

      form {
        display: grid;
        gap: 10px;
      }

      .number {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        gap: 8px;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  declare contact: Contact;
  /** How many numbers there is room for. */
  declare rows: number;

  constructor() {
    super();
    this.rows = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.rows = Math.max(1, this.contact.numbers.length);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render() {
    const { name, company, numbers } = this.contact;
    return html`<form @submit=${this.onSubmit} @keydown=${this.onKey} data-testid="contact-form">
      ${field('name', 'people.name', name, true)} ${field('company', 'people.company', company, false)}
      ${Array.from(
        { length: this.rows },
        (_, row) =>
          html`<div class="number">
            <input
              name="number"
              class="ltr"
              type="tel"
              maxlength="64"
              aria-label=${t('people.number')}
              placeholder=${t('people.number')}
              data-testid="edit-number"
              .value=${numbers[row]?.number ?? ''}
            />
            <input
              name="label"
              maxlength="32"
              aria-label=${t('people.label')}
              placeholder=${t('people.label')}
              .value=${numbers[row]?.label ?? ''}
            />
          </div>`,
      )}
      <div class="ways">
        <button type="submit" class="button primary" data-testid="save-contact">${t('people.save')}</button>
        ${this.rows < MOST_NUMBERS
          ? html`<button type="button" class="button" data-testid="more-numbers" @click=${() => (this.rows += 1)}>
              ${icon('plus', 18)}${t('people.another')}
            </button>`
          : ''}
        <button type="button" class="button" @click=${this.cancel}>${t('people.cancel')}</button>
      </div>
    </form>`;
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (value: FormDataEntryValue | null) => String(value ?? '').trim();
    const labels = given.getAll('label').map(text);
    const fields: ContactFields = {
      name: text(given.get('name')),
      company: text(given.get('company')),
      numbers: given
        .getAll('number')
        .map((number, row) => ({ label: labels[row] ?? '', number: text(number) }))
        .filter(({ number }) => number !== ''),
    };
    this.dispatchEvent(new CustomEvent<ContactFields>('save', { detail: fields }));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this.cancel();
    }
  };

  private readonly cancel = (): void => {
    this.dispatchEvent(new CustomEvent('cancel'));
  };
}

function field(name: string, label: 'people.name' | 'people.company', value: string, required: boolean) {
  return html`<input
    name=${name}
    maxlength="128"
    aria-label=${t(label)}
    placeholder=${t(label)}
    data-testid=${`edit-${name}`}
    ?required=${required}
    .value=${value}
  />`;
}

customElements.define('landline-contact-form', ContactForm);
