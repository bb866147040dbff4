const LOCK = 'landline-phone';

/**
 * Which tab of a browser has the line and the sound: the first one, and when it goes, the one that waits longest.
 * Browsers without locks have a phone in each tab.
 *
 * @param lead called once, when this tab's turn has come
 * @param follow called before that, when another tab leads now
 */
export function takeTurns(locks: LockManager | undefined, lead: () => void, follow: () => void): void {
  if (locks === undefined) {
    lead();
    return;
  }
  // Held until the tab is gone.
  const hold = (): Promise<never> => {
    lead();
    return new Promise<never>(() => undefined);
  };
  void locks.request(LOCK, { ifAvailable: true }, (lock) => {
    if (lock !== null) {
      return hold();
    }
    follow();
    void locks.request(LOCK, hold);
    return null;
  });
}
