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

  const texts = [];
  const notices = [];

  window.testPhone = {
    // Asks for a token with the password, and forgets the password.
    async signInByToken(socket, user, domain, password) {
      const asked = await fetch('/api/token', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user, password }),
      });
      const { token } = await asked.json();
      return this.signInWith(socket, user, domain, { authorization_jwt: `Bearer ${token}` });
    },
    signIn(socket, user, domain, password) {
      return this.signInWith(socket, user, domain, { password });
    },
    signInWith(socket, user, domain, proof) {
      ua = new JsSIP.UA({
        sockets: [new JsSIP.WebSocketInterface(socket)],
        uri: `sip:${user}@${domain}`,
        session_timers: false,
        connection_recovery_min_interval: 1,
        ...proof,
      });
      ua.on('newMessage', ({ originator, request }) => {
        if (originator === 'remote') {
          texts.push(`${request.from.display_name}: ${request.body}`);
        }
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
    // What the gateway gave this page as addresses of its own (RFC 5627).
    gruu: () => ua.contact.pub_gruu,
    temporaryGruu: () => ua.contact.temp_gruu,
    // Sends a text; the answer's status.
    write: (target, text) => new Promise((resolve) => {
      ua.sendMessage(target, text, {
        eventHandlers: {
          succeeded: ({ response }) => resolve(response.status_code),
          failed: ({ response, cause }) => resolve(response?.status_code ?? cause),
        },
      });
    }),
    texts: () => texts,
    // Subscribes; what is told is kept.
    watch(target, event, accept) {
      const subscriber = ua.subscribe(target, event, accept, { expires: 600 });
      subscriber.on('notify', (isFinal, request, body) => notices.push(body));
      subscriber.on('terminated', (code) => notices.push(`terminated ${code}`));
      subscriber.subscribe();
    },
    notices: () => notices,
    calls: () => [...calls.keys()],
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
    // With another call's name: an attended transfer. JsSIP keeps the other side's tag once a call is answered.
    refer(name, target, replaced) {
      const call = calls.get(name);
      const other = replaced ? calls.get(replaced).session : undefined;
      if (other && other._to_tag === null) {
        other._to_tag = Object.values(other._earlyDialogs)[0].id.remote_tag;
      }
      const news = (word) => ({ status_line: line } = {}) => call.news.push(line?.status_code ?? word);
      call.session.refer(target, {
        replaces: other,
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
