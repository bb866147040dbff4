// One Chromium under the command of a test: reads one JSON object a line, { id, command, ... }, and answers each with
// { id, result } or { id, error }. It ends with its input.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [softphone, executablePath, microphone] = process.argv.slice(2);
const { chromium } = createRequire(`${softphone}/package.json`)('playwright-core');

const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${microphone}`,
    '--autoplay-policy=no-user-gesture-required',
  ],
});

// JsSIP as one script, made once, for pages that are a bare telephone.
let jssip;
async function bareTelephone() {
  if (jssip === undefined) {
    const { build } = await import(pathToFileURL(`${softphone}/node_modules/vite/dist/node/index.js`));
    const entry = createRequire(`${softphone}/package.json`).resolve('jssip');
    const lib = { entry, formats: ['iife'], name: 'JsSIP', fileName: 'jssip' };
    const built = await build({
      configFile: false,
      root: softphone,
      logLevel: 'error',
      build: { write: false, minify: false, lib },
    });
    jssip = [built].flat()[0].output[0].code.replace('var JsSIP =', 'window.JsSIP =');
  }
  return jssip;
}

const ears = fileURLToPath(new URL('page-ears.js', import.meta.url));
const contexts = new Map();
const tabs = new Map();

// Reading digits takes a worker of the test's own, which the page's Content-Security-Policy rightly forbids.
async function context(name, ignoreHTTPSErrors, bypassCSP) {
  if (!contexts.has(name)) {
    const made = await browser.newContext({ ignoreHTTPSErrors, bypassCSP });
    await made.grantPermissions(['notifications', 'microphone']);
    contexts.set(name, made);
  }
  return contexts.get(name);
}

// As a person does beside the address: for one site in this tab's profile, also while its page is open. What a session
// has set ends with it, so this one stays.
let permissions;
async function permitMicrophone(page, url, setting) {
  permissions ??= await browser.newBrowserCDPSession();
  const own = await page.context().newCDPSession(page);
  const { browserContextId } = (await own.send('Target.getTargetInfo')).targetInfo;
  const { origin } = new URL(url);
  const permission = { name: 'microphone' };
  await permissions.send('Browser.setPermission', { permission, setting, origin, browserContextId });
}

const commands = {
  async open({ tab, url, inContext, ignoreHttpsErrors, wishes }) {
    const page = await (await context(inContext, ignoreHttpsErrors, wishes.readDigits === true)).newPage();
    page.setDefaultTimeout(10_000);
    const said = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    // A page in a call asks before it is left; whoever is at this browser means it.
    page.on('dialog', (dialog) => dialog.accept().catch(() => undefined));
    page.on('pageerror', (error) => said.push(`error: ${error.message}`));
    tabs.set(tab, { page, said });
    await page.addInitScript((given) => {
      window.landlineTest = given;
      localStorage.setItem('landline.audio', 'raw');
    }, wishes);
    if (wishes.hidden === true) {
      await page.addInitScript(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }));
    }
    await page.addInitScript({ path: ears });
    if (wishes.bareTelephone === true) {
      await page.addInitScript({ content: await bareTelephone() });
      await page.addInitScript({ path: fileURLToPath(new URL('page-phone.js', import.meta.url)) });
    }
    if (wishes.microphoneDenied === true) {
      await permitMicrophone(page, url, 'denied');
    }
    await page.goto(url);
  },
  allowMicrophone: ({ tab }) => permitMicrophone(tabs.get(tab).page, tabs.get(tab).page.url(), 'granted'),
  click: ({ tab, testId }) => tabs.get(tab).page.getByTestId(testId).first().click(),
  fill: ({ tab, testId, text }) => tabs.get(tab).page.getByTestId(testId).first().fill(text),
  press: ({ tab, key }) => tabs.get(tab).page.keyboard.press(key),
  type: ({ tab, text }) => tabs.get(tab).page.keyboard.type(text),
  focused: ({ tab }) => tabs.get(tab).page.evaluate(focused),
  focusShows: ({ tab }) => focusShows(tabs.get(tab).page),
  file: ({ tab, testId, name, type, text }) =>
    tabs.get(tab).page.getByTestId(testId).setInputFiles({ name, mimeType: type, buffer: Buffer.from(text) }),
  // What a click saves as a file.
  async saved({ tab, testId }) {
    const { page } = tabs.get(tab);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).first().click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  },
  choose: ({ tab, testId, value }) => tabs.get(tab).page.getByTestId(testId).first().selectOption(value),
  // The titles of the notifications that show, and what becomes of a click on one.
  notifications: ({ tab }) =>
    tabs.get(tab).page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title }) => title);
    }),
  async clickNotification({ tab, action }) {
    const [worker] = tabs.get(tab).page.context().serviceWorkers();
    await worker.evaluate(async (chosen) => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: chosen }));
    }, action);
  },
  // What a player would play: how loud each of these tones is in each channel of its file, 0 to 1.
  played: ({ tab, testId, hertz }) =>
    tabs.get(tab).page.getByTestId(testId).first().evaluate(async (player, tones) => {
      const bytes = await (await fetch(player.src)).arrayBuffer();
      const sound = await new OfflineAudioContext(2, 48000, 48000).decodeAudioData(bytes);
      // In blocks of a tenth of a second, whole periods of these tones: where the recorder mends a late packet, the phase
      // jumps, and a measurement across that would cancel itself out.
      const block = sound.sampleRate / 10;
      const ofBlock = (samples, from, frequency) => {
        let [re, im] = [0, 0];
        for (let i = from; i < from + block; i++) {
          re += samples[i] * Math.cos((2 * Math.PI * frequency * i) / sound.sampleRate);
          im += samples[i] * Math.sin((2 * Math.PI * frequency * i) / sound.sampleRate);
        }
        return (2 * Math.hypot(re, im)) / block;
      };
      const amplitude = (samples, frequency) => {
        const blocks = Math.floor(samples.length / block);
        const all = Array.from({ length: blocks }, (_, at) => ofBlock(samples, at * block, frequency));
        // Not the mean: how long the recording was paused depends on how busy the machine is.
        return all.sort((one, other) => one - other)[Math.floor(blocks * 0.8)];
      };
      // The middle half: calls begin and end with silence.
      return Array.from({ length: sound.numberOfChannels }, (_, channel) => {
        const all = sound.getChannelData(channel);
        const middle = all.subarray(all.length / 4, (all.length * 3) / 4);
        return tones.map((frequency) => amplitude(middle, frequency));
      });
    }, hertz),
  count: ({ tab, testId }) => tabs.get(tab).page.getByTestId(testId).count(),
  async attribute({ tab, testId, name }) {
    const found = tabs.get(tab).page.getByTestId(testId);
    return (await found.count()) === 0 ? null : found.first().getAttribute(name);
  },
  async text({ tab, testId }) {
    const found = tabs.get(tab).page.getByTestId(testId);
    return (await found.count()) === 0 ? null : found.first().textContent();
  },
  allText: ({ tab }) => tabs.get(tab).page.evaluate(visibleText),
  tone: ({ tab }) => tabs.get(tab).page.evaluate(() => window.landlineEars.tone()),
  toneOf: ({ tab, connection }) => tabs.get(tab).page.evaluate((at) => window.landlineEars.toneOf(at), connection),
  amplitudes: ({ tab, hertz }) => tabs.get(tab).page.evaluate((tones) => window.landlineEars.amplitudes(tones), hertz),
  phone: ({ tab, act, words }) =>
    tabs.get(tab).page.evaluate(({ name, given }) => window.testPhone[name](...given), { name: act, given: words }),
  times: ({ tab }) => tabs.get(tab).page.evaluate(() => window.landlineEars.times()),
  stats: ({ tab }) => tabs.get(tab).page.evaluate(() => window.landlineEars.stats()),
  descriptions: ({ tab }) => tabs.get(tab).page.evaluate(() => window.landlineEars.descriptions()),
  digits: ({ tab }) => tabs.get(tab).page.evaluate(() => [...window.landlineEars.digits.values()]),
  dropSockets: ({ tab }) => tabs.get(tab).page.evaluate(() => window.landlineEars.sockets.forEach((one) => one.close())),
  async reload({ tab }) {
    await tabs.get(tab).page.reload();
  },
  // The navigation never finishes: waiting for the crash itself is enough.
  async crash({ tab }) {
    const { page } = tabs.get(tab);
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => undefined);
    await crashed;
  },
  said: ({ tab }) => tabs.get(tab).said.slice(-30),
  screenshot: ({ tab, path }) => tabs.get(tab).page.screenshot({ path }).then(() => path),
  async close({ tab }) {
    await tabs.get(tab).page.close();
    tabs.delete(tab);
  },
};

/** The test id of what has the focus, inside shadow roots too; empty when nothing with a name has it. */
function focused() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) {
    at = at.shadowRoot.activeElement;
  }
  window.landlineFocused = at;
  return at?.dataset.testid ?? '';
}

/** Whether people see where the focus is: the place looks different without it. */
async function focusShows(page) {
  await page.evaluate(focused);
  const box = await page.evaluate(() => window.landlineFocused.getBoundingClientRect().toJSON());
  const clip = { x: Math.max(0, box.x - 6), y: Math.max(0, box.y - 6), width: box.width + 12, height: box.height + 12 };
  const picture = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  const having = await picture();
  await page.evaluate(() => window.landlineFocused.blur());
  const without = await picture();
  await page.evaluate(() => window.landlineFocused.focus());
  return !having.equals(without);
}

/** The page's words, those inside shadow roots included. */
function visibleText() {
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      return node.textContent.trim();
    }
    if (['STYLE', 'SCRIPT'].includes(node.nodeName)) {
      return '';
    }
    return [...(node.shadowRoot ?? node).childNodes].map(words).filter(Boolean).join(' ');
  };
  return words(document.body);
}

const answer = (reply) => process.stdout.write(`${JSON.stringify(reply)}\n`);
answer({ id: 0, result: browser.version() });

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...parameters } = JSON.parse(line);
  const done = async () => commands[command](parameters);
  done().then(
    (result) => answer({ id, result: result ?? null }),
    (error) => answer({ id, error: error.message }),
  );
}
await browser.close();
