import { describe, expect, it } from 'vitest';
import { Partners } from '../src/partners';
import { phoneUnderTest } from './fakes';

const CRM = 'https://crm.example.com';

/** A window that hears and keeps what it is told. */
class FakeWindow {
  readonly told: { readonly origin: string; readonly message: Record<string, unknown> }[] = [];
  readonly opener = null;
  readonly parent = this;
  private listener: (event: unknown) => void = () => undefined;
  addEventListener(_type: string, listener: (event: unknown) => void): void {
    this.listener = listener;
  }
  postMessage(message: Record<string, unknown>, origin: string): void {
    this.told.push({ origin, message });
  }
  says(origin: string, source: FakeWindow, data: unknown): void {
    this.listener({ origin, source, data });
  }
}

function open(origins: readonly string[]) {
  const page = new FakeWindow();
  const other = new FakeWindow();
  const under = phoneUnderTest();
  const partners = new Partners(origins, page as unknown as Window);
  partners.serve(under.phone);
  return { page, other, ...under };
}

describe('a page of a partner', () => {
  it('is told how the phone is, as often as that changes', () => {
    const { page, other, phone } = open([CRM]);
    page.says(CRM, other, { landline: 'hello' });
    expect(other.told[0]?.message).toMatchObject({ landline: 'state', signedIn: false, calls: [] });
    expect(other.told[0]?.origin).toBe(CRM);
    phone.redraw();
    const before = other.told.length;
    phone.redraw();
    expect(other.told.length).toBe(before);
  });

  it('fills in the number; nobody is called before somebody is signed in', () => {
    const { page, other, phone, port } = open([CRM]);
    page.says(CRM, other, { landline: 'dial', to: 'tel:+44-20-7946-0958', now: true });
    expect(phone.state.entry).toBe('+442079460958');
    expect(port.takeAsked().filter((asked) => asked.startsWith('call'))).toEqual([]);
  });
});

describe('any other page', () => {
  it('is neither heard nor told anything, and a partner that talks nonsense is passed over', () => {
    const { page, other, phone } = open([CRM]);
    page.says('https://evil.example', other, { landline: 'dial', to: '+442079460958', now: true });
    for (const nonsense of [null, 7, 'dial', { landline: 'hang-up' }, { landline: 'dial', to: 7 }]) {
      page.says(CRM, page, nonsense);
    }
    expect(phone.state.entry).toBe('');
    expect(other.told).toEqual([]);
  });

  it('is not even listened to where no partner is configured', () => {
    const { page, other, phone } = open([]);
    page.says(CRM, other, { landline: 'dial', to: '+442079460958' });
    expect(phone.state.entry).toBe('');
  });
});
