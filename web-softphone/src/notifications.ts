import { partyName } from './call-words';
import type { LeadingPhone } from './phone';
import { t } from './words/words';

interface Chosen {
  readonly type: 'call-notification';
  readonly action: string;
  readonly call: string | undefined;
}

/**
 * Shows calls that ring while nobody looks at the page, with Answer and Decline on them. A notification of the service
 * worker, because only those have buttons, and because mobile browsers know no others.
 */
export function notifyOfCalls(phone: LeadingPhone, page: Window): void {
  const worker = page.navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (worker === undefined) {
    return;
  }
  const registered = worker.register('./service-worker.js').catch(() => null);
  let shown: string | null = null;
  phone.subscribe(() => {
    const call = phone.state.call;
    const ringing = call?.phase === 'incoming' ? call : null;
    if ((ringing?.key ?? null) === shown) {
      return;
    }
    const over = shown;
    void registered.then((registration) => close(registration, over)).catch(() => undefined);
    shown = ringing?.key ?? null;
    if (ringing !== null && page.document.visibilityState === 'hidden' && mayNotify(page)) {
      const name = partyName(ringing.party);
      void registered.then((registration) =>
        registration?.showNotification(t('phone.incoming-from', { name }), {
          body: ringing.called ?? '',
          tag: ringing.key,
          icon: './icon-192.png',
          requireInteraction: true,
          data: { call: ringing.key },
          actions: [
            { action: 'answer', title: t('phone.answer') },
            { action: 'decline', title: t('phone.decline') },
          ],
        } as NotificationOptions),
      );
    }
  });
  worker.addEventListener('message', ({ data }: MessageEvent<Chosen>) => {
    if (data.type === 'call-notification' && data.call !== undefined && data.call === phone.state.call?.key) {
      if (data.action === 'answer') {
        phone.answer();
      } else if (data.action === 'decline') {
        phone.decline();
      }
    }
  });
}

async function close(registration: ServiceWorkerRegistration | null, tag: string | null): Promise<void> {
  const open = tag === null || registration === null ? [] : await registration.getNotifications({ tag });
  open.forEach((notification) => notification.close());
}

function mayNotify(page: Window): boolean {
  return (page as unknown as { Notification?: typeof Notification }).Notification?.permission === 'granted';
}

/** What the browser says about notifications; null where it has none. */
export function notificationPermission(): NotificationPermission | null {
  return 'Notification' in window ? Notification.permission : null;
}

/** Asks the person; browsers want a click for it. */
export async function askToNotify(): Promise<NotificationPermission | null> {
  return 'Notification' in window ? Notification.requestPermission() : null;
}
