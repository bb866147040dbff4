// Every view and state as a picture, phone and desktop width, light and dark, with an accessibility check of each:
//   npm run screenshots [-- NAME-PART]
// The pages are the real views over a SIP side that only pretends; pictures land in target/screenshots.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const wanted = process.argv[2] ?? '';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const site = 'target/screenshot-site';
const pictures = 'target/screenshots';
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self'; object-src 'none'; base-uri 'none'";

const signIn = async (page) => {
  await page.getByTestId('demo-account-alice').click();
  await page.getByTestId('number').waitFor();
};
const port = (page, act, argument) => page.evaluate(`window.port.${act}`, argument);
const dial = async (page, number = '100') => {
  await signIn(page);
  await page.getByTestId('number').fill(number);
  await page.getByTestId('number').press('Enter');
  await page.locator('[data-testid=call-state]').waitFor({ state: 'attached' });
  await page.waitForFunction(() => window.phone.state.call.phase === 'calling' || window.phone.state.call.problem);
};
async function area(page, address, shown) {
  await signIn(page);
  await page.evaluate((hash) => (window.location.hash = hash), address);
  await page.getByTestId(shown).waitFor();
}

async function consultation(page) {
  await live(page);
  await page.keyboard.press('t');
  await page.getByTestId('reach-target').fill('+44 20 7946 0958');
  await page.getByTestId('ask-first').click();
  await port(page, "emit({ type: 'answered', call: 'out-2' })");
  await port(page, "emit({ type: 'media', call: 'out-2', state: 'connected' })");
  await page.getByTestId('complete-transfer').waitFor();
}

const live = async (page) => {
  await dial(page, '+442079460958');
  await port(page, "emit({ type: 'answered', call: port.lastCall })");
  await port(page, "emit({ type: 'media', call: port.lastCall, state: 'connected' })");
  await page.getByTestId('call-timer').waitFor();
};
const history = async (page) => {
  await page.evaluate(() => {
    const call = { displayName: null, direction: 'outgoing', outcome: 'answered', seconds: 0 };
    const at = (minutes) => Date.now() - minutes * 60_000;
    localStorage.setItem(
      'landline.recents.alice',
      JSON.stringify([
        {
          ...call,
          user: '+12125550123',
          displayName: 'Grace Hopper',
          direction: 'incoming',
          outcome: 'missed',
          atMillis: at(4),
        },
        { ...call, user: '+442079460958', atMillis: at(37), seconds: 247 },
        { ...call, user: 'bob', displayName: 'Bob Brown', direction: 'incoming', atMillis: at(95), seconds: 3725 },
        { ...call, user: '103', displayName: 'Busy line', outcome: 'unanswered', atMillis: at(3000) },
      ]),
    );
    localStorage.setItem('landline.last-number', '100');
  });
};

