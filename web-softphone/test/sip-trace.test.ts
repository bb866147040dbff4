import { describe, expect, it } from 'vitest';
import { firstLine, SipTrace, withoutSecrets } from '../src/sip-trace';

const INVITE = [
  'INVITE sip:+442079460100@landline.test SIP/2.0',
  'Authorization: Bearer very-secret-token',
  'Proxy-Authorization: Digest username="alice", nonce="n", response="0123456789abcdef"',
  'Content-Type: application/sdp',
  '',
  'v=0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:secret-password-of-ice',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0IGtleQ==',
  'a=fingerprint:sha-256 AA:BB',
].join('\r\n');

describe('the trace of SIP messages', () => {
  it('holds no proof, no key and no password', () => {
    const text = withoutSecrets(`${INVITE}\r\n{"urls":"turn:x","username":"u","credential":"turn-secret"}`);
    for (const secret of ['very-secret-token', '0123456789abcdef', 'secret-password', 'c2VjcmV0', 'turn-secret']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('a=fingerprint:sha-256 AA:BB');
    expect(text).toContain('a=ice-ufrag:abcd');
    expect(text).toContain('username="alice"');
  });

  it('does not tell what people write to each other', () => {
    const text = withoutSecrets(
      'MESSAGE sip:bob@landline.test SIP/2.0\r\nFrom: <sip:alice@landline.test>\r\n\r\nLunch?',
    );
    expect(text).not.toContain('Lunch');
    expect(text).toContain('From:');
  });

  it('keeps the last ones, in their order, without keep-alives', () => {
    const trace = new SipTrace();
    trace.add('sent', '\r\n\r\n', 0);
    for (let i = 0; i < 400; i++) {
      trace.add(i % 2 === 0 ? 'sent' : 'received', `OPTIONS sip:${i}@x SIP/2.0\r\n`, i);
    }
    expect(trace.messages()).toHaveLength(300);
    expect(firstLine(trace.messages().at(-1)!)).toBe('OPTIONS sip:399@x');
    trace.add('received', 'SIP/2.0 180 Ringing\r\n', 401);
    expect(firstLine(trace.messages().at(-1)!)).toBe('180 Ringing');
    trace.clear();
    expect(trace.messages()).toEqual([]);
  });
});
