import type { LeadingPhone } from '../phone';
import { COMMANDS, type TabChannel, type TabMessage } from './messages';

/** Shows the other tabs what this one's phone does, and does what they ask. */
export class Leader {
  private followed = false;

  constructor(
    private readonly phone: LeadingPhone,
    private readonly channel: TabChannel,
  ) {
    channel.onmessage = ({ data }) => this.heard(data);
    phone.subscribe(() => {
      if (this.followed) {
        this.show();
      }
    });
    // Tabs that followed somebody else learn whom to follow now.
    this.show();
  }

  /** Whether another tab can take over. */
  hasHeirs(): boolean {
    return this.followed;
  }

  /** The tab goes: the gateway holds the calls until another tab asks for them. */
  leaveCalls(): void {
    this.channel.postMessage({ type: 'heirs', kept: this.phone.callsToKeep() });
  }

  private heard(message: TabMessage): void {
    switch (message.type) {
      case 'hello':
        this.followed = true;
        this.show();
        return;
      case 'do':
        if (COMMANDS.includes(message.command)) {
          (this.phone[message.command] as (...words: readonly unknown[]) => void).apply(this.phone, [...message.words]);
        }
        return;
      case 'count':
        void this.phone
          .stats()
          .then((sample) => this.channel.postMessage({ type: 'counted', question: message.question, sample }));
        return;
      case 'state':
      case 'counted':
      case 'heirs':
        return;
    }
  }

  private show(): void {
    this.channel.postMessage({ type: 'state', state: this.phone.state });
  }
}
