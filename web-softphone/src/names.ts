import type { Api } from './api/api';
import type { ContactPage } from './api/types';
import { comparable } from './number';

const MOST = 499;

/** Contacts by number, so that calls show names. Without the list they show numbers. */
export class Names {
  private names: ReadonlyMap<string, string> = new Map();

  async learn(api: Api): Promise<void> {
    const page = await api.get<ContactPage>('/contacts', { size: MOST }).catch(() => null);
    this.names = new Map(
      (page?.contacts ?? []).flatMap(({ name, numbers }) => numbers.map(({ number }) => [comparable(number), name])),
    );
  }

  of(user: string): string | null {
    return this.names.get(comparable(user)) ?? null;
  }

  forget(): void {
    this.names = new Map();
  }
}
