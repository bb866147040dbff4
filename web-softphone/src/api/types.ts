/** What the gateway's API says, as api/openapi.yaml describes it. Times are RFC 3339, lengths seconds. */

export interface Me {
  readonly user: string;
  readonly displayName: string;
  readonly role: 'user' | 'supervisor';
  readonly callerId: string | null;
  readonly numbers: readonly string[];
  /** Whether the gateway lets people record their calls. */
  readonly mayRecord: boolean;
  readonly csrfToken: string;
}

/** What somebody wants done with calls. */
export interface CallSettings {
  readonly doNotDisturb: boolean;
  /** Numbers as they are dialled; null leaves the calls where they are. */
  readonly forward: {
    readonly always: string | null;
    readonly busy: string | null;
    readonly noAnswer: string | null;
    readonly notSignedIn: string | null;
  };
  readonly ringSeconds: number;
}

export type Direction = 'inbound' | 'outbound' | 'internal' | 'transit';
export type Outcome = 'answered' | 'missed' | 'busy' | 'refused' | 'failed';

export interface Side {
  readonly address: string;
  readonly name: string;
  readonly account: string | null;
  readonly trunk: string | null;
}

export interface CallRecord {
  readonly id: string;
  readonly direction: Direction;
  readonly outcome: Outcome;
  readonly caller: Side;
  readonly callee: Side;
  readonly started: string;
  readonly answered: string | null;
  readonly ended: string;
  readonly waitSeconds: number;
  readonly talkSeconds: number;
  readonly failure: { readonly number: number; readonly message: string } | null;
  readonly quality: QualitySummary | null;
  readonly tags: readonly string[];
  readonly assignment: { readonly assignee: string; readonly by: string; readonly at: string } | null;
  readonly noteCount: number;
  readonly recordingCount: number;
}

export interface QualitySummary {
  readonly number: number;
  readonly message: string;
  readonly callerMos: number;
  readonly calleeMos: number;
}

export interface CallDetails extends CallRecord {
  readonly notes: readonly Note[];
  readonly recordings: readonly Recording[];
}

export interface Note {
  readonly id: number;
  readonly author: string;
  readonly text: string;
  readonly created: string;
}

export interface Recording {
  readonly id: string;
  readonly state: 'running' | 'kept' | 'failed' | 'deleted';
  readonly started: string;
  readonly seconds: number;
  readonly message: string;
}

export interface CallPage {
  readonly calls: readonly CallRecord[];
  readonly next: string | null;
}

export interface LiveCall {
  readonly id: string;
  readonly state: 'ringing' | 'talking';
  readonly direction: Direction;
  readonly caller: Side;
  readonly callee: Side;
  readonly started: string;
  readonly answered: string | null;
}

export type Availability = 'available' | 'ringing' | 'in-call' | 'offline';

export interface Colleague {
  readonly user: string;
  readonly displayName: string;
  readonly numbers: readonly string[];
  readonly availability: Availability;
}

export interface Contact {
  readonly id: number;
  readonly shared: boolean;
  readonly name: string;
  readonly company: string;
  readonly email?: string;
  readonly remark?: string;
  readonly numbers: readonly { readonly label: string; readonly number: string }[];
}

export interface ContactPage {
  readonly contacts: readonly Contact[];
  readonly more: boolean;
}

/** How a call sounds to the gateway now; counts are totals since it began. */
export interface CallSound {
  readonly call: string;
  readonly audio: {
    readonly code: string;
    readonly number: number;
    readonly message: string;
    readonly remedy: string;
    /** Which end it is about; null for the whole call. */
    readonly end: 'caller' | 'callee' | null;
    readonly fault: string;
    readonly trouble: boolean;
  };
  readonly caller: LegSound;
  readonly callee: LegSound;
}

export interface LegSound {
  readonly kind: 'browser' | 'trunk';
  readonly codec: string;
  readonly encrypted: boolean;
  readonly received: number;
  readonly receivedBytes: number;
  readonly lost: number;
  readonly sent: number;
  /** What the far end says it has lost of what we send, lately. */
  readonly peerLossPercent: number;
  readonly jitterMillis: number;
  readonly bufferMillis: number;
  readonly roundTripMillis: number;
  readonly levelDbov: number | null;
  readonly mos: number;
}

export interface Overview {
  readonly callsNow: number;
  readonly total: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly answered: number;
  readonly missed: number;
  readonly averageWaitSeconds: number;
  readonly averageTalkSeconds: number;
  readonly step: 'hour' | 'day';
  readonly evolution: readonly {
    readonly begin: string;
    readonly total: number;
    readonly inbound: number;
    readonly answered: number;
    readonly missed: number;
  }[];
}
