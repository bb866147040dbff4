/** Groups a number while it is typed, as people of its country write it. The rules are loaded when they are first needed. */
export class AsYouType {
  private format: ((digits: string) => string) | null = null;
  private loading = false;

  /** @param country in which national numbers are read: ISO 3166 */
  constructor(private readonly country: string) {}

  /** Until they are loaded, numbers stay as they are typed. */
  load(): void {
    if (!this.loading) {
      this.loading = true;
      void import('libphonenumber-js/min')
        .then(({ AsYouType: Formatter, isSupportedCountry }) => {
          const { country } = this;
          this.format = (digits) => new Formatter(isSupportedCountry(country) ? country : undefined).input(digits);
        })
        .catch(() => (this.loading = false));
    }
  }

  /** Names, codes with `*` and `#`, and digits for later behind a comma stay as they are. */
  grouped(entry: string): string {
    if (this.format === null || !/^\+?[\d\s().-]+$/.test(entry)) {
      return entry;
    }
    return this.format(entry.replace(/[^\d+]/g, ''));
  }

  /** Without its last character that says something. */
  shortened(entry: string): string {
    return this.grouped(entry.replace(/.[\s().-]*$/u, '').trimEnd());
  }
}
