const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { build } = require('esbuild');
const { n8n } = require('./package.json');

const DIST = 'dist';

/** The sources behind the files that package.json registers with n8n. */
const entryPoints = [...n8n.credentials, ...n8n.nodes].map((file) =>
	file.replace(`${DIST}/`, '').replace(/\.js$/, '.ts'),
);

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
const PLANS_FILE = 'telephony/numberingPlans';

/** Both nodes need the plans, which are a quarter of each: they lie in one file beside the two. */
const plansInOneFile = {
	name: 'plans in one file',
	setup({ onResolve }) {
		onResolve({ filter: new RegExp(`^${PLANS}$`) }, ({ kind }) =>
			kind === 'entry-point' ? undefined : { path: `../../${PLANS_FILE}.js`, external: true },
		);
	},
};

async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

/**
 * One file for each node and credential, with everything inside but n8n, Node's own modules and the
 * numbering plans.
 */
async function bundle() {
	await build({
		entryPoints: [
			...entryPoints.map((file) => ({ in: file, out: file.replace(/\.ts$/, '') })),
			{ in: PLANS, out: PLANS_FILE },
		],
		plugins: [plansInOneFile],
		outdir: DIST,
		outbase: '.',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow', 'node:crypto', 'crypto'],
		alias: shims,
		define: { 'process.version': '"v20.0.0"', 'process.nextTick': 'queueMicrotask' },
		charset: 'utf8',
		legalComments: 'inline',
		logLevel: 'warning',
	});
}

function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest(`${DIST}/icons`));
}

function codexFiles() {
	return src('nodes/**/*.node.json').pipe(dest(`${DIST}/nodes`));
}

exports.clean = clean;
exports.default = series(clean, parallel(bundle, icons, codexFiles));
