import { transform } from 'esbuild';
import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ApiContext, ApiEnv } from '../api/apiEnv.mts';
import { Refusal } from '../api/refusal.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { pageState } from './pageState.mts';

/** The page may load and ask nothing but this sandbox, and runs no script that stands in HTML. */
const POLICY = [
	"default-src 'none'",
	"connect-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'",
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	html: 'text/html; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
	mts: 'text/javascript; charset=utf-8',
};
const FILE_NAME = /^[a-zA-Z]+\.(html|css|svg|mts)$/;

/** How often the page is told what is new, and at the latest. */
const NEWS_MS = 200;
const CLOCK_MS = 1000;

/** The page at `/_sandbox`: its files as they lie in `sandbox/page/`, and the news for it. */
export function pageRoutes(control: Hono<ApiEnv>, state: SandboxState): void {
	control.get('/', async (c) => await pageFile(c, 'index.html'));
	control.get('/page/:file', async (c) => await pageFile(c, c.req.param('file')));
	control.get('/page-state', (c) => c.json(pageState(state)));
	control.get('/page-news', (c) =>
		streamSSE(c, async (stream) => {
			let before = '';
			let quietMs = 0;
			while (!stream.aborted && !stream.closed) {
				const news = pageState(state);
				const withoutClock = JSON.stringify({ ...news, now: 0 });
				if (withoutClock !== before || quietMs >= CLOCK_MS) {
					await stream.writeSSE({ data: JSON.stringify(news) });
					before = withoutClock;
					quietMs = 0;
				}
				await stream.sleep(NEWS_MS);
				quietMs += NEWS_MS;
			}
		}),
	);
}

async function pageFile(c: ApiContext, name: string) {
	const ending = FILE_NAME.exec(name)?.[1];
	if (!ending) throw new Refusal(404, `The page has no file "${name}".`);
	const path = fileURLToPath(new URL(`../page/${name}`, import.meta.url));
	const text = await readFile(path, 'utf8').catch(() => {
		throw new Refusal(404, `The page has no file "${name}".`);
	});
	return c.body(ending === 'mts' ? await withoutTypes(text) : text, 200, {
		'content-type': CONTENT_TYPES[ending],
		'content-security-policy': POLICY,
		'cache-control': 'no-store',
	});
}

/** By the text of the module, so that a change shows without a restart. */
const javaScripts = new Map<string, string>();

/** Browsers know JavaScript alone. */
async function withoutTypes(source: string): Promise<string> {
	const known = javaScripts.get(source);
	if (known !== undefined) return known;
	const { code } = await transform(source, { loader: 'ts', target: 'es2022' });
	javaScripts.set(source, code);
	return code;
}
