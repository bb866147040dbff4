import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { othersOf } from '../src/calls';
import { ending, phoneUnderTest, settled } from './fakes';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function talkingTo(...numbers: string[]) {
  const parts = phoneUnderTest();
  parts.phone.signIn('alice', 'secret', 'Alice');
  parts.port.say({ type: 'registered' });
  for (const [index, number] of numbers.entries()) {
    const call = `out-${index + 1}`;
    parts.phone.dial(number);
    await settled();
    parts.port.say({ type: 'answered', call });
    parts.port.say({ type: 'media', call, state: 'connected' });
    if (index > 0) {
      parts.port.say({ type: 'held', call: `out-${index}`, held: true });
    }
  }
  parts.port.takeAsked();
  return parts;
}

describe('a second call', () => {
  it('holds the first, and both microphones are given back at their ends', async () => {
    const { phone, port, microphone } = await talkingTo('100', '101');
    expect(phone.state.call).toMatchObject({ key: 'out-2', heldAtMillis: null });
    expect(othersOf(phone.state.calls)).toMatchObject([{ key: 'out-1', heldAtMillis: expect.any(Number) }]);
    expect(microphone.askedRaw).toHaveLength(1);
    port.say({ type: 'ended', call: 'out-2', ending: ending({}) });
    expect(phone.state.call).toMatchObject({ key: 'out-1', phase: 'in-call' });
    port.say({ type: 'ended', call: 'out-1', ending: ending({}) });
    expect(microphone.streams.every((stream) => stream.track.stopped)).toBe(true);
    expect(phone.state.recents).toHaveLength(2);
  });

  it('changes places with the first', async () => {
    const { phone, port } = await talkingTo('100', '101');
    phone.swapTo('out-1');
    expect(port.takeAsked()).toEqual(['hold out-2', 'unhold out-1']);
    expect(phone.state.call?.key).toBe('out-1');
  });

  it('is not dialled while the first still rings, nor beyond the fourth', async () => {
    const ringing = phoneUnderTest();
    ringing.phone.signIn('alice', 'secret');
    ringing.port.say({ type: 'registered' });
    ringing.phone.dial('100');
    await settled();
    ringing.phone.dial('101');
    expect(ringing.phone.state.calls.all).toHaveLength(1);
    const many = await talkingTo('100', '101', '102', '103');
    many.phone.dial('104');
    expect(many.phone.state.calls.all).toHaveLength(4);
  });

  it('ends the first when that is wanted', async () => {
    const { phone, port } = await talkingTo('100');
    port.say({ type: 'incoming', call: 'in-1', from: { user: '+44', displayName: null }, called: null });
    phone.endAndAnswer();
    await settled();
    expect(port.takeAsked()).toEqual(['hang up out-1', 'answer in-1 mic again']);
    port.say({ type: 'ended', call: 'out-1', ending: ending({ by: 'here' }) });
    expect(phone.state.call).toMatchObject({ key: 'in-1' });
  });
});

describe('a transfer', () => {
  it('is asked of the gateway, told step by step, and ends the call', async () => {
    const { phone, port } = await talkingTo('100');
    expect(phone.transfer('+44 20 7946 0958')).toBe(true);
    expect(port.takeAsked()).toEqual(['transfer out-1 +442079460958']);
    phone.transfer('102');
    expect(port.takeAsked()).toEqual([]);
    port.say({ type: 'transfer', call: 'out-1', progress: 'ringing', status: null });
    expect(phone.state.call?.transfer).toMatchObject({ state: 'ringing' });
    port.say({ type: 'transfer', call: 'out-1', progress: 'failed', status: 486 });
    expect(phone.state.call).toMatchObject({ phase: 'in-call', transfer: { state: 'failed', status: 486 } });
    phone.transfer('102');
    expect(port.takeAsked()).toEqual(['transfer out-1 102']);
  });

  it('refuses what cannot be dialled', async () => {
    const { phone, port } = await talkingTo('100');
    expect(phone.transfer('  ')).toBe(false);
    expect(port.takeAsked()).toEqual([]);
  });

  it('joins the two others when somebody was asked first', async () => {
    const { phone, port } = await talkingTo('100');
    phone.consult('101');
    await settled();
    port.say({ type: 'held', call: 'out-1', held: true });
    port.say({ type: 'answered', call: 'out-2' });
    port.say({ type: 'media', call: 'out-2', state: 'connected' });
    port.takeAsked();
    phone.completeTransfer();
    expect(port.takeAsked()).toEqual(['join out-1 out-2']);
  });

  it('brings the first call back to the ear when nobody could be asked', async () => {
    const { phone, port } = await talkingTo('100');
    phone.consult('101');
    await settled();
    port.say({ type: 'held', call: 'out-1', held: true });
    port.takeAsked();
    port.say({ type: 'ended', call: 'out-2', ending: ending({ cause: 'refused', status: 486 }) });
    expect(phone.state.call?.key).toBe('out-1');
    expect(port.takeAsked()).toEqual(['unhold out-1']);
  });
});

describe('a conference', () => {
  it('is made of the call in front and the one on hold', async () => {
    const { phone, port } = await talkingTo('100', '101');
    phone.merge();
    expect(port.takeAsked()).toEqual(['merge out-2 out-1']);
    port.say({ type: 'ended', call: 'out-1', ending: ending({}) });
    expect(phone.state.call).toMatchObject({ key: 'out-2', conference: true });
  });

  it('needs two answered calls', async () => {
    const { phone, port } = await talkingTo('100');
    phone.merge();
    expect(port.takeAsked()).toEqual([]);
  });
});
