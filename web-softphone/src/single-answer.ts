/** What JsSIP tells of each description that it sends or receives. */
export interface DescriptionEvent {
  readonly originator: string;
  readonly type: string;
  readonly sdp: string;
}

/**
 * Takes an answer once. JsSIP takes that of a 200 even when it repeats that of the 183 before: it makes itself a new offer
 * and sets the same description again, a renegotiation for nothing. The gateway describes its side of a call once.
 */
export function takesAnswerOnce() {
  let taken: string | null = null;
  let repeated = false;
  let offerPassedOver = false;
  return {
    sdp({ originator, type, sdp }: DescriptionEvent): void {
      if (originator === 'remote' && type === 'answer') {
        repeated = sdp === taken;
        taken = sdp;
      }
    },
    guard(connection: RTCPeerConnection): void {
      const setLocal: (description?: RTCLocalSessionDescriptionInit) => Promise<void> = connection.setLocalDescription;
      const setRemote: (description: RTCSessionDescriptionInit) => Promise<void> = connection.setRemoteDescription;
      connection.setLocalDescription = async (description?: RTCLocalSessionDescriptionInit) => {
        offerPassedOver = repeated;
        return repeated ? undefined : setLocal.call(connection, description);
      };
      connection.setRemoteDescription = async (description: RTCSessionDescriptionInit) => {
        const passedOver = offerPassedOver;
        repeated = false;
        offerPassedOver = false;
        // An offer that did go out has to have its answer, even one that it had before.
        return passedOver ? undefined : setRemote.call(connection, description);
      };
    },
  };
}
