// Class names are found in .razor files and in the C# of Pages, Shell and Charts folders; a name put together elsewhere would be lost.
// Builds what the site serves and what the server draws with. Called by src/App/App.csproj:
//   node build.mjs styles OUT   Tabler + site.css, without the rules no page uses → OUT/site.css
//   node build.mjs verify OUT   the page that verifies receipts without any server, script and style inside → OUT/verify.html
//   node build.mjs charts OUT   ECharts with three chart kinds, for the engine inside the server → OUT/charts.js
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const source = resolve(here, '../..');
const [what, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

async function styles() {
  const { PurgeCSS } = await import('purgecss');
  const tabler = readFileSync(join(here, 'node_modules/@tabler/core/dist/css/tabler.css'), 'utf8');
  const own = readFileSync(join(here, 'site.css'), 'utf8');
  const [purged] = await new PurgeCSS().purge({
    content: [`${source}/**/*.razor`, `${source}/*/Pages/**/*.cs`, `${source}/*/Shell/**/*.cs`, `${source}/*/Charts/**/*.cs`],
    css: [{ raw: tabler.replace(/\/\*# sourceMappingURL.*?\*\//g, '') }],
    variables: true,
    keyframes: true,
  });
  const { code } = await transform(`${purged.css}\n${own}`, { loader: 'css', minify: true, legalComments: 'none' });
  writeFileSync(join(out, 'site.css'), `/* @tabler/core, MIT licence, and Baotuan's own rules */\n${code}`);
}

async function charts() {
  await build({
    entryPoints: [join(here, 'charts.js')], outfile: join(out, 'charts.js'), bundle: true, minify: true, format: 'iife',
    target: 'es2020', legalComments: 'none', define: { 'process.env.NODE_ENV': '"production"' },
    // ECharts asks for a timer to start animations; there are none here, so the timer never fires.
    banner: { js: '/* Apache ECharts and ZRender, Apache-2.0 and BSD-3-Clause licences */\nglobalThis.setTimeout ??= () => 0; globalThis.clearTimeout ??= () => {};' },
  });
}

// One file that asks nobody: its policy names its own script and style by their hashes and allows nothing else.
async function verify() {
  const folder = join(here, 'verify');
  const read = name => readFileSync(join(folder, name), 'utf8');
  const bundled = await build({
    entryPoints: [join(folder, 'page.js')], write: false, bundle: true, minify: true, format: 'iife', target: 'es5', platform: 'browser', charset: 'utf8', legalComments: 'none',
    banner: { js: '/* Baotuan; TweetNaCl.js, in the public domain (Unlicense) */' },
  });
  const script = bundled.outputFiles[0].text;
  const style = (await transform(read('verify.css'), { loader: 'css', minify: true })).code.trim();
  const sha = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${sha(script)}; style-src ${sha(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  writeFileSync(join(out, 'verify.html'), read('verify.html').replace('{{policy}}', () => policy).replace('{{style}}', () => style).replace('{{script}}', () => script));
}

await { styles, charts, verify }[what]();
