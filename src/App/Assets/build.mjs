// Builds what the site serves and what the server draws with. Called by src/App/App.csproj:
//   node build.mjs styles OUT   Tabler + site.css, without the rules no page uses → OUT/site.css
//   node build.mjs charts OUT   ECharts with three chart kinds, for the engine inside the server → OUT/charts.js
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
  const css = ['node_modules/@tabler/core/dist/css/tabler.css', 'site.css'].map(file => readFileSync(join(here, file), 'utf8')).join('\n');
  const [purged] = await new PurgeCSS().purge({
    content: [`${source}/**/*.razor`, `${source}/*/Pages/**/*.cs`, `${source}/*/Shell/**/*.cs`, `${source}/*/Charts/**/*.cs`],
    css: [{ raw: css.replace(/\/\*# sourceMappingURL.*?\*\//g, '') }],
    variables: true,
    keyframes: true,
    safelist: ['invalid', 'valid', 'modified', 'validation-message'],
  });
  const { code } = await transform(purged.css, { loader: 'css', minify: true, legalComments: 'none' });
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

await { styles, charts }[what]();