const views = {
  'sign-in': async () => {},
  'sign-in-refused': async (page) => {
    await page.getByTestId('sign-in-user').fill('alice');
    await page.getByTestId('sign-in-password').fill('wrong');
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('sign-in-problem').waitFor();
  },
  'sign-in-plain': { query: '?plain', act: async () => {} },
  'signing-in': {
    query: '?plain',
    act: async (page) => {
      await page.getByTestId('sign-in-user').fill('alice');
      await page.getByTestId('sign-in-password').fill('slow');
      await page.getByTestId('sign-in-submit').click();
    },
  },
  idle: signIn,
  'idle-recent': async (page) => {
    await history(page);
    await signIn(page);
    await page.getByTestId('tab-recent').click();
  },
  'idle-numbers': async (page) => {
    await signIn(page);
    await page.getByTestId('tab-numbers').click();
  },
  'idle-typed': async (page) => {
    await signIn(page);
    await page.getByTestId('number').fill('+44 20 7946 0958');
  },
  'idle-plain': {
    query: '?plain',
    act: async (page) => {
      await page.getByTestId('sign-in-user').fill('alice');
      await page.getByTestId('sign-in-password').fill('demo');
      await page.getByTestId('sign-in-submit').click();
      await page.getByTestId('number').waitFor();
    },
  },
  offline: async (page) => {
    await signIn(page);
    await port(page, "emit({ type: 'disconnected', code: 1006 })");
    await port(page, "emit({ type: 'disconnected', code: 1006 })");
  },
  calling: async (page) => dial(page),
  ringing: async (page) => {
    await dial(page);
    await port(page, "emit({ type: 'ringing', call: port.lastCall })");
  },
  connecting: async (page) => {
    await dial(page);
    await port(page, "emit({ type: 'answered', call: port.lastCall })");
  },
  'in-call': live,
  'in-call-muted': async (page) => {
    await live(page);
    await page.getByTestId('mute').click();
  },
  'in-call-keypad': async (page) => {
    await live(page);
    await page.keyboard.press('k');
    for (const key of '12#') {
      await page.keyboard.press(key);
    }
  },
  'in-call-recording': async (page) => {
    await live(page);
    await page.getByTestId('record').click();
    await page.getByTestId('recording-now').waitFor();
    await page.getByTestId('write-note').click();
  },
  'in-call-held': async (page) => {
    await live(page);
    await page.keyboard.press('h');
    await page.getByTestId('on-hold').waitFor();
  },
  'in-call-transfer': async (page) => {
    await live(page);
    await page.keyboard.press('t');
    await page.getByTestId('reach-target').fill('+44 20 7946 0958');
  },
  'in-call-transfer-failed': async (page) => {
    await live(page);
    await page.keyboard.press('t');
    await page.getByTestId('reach-target').fill('102');
    await page.getByTestId('transfer-now').click();
    await port(page, "emit({ type: 'transfer', call: port.lastCall, progress: 'failed', status: 486 })");
    await page.getByTestId('transfer-state').waitFor();
  },
  'quality-warning': {
    query: '?loss',
    act: async (page) => {
      await live(page);
      await page.getByTestId('quality-warning').waitFor({ timeout: 15_000 });
    },
  },
  'quality-graphs': async (page) => {
    await live(page);
    await page.getByTestId('quality').click();
    await page.getByTestId('quality-graph').first().waitFor();
    await page.waitForTimeout(4_000);
  },
  'arabic-in-call': async (page) => {
    await consultation(page);
    await page.evaluate(() => window.phone.changeSettings({ language: 'ar' }));
    await page.locator('html[dir=rtl]').waitFor();
  },
  'arabic-overview': async (page) => {
    await area(page, '#/overview', 'tile-total');
    await page.evaluate(() => window.phone.changeSettings({ language: 'ar' }));
    await page.locator('html[dir=rtl]').waitFor();
  },
  'german-history': async (page) => {
    await area(page, '#/history', 'history-list');
    await page.evaluate(() => window.phone.changeSettings({ language: 'de' }));
    await page.locator('html[lang=de]').waitFor();
  },
  contacts: (page) => area(page, '#/contacts', 'contacts-list'),
  history: (page) => area(page, '#/history', 'history-list'),
  'history-call': (page) => area(page, '#/history/c1', 'call-details'),
  'history-no-session': {
    query: '?no-session',
    act: (page) => area(page, '#/history', 'no-session'),
  },
  overview: (page) => area(page, '#/overview', 'tile-total'),
  'overview-in-call': async (page) => {
    await live(page);
    await page.evaluate(() => (window.location.hash = '#/overview'));
    await page.getByTestId('tile-total').waitFor();
  },
  'second-call-waiting': async (page) => {
    await live(page);
    await port(page, "ring('+12125550123', 'Grace Hopper', '+442079460958')");
    await page.getByTestId('waiting-call').waitFor();
  },
  consultation,
  conference: async (page) => {
    await consultation(page);
    await page.getByTestId('merge').click();
    await port(page, "end('out-1', { cause: 'hung-up' })");
  },
  incoming: async (page) => {
    await signIn(page);
    await port(page, "ring('+12125550123', 'Grace Hopper', '+442079460958')");
    await page.getByTestId('answer').waitFor();
  },
  'incoming-microphone-refused': {
    query: '?microphone=NotAllowedError',
    act: async (page) => {
      await signIn(page);
      await port(page, "ring('+12125550123', null, null)");
      await page.getByTestId('answer').click();
      await page.getByTestId('listen-only').waitFor();
    },
  },
  'microphone-refused': {
    query: '?microphone=NotAllowedError',
    act: async (page) => {
      await dial(page);
      await page.getByTestId('listen-only').waitFor();
    },
  },
  'listen-only': {
    query: '?microphone=NotFoundError',
    act: async (page) => {
      await dial(page);
      await page.getByTestId('listen-only').click();
      await port(page, "emit({ type: 'answered', call: port.lastCall })");
      await port(page, "emit({ type: 'media', call: port.lastCall, state: 'connected' })");
    },
  },
  'ended-busy': async (page) => {
    await dial(page, '103');
    await port(
      page,
      "end(port.lastCall, { status: 486, phrase: 'Busy Here', reason: { protocol: 'Q.850', cause: 17, text: 'User busy' } })",
    );
    await page.getByTestId('ended-details').click();
  },
  'ended-normal': async (page) => {
    await live(page);
    await page.waitForTimeout(1100);
    await port(page, "end(port.lastCall, { cause: 'hung-up' })");
    await page.getByTestId('ended-reason').waitFor();
  },
  'check-begin': async (page) => area(page, '#/check', 'start-check'),
  'check-found': async (page) => {
    await area(page, '#/check', 'start-check');
    await page.evaluate(() => {
      const found = {
        browser: ['good', 'check.browser-good'],
        secure: ['good', 'check.secure-good'],
        microphone: ['good', 'check.microphone-good', { name: 'Headset H390' }],
        level: ['poor', 'check.level-quiet', { dbfs: -61 }],
        speaker: ['good', 'check.speaker-good'],
        service: ['good', 'check.service-good', { millis: 24 }],
        ways: ['good', 'check.ways-good', { own: 2, seen: 1, relayed: 0 }],
        call: ['bad', 'check.call-silent', {}],
      };
      const inside = (node, name) => node.shadowRoot.querySelector(name);
      const app = document.querySelector('landline-app');
      const check = inside(inside(app, 'landline-area-frame'), 'landline-check');
      check.outcomes = new Map(
        Object.entries(found).map(([step, [state, words, values]]) => [step, { state, words, values: values ?? {} }]),
      );
    });
    await page.getByTestId('check-verdict').waitFor();
  },
  'kept-call': {
    query: '?kept',
    act: async (page) => {
      await page.getByTestId('demo-account-alice').click();
      await page.getByTestId('take-back').waitFor();
    },
  },
  'contacts-change': async (page) => {
    await area(page, '#/contacts', 'contacts-list');
    await page.getByTestId('edit-contact').first().click();
    await page.getByTestId('more-numbers').click();
  },
  messages: async (page) => {
    await area(page, '#/messages', 'texts-empty');
    await page.evaluate(() => {
      const text = (name, words) =>
        window.port.emit({ type: 'text', from: { user: name, displayName: null }, text: words });
      text('+442079460958', 'Your parcel is at the reception.');
      text('bob', 'Lunch at noon?');
      text('bob', 'Or at one, as you like.');
    });
    await page.getByTestId('conversations').waitFor();
  },
  'messages-thread': async (page) => {
    await area(page, '#/messages/bob', 'thread');
    await page.evaluate(() => {
      window.port.emit({ type: 'text', from: { user: 'bob', displayName: null }, text: 'Lunch at noon?' });
      window.phone.sendText(
        'bob',
        'Yes, at the usual place. I may be five minutes late, so take the table by the window.',
      );
    });
  },
  support: async (page) => {
    await area(page, '#/support', 'support-file');
    await page.evaluate(() => {
      const lines = [
        'INVITE sip:+442079460958@example.com SIP/2.0',
        'SIP/2.0 100 Trying',
        'SIP/2.0 180 Ringing',
        'SIP/2.0 200 OK',
      ];
      lines.forEach((line, at) =>
        window.port.trace.add(
          at === 0 ? 'sent' : 'received',
          `${line}\r\nCall-ID: 7f3a\r\nCSeq: 1 INVITE\r\n`,
          Date.now(),
        ),
      );
    });
    await page.getByTestId('sip-message').first().click();
  },
  'lamp-and-quiet': async (page) => {
    await signIn(page);
    await page.evaluate(() => {
      window.port.emit({ type: 'voicemail', waiting: true, fresh: 2, number: '+442079460100' });
      window.phone.setDoNotDisturb(true);
    });
    await page.getByTestId('voicemail').waitFor();
  },
  'number-grouped': async (page) => {
    await signIn(page);
    await page.getByTestId('number').focus();
    await page.waitForTimeout(300);
    await page.getByTestId('number').pressSequentially('02079460958');
  },
  'settings-forwarding': async (page) => {
    await signIn(page);
    await page.getByTestId('settings').click();
    await page.getByTestId('ring-seconds').scrollIntoViewIfNeeded();
  },
  resuming: {
    query: '?resuming',
    act: (page) => page.locator('landline-resuming').waitFor(),
  },
  settings: async (page) => {
    await signIn(page);
    await page.getByTestId('settings').click();
  },
};

