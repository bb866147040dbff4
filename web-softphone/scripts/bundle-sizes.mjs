// Prints what the first load costs and fails when it is over the budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 120;
const folder = process.env.SOFTPHONE_OUT ?? 'dist';

const files = walk(folder).filter((file) => /\.(html|js|css)$/.test(file));
const page = readFileSync(join(folder, 'index.html'), 'utf8');
let firstLoadBytes = 0;
for (const file of files.sort()) {
  const name = relative(folder, file);
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  const first = name === 'index.html' || page.includes(name);
  firstLoadBytes += first ? bytes : 0;
  console.log(`${kilobytes(bytes).padStart(7)} kB gzip  ${first ? 'first load' : 'lazy      '}  ${name}`);
}
console.log(`${kilobytes(firstLoadBytes).padStart(7)} kB gzip  first load in all, budget ${BUDGET_KB} kB`);
if (firstLoadBytes > BUDGET_KB * 1000) {
  console.error('The first load is over its budget.');
  process.exit(1);
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}

function walk(path) {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? walk(file) : [file];
  });
}
