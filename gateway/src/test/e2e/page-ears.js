// Runs in every page before its own scripts: keeps hold of peer connections so that tests can measure what the page
// hears. It changes nothing of what the page does, except what `landlineTest` (set before it) asks for by name.
(() => {
  const wishes = window.landlineTest ?? {};
  const connections = [];
  const digits = new Map();
  const ears = { connections, digits, sockets: [] };
  window.landlineEars = ears;

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...parameters) {
      super(...parameters);
      connections.push(this);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') {
          note('connected');
        }
      });
      this.addEventListener('track', (event) => {
        // The element makes Chromium decode the track; it is silent, the page has its own.
        const element = new Audio();
        element.muted = true;
        element.srcObject = new MediaStream([event.track]);
        this.landlineRemote = { track: event.track, element };
        awaitSound(event.track);
      });
    }

    // Another way to the gateway: a relay's port in its candidates.
    setRemoteDescription(description) {
      this.landlineDescriptions = (this.landlineDescriptions ?? 0) + 1;
      if (!wishes.mediaPort) {
        return super.setRemoteDescription(description);
      }
      const sdp = description.sdp.replace(/(a=candidate:\S+ \d+ udp \d+ \S+ )\d+/gi, `$1${wishes.mediaPort}`);
      return super.setRemoteDescription({ type: description.type, sdp });
    }

    // A transform counts only when it is there from the receiver's first moment.
    addTrack(...parameters) {
      const sender = super.addTrack(...parameters);
      if (wishes.readDigits) {
        this.getReceivers().forEach(readDigits);
      }
      return sender;
    }
  };

  // Telephone-events as they left SRTP: Chromium shows them to an encoded transform, and to nothing else.
  function readDigits(receiver) {
    const worker = new Worker(URL.createObjectURL(new Blob([`
      onrtctransform = ({ transformer }) => transformer.readable.pipeThrough(new TransformStream({
        transform(frame, out) {
          const { mimeType, payloadType, rtpTimestamp } = frame.getMetadata();
          if (mimeType === 'audio/telephone-event') {
            postMessage({ payloadType, rtpTimestamp, bytes: [...new Uint8Array(frame.data)] });
          }
          out.enqueue(frame);
        } })).pipeTo(transformer.writable);`])));
    worker.onmessage = ({ data }) => {
      const [event, flags, high, low] = data.bytes;
      const known = digits.get(data.rtpTimestamp) ?? { symbol: '0123456789*#'[event], ticks: 0, packets: 0, ends: 0 };
      known.payloadType = data.payloadType;
      known.ticks = Math.max(known.ticks, high * 256 + low);
      known.packets += 1;
      known.ends += flags & 0x80 ? 1 : 0;
      digits.set(data.rtpTimestamp, known);
    };
    receiver.transform = new RTCRtpScriptTransform(worker, {});
  }

  // A microphone of its own for this page, instead of the browser's file.
  if (wishes.microphoneHertz) {
    navigator.mediaDevices.getUserMedia = async () => {
      const audio = new AudioContext();
      const tone = new OscillatorNode(audio, { frequency: wishes.microphoneHertz });
      const level = new GainNode(audio, { gain: wishes.microphoneAmplitude });
      const out = new MediaStreamAudioDestinationNode(audio, { channelCount: 1 });
      tone.connect(level).connect(out);
      tone.start();
      return out.stream;
    };
  }

  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...parameters) {
      super(...parameters);
      ears.sockets.push(this);
      this.addEventListener('message', ({ data }) => {
        if (/^SIP\/2.0 200 [^]*\r\nCSeq: \d+ INVITE\r\n/.test(data)) {
          note('answer');
        }
      });
    }

    send(data) {
      if (typeof data === 'string' && data.startsWith('INVITE ')) {
        note('invite');
      }
      super.send(wishes.wrongFingerprint && typeof data === 'string' ? spoilFingerprint(data) : data);
    }
  };

  // Same length, so Content-Length stays true.
  function spoilFingerprint(message) {
    return message.replace(/(a=fingerprint:sha-256 )(..)/g, (_, name, byte) => name + (byte === '00' ? '01' : '00'));
  }

  // Milliseconds of a call's beginning, from the last click on: when its INVITE left, its answer came, its media was
  // connected, its sound was there.
  let times = null;
  const note = (name) => {
    if (times !== null) {
      times[name] ??= performance.now() - times.click;
    }
  };
  if (wishes.times) {
    window.addEventListener('click', ({ timeStamp }) => (times = { click: timeStamp }), true);
  }
  ears.times = () => times;

  // Looks for the first sound every few milliseconds, at blocks of as many.
  function awaitSound(track) {
    if (!wishes.times) {
      return;
    }
    ears.audio ??= new AudioContext();
    const analyser = new AnalyserNode(ears.audio, { fftSize: 256 });
    const source = new MediaStreamAudioSourceNode(ears.audio, { mediaStream: new MediaStream([track]) });
    source.connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const look = setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      const heard = wave.some((sample) => Math.abs(sample) > 0.01);
      if (heard) {
        note('sound');
      }
      if (heard || track.readyState === 'ended') {
        clearInterval(look);
        source.disconnect();
      }
    }, 4);
  }

  const live = () => connections.filter((one) => one.connectionState !== 'closed' && one.landlineRemote);

  /** What the newest live call's remote track sounds like now: { hertz, dbfs } or null when there is none. */
  ears.tone = async () => toneOn(live().at(-1));

  /** The same of one of the page's peer connections, in the order in which they were made. */
  ears.toneOf = async (at) => toneOn(connections[at]);

  /** How loud each of these tones is in the newest live call, 0 to 1; null when there is none. */
  ears.amplitudes = async (tones) => {
    const analyser = await listen(live().at(-1));
    return analyser && tones.map((hertz) => amplitude(analyser, hertz));
  };

  async function toneOn(connection) {
    const analyser = await listen(connection);
    return analyser && measure(analyser, ears.audio.sampleRate);
  }

  async function listen(connection) {
    if (!connection?.landlineRemote) {
      return null;
    }
    ears.audio ??= new AudioContext();
    await ears.audio.resume();
    const remote = connection.landlineRemote;
    if (!remote.analyser) {
      remote.analyser = new AnalyserNode(ears.audio, { fftSize: 16384, smoothingTimeConstant: 0 });
      remote.source = new MediaStreamAudioSourceNode(ears.audio, { mediaStream: new MediaStream([remote.track]) });
      remote.source.connect(remote.analyser);
    }
    // A whole window of sound that is newer than this question.
    const asked = ears.audio.currentTime;
    while (ears.audio.currentTime - asked < 16384 / ears.audio.sampleRate + 0.05) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return remote.analyser;
  }

  // One component of the spectrum, through a Hann window, so that neighbours do not leak into it.
  function amplitude(analyser, hertz) {
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    let [re, im] = [0, 0];
    wave.forEach((sample, at) => {
      const windowed = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / wave.length));
      re += windowed * Math.cos((2 * Math.PI * hertz * at) / ears.audio.sampleRate);
      im += windowed * Math.sin((2 * Math.PI * hertz * at) / ears.audio.sampleRate);
    });
    return (4 * Math.hypot(re, im)) / wave.length;
  }

  function measure(analyser, rate) {
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length;
    const decibels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(decibels);
    let peak = 1;
    for (let bin = 2; bin < decibels.length - 1; bin++) {
      if (decibels[bin] > decibels[peak]) {
        peak = bin;
      }
    }
    const shares = decibels.map((value) => 10 ** (value / 10));
    const near = shares.slice(Math.max(0, peak - 4), peak + 5).reduce((sum, value) => sum + value, 0);
    const all = shares.reduce((sum, value) => sum + value, 0);
    const [left, middle, right] = [decibels[peak - 1], decibels[peak], decibels[peak + 1]];
    const bend = left - 2 * middle + right;
    const bin = Number.isFinite(bend) && bend !== 0 ? peak + (0.5 * (left - right)) / bend : peak;
    return {
      hertz: (bin * rate) / analyser.fftSize,
      dbfs: 10 * Math.log10(Math.max(power, 1e-12)),
      purity: all > 0 ? near / all : 0,
    };
  }

  /** How often the newest call was given a description of the other side. */
  ears.descriptions = () => connections.at(-1)?.landlineDescriptions ?? 0;

  /** The newest live call's statistics that tests ask for. */
  ears.stats = async () => {
    const connection = live().at(-1);
    const summary = {};
    const report = connection ? await connection.getStats() : new Map();
    for (const one of report.values()) {
      if (one.type === 'inbound-rtp') {
        Object.assign(summary, { received: one.packetsReceived, lost: one.packetsLost, jitter: one.jitter });
        Object.assign(summary, { concealedSamples: one.concealedSamples, totalSamples: one.totalSamplesReceived });
      } else if (one.type === 'outbound-rtp') {
        summary.sent = one.packetsSent;
      } else if (one.type === 'transport') {
        Object.assign(summary, { srtpCipher: one.srtpCipher, dtlsState: one.dtlsState });
        const pair = report.get(one.selectedCandidatePairId);
        Object.assign(summary, {
          localCandidate: report.get(pair?.localCandidateId)?.candidateType,
          remoteCandidate: report.get(pair?.remoteCandidateId)?.candidateType,
        });
      } else if (one.type === 'codec' && one.mimeType === 'audio/opus') {
        summary.opusParameters = one.sdpFmtpLine;
      } else if (one.type === 'remote-inbound-rtp') {
        summary.roundTripSeconds = one.roundTripTime;
      }
    }
    return summary;
  };
})();
