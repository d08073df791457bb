const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const { Transform } = require('node:stream');
const { dest, parallel, series, src } = require('gulp');
const { build } = require('esbuild');
const { n8n } = require('./package.json');

const DIST = 'dist';

/** What package.json registers with n8n. */
const registered = [...n8n.credentials, ...n8n.nodes];
/** All of them in one file: they share more than half of what they need, and n8n loads all of them. */
const BUNDLE = `${DIST}/videosdk.js`;

/**
 * `jsonwebtoken` speaks to a few Node modules that n8n does not allow a community node to load.
 * What it needs of them is small, and stands in these files.
 */
const shims = {
	buffer: './scripts/shims/buffer.cjs',
	'safe-buffer': './scripts/shims/buffer.cjs',
	stream: './scripts/shims/stream.cjs',
	util: './scripts/shims/util.cjs',
	semver: './scripts/shims/semver.cjs',
};

/** The numbering plans of all countries, as libphonenumber-js has them. */
const PLANS = 'libphonenumber-js/max/metadata';
const PLANS_FILE = 'numberingPlans.json';

/** The plans are read when the first number is: an n8n whose workflows phone nobody goes without. */
const plansOnFirstUse = {
	name: 'plans on first use',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: new RegExp(`^${PLANS}$`) }, () => ({ path: PLANS, namespace: 'plans' }));
		onResolve({ filter: /\.json$/, namespace: 'plans' }, ({ path }) => ({ path, external: true }));
		onLoad({ filter: /.*/, namespace: 'plans' }, () => ({
			contents: `module.exports = {\n${Object.keys(require(PLANS))
				.map((name) => `get ${name}() { return require('./${PLANS_FILE}').${name}; },\n`)
				.join('')}};`,
		}));
	},
};

async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

/** One file with everything inside but n8n, Node's own modules and the numbering plans. */
async function bundle() {
	await build({
		stdin: {
			contents: registered.map((file) => `export * from './${sourceOf(file)}';`).join('\n'),
			resolveDir: __dirname,
		},
		plugins: [plansOnFirstUse],
		outfile: BUNDLE,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow', 'node:crypto', 'crypto'],
		alias: shims,
		define: { 'process.version': '"v20.0.0"', 'process.nextTick': 'queueMicrotask' },
		// With a single letter that Latin-1 does not have, the text of the file takes twice the memory.
		charset: 'ascii',
		// A seventh less to download and to read; names stay, and errors still tell a line.
		minifyWhitespace: true,
		lineLimit: 160,
		legalComments: 'inline',
		logLevel: 'warning',
	});
	await writeFile(join(DIST, PLANS_FILE), JSON.stringify(require(PLANS)));
}

const sourceOf = (file) => file.replace(`${DIST}/`, '').replace(/\.js$/, '.ts');

/** Where n8n looks for each node and credential, it finds the way to the one file. */
async function entries() {
	for (const file of registered) {
		await mkdir(dirname(file), { recursive: true });
		const way = relative(dirname(file), BUNDLE).replaceAll('\\', '/');
		await writeFile(file, `module.exports = require('${way}');\n`);
	}
}

function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest(`${DIST}/icons`));
}

function codexFiles() {
	return src('nodes/**/*.node.json').pipe(dest(`${DIST}/nodes`));
}

/** What n8n's editor shows of an operation's output before it has run; n8n looks for them beside the node. */
function outputSchemas() {
	const withoutBlanks = new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents)));
			done(null, file);
		},
	});
	return src('nodes/**/__schema__/**/*.json')
		.pipe(withoutBlanks)
		.pipe(dest(`${DIST}/nodes`));
}

exports.clean = clean;
exports.default = series(clean, parallel(bundle, entries, icons, codexFiles, outputSchemas));
