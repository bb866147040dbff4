// A telephone without a face for tests of call features: JsSIP and nothing else, told what to do by name. JsSIP itself was
// put into the page before. Calls have names that the test chooses; incoming ones are called in-1, in-2 and so on.
(() => {
  const calls = new Map();
  const said = [];
  let ua;
  let incoming = 0;

  function keep(name, session) {
    const call = { session, state: 'trying', news: [] };
    calls.set(name, call);
    const note = (state) => {
      call.state = state;
      said.push(`${name} ${state}`);
    };
    session.on('progress', () => note('ringing'));
    session.on('confirmed', () => note('talking'));
    session.on('failed', ({ cause, message }) => note(`failed ${message?.status_code ?? cause}`));
    session.on('ended', () => note('ended'));
    // Which of the page's peer connections is this call's.
    call.connection = () => window.landlineEars.connections.indexOf(session.connection);
    return call;
  }

  const done = (act) => new Promise((resolve, reject) => {
    if (!act(resolve)) {
      reject(new Error('JsSIP would not do it'));
    }
  });

  window.testPhone = {
    signIn(socket, user, domain, password) {
      ua = new JsSIP.UA({
        sockets: [new JsSIP.WebSocketInterface(socket)],
        uri: `sip:${user}@${domain}`,
        password,
        session_timers: false,
        connection_recovery_min_interval: 1,
      });
      ua.on('newRTCSession', ({ originator, session }) => {
        if (originator === 'remote') {
          incoming += 1;
          keep(`in-${incoming}`, session);
        }
      });
      ua.start();
      return new Promise((resolve, reject) => {
        ua.once('registered', () => resolve(true));
        ua.once('registrationFailed', ({ cause }) => reject(new Error(cause)));
      });
    },
    call(name, target, headers) {
      keep(name, ua.call(target, { mediaConstraints: { audio: true, video: false }, extraHeaders: headers ?? [] }));
    },
    answer: (name) => calls.get(name).session.answer({ mediaConstraints: { audio: true, video: false } }),
    redirect: (name, target) =>
      calls.get(name).session._request.reply(302, 'Moved Temporarily', [`Contact: <${target}>`]),
    busy: (name) => calls.get(name).session.terminate({ status_code: 486 }),
    hangUp: (name) => calls.get(name).session.terminate(),
    hold: (name) => done((resolve) => calls.get(name).session.hold({}, resolve)),
    unhold: (name) => done((resolve) => calls.get(name).session.unhold({}, resolve)),
    // What JsSIP does when half of the session's time is over.
    refresh(name) {
      const succeeded = () => said.push(`${name} refreshed`);
      calls.get(name).session._sendUpdate({ eventHandlers: { succeeded } });
    },
    restartIce: (name) =>
      done((resolve) =>
        calls.get(name).session.renegotiate({ rtcOfferConstraints: { iceRestart: true } }, () => resolve(true))),
    // Of both sides, as the connection has them now.
    ufrags(name) {
      const { localDescription, remoteDescription } = calls.get(name).session.connection;
      return [localDescription, remoteDescription].map(({ sdp }) => /a=ice-ufrag:(.*)/.exec(sdp)[1].trim()).join(' ');
    },
    async transport(name) {
      const report = await calls.get(name).session.connection.getStats();
      const one = [...report.values()].find(({ type }) => type === 'transport');
      return `${one.iceState === 'completed' ? 'connected' : one.iceState} ${one.dtlsState}`;
    },
    digits: (name, tones) => calls.get(name).session.sendDTMF(tones),
    // With another call's name: an attended transfer.
    refer(name, target, replaced) {
      const call = calls.get(name);
      const news = (word) => ({ status_line: line } = {}) => call.news.push(line?.status_code ?? word);
      call.session.refer(target, {
        replaces: replaced ? calls.get(replaced).session : undefined,
        eventHandlers: {
          requestSucceeded: () => call.news.push(202),
          requestFailed: ({ message }) => call.news.push(message?.status_code ?? 'failed'),
          trying: news('trying'),
          progress: news('progress'),
          accepted: news('accepted'),
          failed: news('failed'),
        },
      });
    },
    news: (name) => calls.get(name).news,
    state: (name) => calls.get(name)?.state ?? null,
    connection: (name) => calls.get(name).connection(),
    descriptions: (name) => calls.get(name).session.connection.landlineDescriptions ?? 0,
    said: () => said,
    // Registered, or registered again on a new connection.
    awaitConnection: () => new Promise((resolve) => {
      const look = () => (ua.isRegistered() && ua.isConnected() ? resolve(true) : setTimeout(look, 50));
      setTimeout(look, 50);
    }),
    // What another page needs to take this call over (RFC 3891).
    dialog(name) {
      const { session } = calls.get(name);
      const { id } = session._dialog;
      return `${id.call_id};to-tag=${id.remote_tag};from-tag=${id.local_tag}`;
    },
  };
})();
