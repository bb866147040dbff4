// Prints what the first load of the page and of the widget cost, the widget's integrity hash, and fails over the budgets.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGETS_KB = { phone: 120, widget: 80 };
const folder = process.env.SOFTPHONE_OUT ?? 'dist';
const WIDGET = 'widget/landline.js';

const files = walk(folder).filter((file) => /\.(html|js|css)$/.test(file));
const page = readFileSync(join(folder, 'index.html'), 'utf8');
const firstLoad = { phone: 0, widget: 0 };
for (const file of files.sort()) {
  const name = relative(folder, file);
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  const part = name.startsWith('widget/') ? 'widget' : 'phone';
  const first = part === 'widget' ? name === WIDGET : name === 'index.html' || page.includes(name);
  firstLoad[part] += first ? bytes : 0;
  console.log(`${kilobytes(bytes).padStart(7)} kB gzip  ${first ? 'first load' : 'lazy      '}  ${name}`);
}
for (const [part, budget] of Object.entries(BUDGETS_KB)) {
  console.log(
    `${kilobytes(firstLoad[part]).padStart(7)} kB gzip  first load of the ${part} in all, budget ${budget} kB`,
  );
  if (firstLoad[part] > budget * 1000) {
    console.error(`The first load of the ${part} is over its budget.`);
    process.exitCode = 1;
  }
}
const integrity = createHash('sha384')
  .update(readFileSync(join(folder, WIDGET)))
  .digest('base64');
console.log(`integrity of ${WIDGET}: sha384-${integrity}`);

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}

function walk(path) {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? walk(file) : [file];
  });
}
