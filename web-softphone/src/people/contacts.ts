import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Contact, ContactPage } from '../api/types';
import { loaded, LOADING, noSession, show, type Loaded } from '../console/loaded';
import { consoleStyles } from '../console/styles';
import { formatNumber, initials } from '../number';
import type { Phone, PhoneState } from '../phone';
import { icon } from '../views/icons';
import './contact-form';
import type { ContactFields } from './contact-form';
import { shared } from '../views/styles';
import { counted, t } from '../words/words';

const TYPING_MILLIS = 250;
const MOST_SHOWN = 200;

/** One's own contacts and everybody's: search, call, add, delete, import. */
export class Contacts extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    search: { state: true },
    page: { state: true },
    news: { state: true },
    problem: { state: true },
    edited: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      form input {
        flex: 1 1 150px;
        min-width: 0;
      }

      .search {
        width: 100%;
      }

      .contact {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto auto;
        align-items: center;
        gap: 12px;
        min-height: 64px;
        padding: 8px 4px;
        border-block-end: 1px solid var(--line);
      }

      .face {
        display: grid;
        place-items: center;
        width: 42px;
        height: 42px;
        border-radius: 50%;
        background: var(--accent-tint);
        font-size: 14.5px;
        font-weight: 600;
        color: var(--accent);
      }

      .name {
        display: block;
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .icon-button {
        width: 44px;
        height: 44px;
      }

      .file {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare search: string;
  declare page: Loaded<ContactPage>;
  declare news: string;
  declare problem: string | null;
  /** The one that is being changed, by its id. */
  declare edited: number | null;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.search = '';
    this.page = LOADING;
    this.news = '';
    this.problem = null;
    this.edited = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('state') as PhoneState | undefined;
    if (changed.has('state') && this.state.me !== null && before?.me !== this.state.me) {
      void this.load();
    }
  }

  override render() {
    if (this.state.me === null) {
      return noSession();
    }
    return html`<div class="head">
        <h2>${t('people.contacts')}</h2>
        <button type="button" class="button" data-testid="import-contacts" @click=${() => this.file()?.click()}>
          ${t('people.import')}
        </button>
        <input
          class="file"
          type="file"
          tabindex="-1"
          aria-label=${t('people.import')}
          accept=".csv,.vcf,text/csv,text/vcard"
          data-testid="contacts-file"
          @change=${this.onFile}
        />
      </div>
      <p role="status" data-testid="contacts-news">${this.news}</p>
      ${this.problem === null ? nothing : html`<p class="bad" role="alert">${this.problem}</p>`}
      <input
        class="search"
        type="search"
        aria-label=${t('people.search')}
        placeholder=${t('people.search')}
        data-testid="contacts-search"
        @input=${this.onSearch}
      />
      ${show(
        this.page,
        (page) => this.list(page),
        () => void this.load(),
      )}
      <form class="panel" @submit=${this.onAdd}>
        <input
          name="name"
          maxlength="128"
          placeholder=${t('people.name')}
          aria-label=${t('people.name')}
          data-testid="contact-name"
        />
        <input
          name="number"
          class="ltr"
          type="tel"
          maxlength="64"
          placeholder=${t('people.number')}
          aria-label=${t('people.number')}
          data-testid="contact-number"
        />
        <button type="submit" class="button" data-testid="add-contact">${t('people.add')}</button>
      </form>`;
  }

  private list(page: ContactPage) {
    return page.contacts.length === 0
      ? html`<p class="soft" data-testid="contacts-empty">${t(this.search === '' ? 'people.none' : 'people.empty')}</p>`
      : html`<ul data-testid="contacts-list">
          ${page.contacts.map((contact) => html`<li>${this.contact(contact)}</li>`)}
        </ul>`;
  }

  private contact(contact: Contact) {
    const [first] = contact.numbers;
    const about = [contact.company, contact.shared ? t('people.shared') : ''].filter((words) => words !== '');
    if (this.edited === contact.id) {
      return html`<landline-contact-form
        .contact=${contact}
        @cancel=${() => (this.edited = null)}
        @save=${(event: CustomEvent<ContactFields>) => void this.save(contact, event.detail)}
      ></landline-contact-form>`;
    }
    const mine = !contact.shared || this.state.me?.role === 'supervisor';
    return html`<div class="contact" data-testid="contact">
      <span class="face" aria-hidden="true">${initials(contact.name) ?? icon('person', 20)}</span>
      <span
        ><bdi class="name">${contact.name}</bdi>
        <span class="soft"
          ><span class="ltr">${first === undefined ? '' : formatNumber(first.number)}</span> ${about.join(', ')}</span
        ></span
      >
      ${first === undefined
        ? nothing
        : html`<button
            type="button"
            class="icon-button"
            aria-label=${t('people.call', { name: contact.name, number: formatNumber(first.number) })}
            data-testid="call-contact"
            @click=${() => this.phone.dial(first.number, contact.name)}
          >
            ${icon('phone', 20)}
          </button>`}
      ${mine ? this.changes(contact) : nothing}
    </div>`;
  }

  private changes(contact: Contact) {
    return html`<button
        type="button"
        class="icon-button"
        aria-label=${t('people.edit', { name: contact.name })}
        data-testid="edit-contact"
        @click=${() => (this.edited = contact.id)}
      >
        ${icon('pencil', 18)}</button
      ><button
        type="button"
        class="icon-button"
        aria-label=${t('people.delete', { name: contact.name })}
        data-testid="delete-contact"
        @click=${() => this.change('DELETE', `/contacts/${contact.id}`)}
      >
        ${icon('close', 18)}
      </button>`;
  }

  private readonly onSearch = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.load(), TYPING_MILLIS);
  };

  private readonly onAdd = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const name = String(data.get('name') ?? '').trim();
    const number = String(data.get('number') ?? '').trim();
    if (name === '' || number === '') {
      this.problem = t('people.missing');
      return;
    }
    form.reset();
    void this.change('POST', '/contacts', { name, numbers: [{ label: '', number }] });
  };

  private readonly onFile = async (event: Event): Promise<void> => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    field.value = '';
    if (file === undefined) {
      return;
    }
    const type = /\.vcf$/i.test(file.name) || file.type === 'text/vcard' ? 'text/vcard' : 'text/csv';
    const answer = await loaded(
      this.phone.api.upload<{ imported: number; skipped: number }>('/contacts/import', type, await file.text()),
    );
    if (answer.state === 'there') {
      const { imported, skipped } = answer.value;
      const more = skipped === 0 ? '' : `. ${t('people.skipped', { count: skipped })}`;
      this.news = `${counted('people.imported', imported)}${more}`;
    }
    await this.settle(answer.state === 'failed' ? answer.reason : null);
  };

  private async save(contact: Contact, fields: ContactFields): Promise<void> {
    if (fields.name === '' || fields.numbers.length === 0) {
      this.problem = t('people.missing');
      return;
    }
    const { id, shared: isShared, email, remark } = contact;
    // What the form does not show stays.
    const whole = { ...fields, shared: isShared, email, remark };
    const result = await loaded(this.phone.api.send('PUT', `/contacts/${id}`, whole));
    if (result.state !== 'failed') {
      this.edited = null;
    }
    await this.settle(result.state === 'failed' ? result.reason : null);
  }

  private async change(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
    const result = await loaded(this.phone.api.send(method, path, body));
    await this.settle(result.state === 'failed' ? result.reason : null);
  }

  private async settle(problem: string | null): Promise<void> {
    this.problem = problem;
    await Promise.all([this.load(), this.phone.learnNames()]);
  }

  private async load(): Promise<void> {
    const asked = this.search;
    const page = await loaded(this.phone.api.get<ContactPage>('/contacts', { search: asked, size: MOST_SHOWN }));
    if (asked === this.search) {
      this.page = page;
    }
  }

  private file(): HTMLInputElement | null {
    return this.renderRoot.querySelector('.file');
  }
}

customElements.define('landline-contacts', Contacts);
