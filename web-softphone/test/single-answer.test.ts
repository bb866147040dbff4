import { describe, expect, it } from 'vitest';
import { takesAnswerOnce } from '../src/single-answer';

function connectionThatNotes() {
  const done: string[] = [];
  const connection = {
    setLocalDescription: async ({ sdp }: { sdp: string }) => void done.push(`local ${sdp}`),
    setRemoteDescription: async ({ sdp }: { sdp: string }) => void done.push(`remote ${sdp}`),
  };
  return { done, connection: connection as unknown as RTCPeerConnection };
}

const answer = (sdp: string) => ({ originator: 'remote', type: 'answer', sdp });

describe('an answer', () => {
  it('that comes again with the 200 is passed over, with the offer that JsSIP makes itself for it', async () => {
    const { done, connection } = connectionThatNotes();
    const once = takesAnswerOnce();
    once.guard(connection);
    await connection.setLocalDescription({ type: 'offer', sdp: 'ours' });
    once.sdp(answer('theirs'));
    await connection.setRemoteDescription(answer('theirs') as RTCSessionDescriptionInit);
    once.sdp(answer('theirs'));
    await connection.setLocalDescription({ type: 'offer', sdp: 'ours again' });
    await connection.setRemoteDescription(answer('theirs') as RTCSessionDescriptionInit);
    expect(done).toEqual(['local ours', 'remote theirs']);
  });

  it('that differs from the one before is taken', async () => {
    const { done, connection } = connectionThatNotes();
    const once = takesAnswerOnce();
    once.guard(connection);
    once.sdp(answer('early'));
    await connection.setRemoteDescription(answer('early') as RTCSessionDescriptionInit);
    once.sdp(answer('final'));
    await connection.setLocalDescription({ type: 'offer', sdp: 'ours' });
    await connection.setRemoteDescription(answer('final') as RTCSessionDescriptionInit);
    expect(done).toEqual(['remote early', 'local ours', 'remote final']);
  });

  it('to an offer that went out is taken even when it is the one of before', async () => {
    const { done, connection } = connectionThatNotes();
    const once = takesAnswerOnce();
    once.guard(connection);
    once.sdp(answer('same'));
    await connection.setRemoteDescription(answer('same') as RTCSessionDescriptionInit);
    await connection.setLocalDescription({ type: 'offer', sdp: 're-INVITE' });
    once.sdp({ originator: 'local', type: 'offer', sdp: 're-INVITE' });
    once.sdp(answer('same'));
    await connection.setRemoteDescription(answer('same') as RTCSessionDescriptionInit);
    await connection.setLocalDescription({ type: 'offer', sdp: 'next' });
    expect(done).toEqual(['remote same', 'local re-INVITE', 'remote same', 'local next']);
  });
});