const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 568 },
};

await build({
  root: 'dev',
  publicDir: '../public',
  base: './',
  logLevel: 'warn',
  configFile: false,
  define: { __VERSION__: '"dev"' },
  build: { outDir: `../${site}`, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
});
const server = await preview({
  configFile: false,
  logLevel: 'warn',
  build: { outDir: site },
  preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
});
const address = `http://127.0.0.1:${server.httpServer.address().port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
if (wanted === '') {
  rmSync(pictures, { recursive: true, force: true });
}
mkdirSync(pictures, { recursive: true });

let failures = 0;
let taken = 0;
for (const [name, view] of Object.entries(views)) {
  if (!name.includes(wanted)) {
    continue;
  }
  for (const [sizeName, viewport] of Object.entries(sizes)) {
    for (const colorScheme of sizeName === 'narrow' ? ['light'] : ['light', 'dark']) {
      await take(name, view, sizeName, viewport, colorScheme);
    }
  }
}
await browser.close();
await new Promise((resolve) => server.httpServer.close(resolve));
console.log(`${taken} pictures in web-softphone/${pictures}, ${failures} problems`);
process.exit(failures === 0 && taken > 0 ? 0 : 1);

async function take(name, view, sizeName, viewport, colorScheme) {
  const label = `${name}-${sizeName}-${colorScheme}`;
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => problem(label, `error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && problem(label, `console: ${message.text()}`));
  try {
    await page.goto(address + (view.query ?? ''));
    await (view.act ?? view)(page);
    await page.waitForTimeout(60);
    // In the middle of a transition a colour has neither of its two contrasts.
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .map((one) =>
            one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity ? one.finished : null,
          ),
      ),
    );
    await page.screenshot({ path: `${pictures}/${label}.png` });
    taken += 1;
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) {
      problem(label, `${overflow} px wider than the window`);
    }
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() =>
      window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    );
    for (const violation of violations) {
      problem(
        label,
        `${violation.id}: ${violation.help} at ${violation.nodes.map((node) => node.target.flat().join(' ')).join(' | ')}`,
      );
    }
  } catch (error) {
    problem(label, error.message);
    await page.screenshot({ path: `${pictures}/${label}-FAILED.png` });
  } finally {
    await page.close();
  }
}

function problem(label, text) {
  failures += 1;
  console.error(`${label}: ${text}`);
}
