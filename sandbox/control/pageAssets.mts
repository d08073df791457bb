/** Served as files of their own: the page's policy then allows no script inside the HTML. */
export const PAGE_POLICY =
	"default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self'; frame-ancestors 'none'";

export const PAGE_STYLE = `
	:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
	body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
	h1 { margin-bottom: 0; } h2 { margin-top: 2rem; }
	.note { padding: .6rem 1rem; border-left: 4px solid #2a9d4a; background: #2a9d4a22; }
	table { border-collapse: collapse; width: 100%; }
	th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #8884; }
	code { font-family: ui-monospace, monospace; } button { margin-right: .3rem; }
`;

// Fetches this very page and swaps the live part, so that only the server writes (and escapes) HTML.
export const PAGE_SCRIPT = `
	const refresh = async () => {
		const page = await (await fetch('/_sandbox')).text();
		const live = new DOMParser().parseFromString(page, 'text/html').getElementById('live');
		document.getElementById('live').replaceWith(live);
	};
	setInterval(() => refresh().catch(() => undefined), 2000);
	document.addEventListener('click', async ({ target }) => {
		if (!target.dataset.act) return;
		await fetch(target.dataset.act, { method: 'POST' });
		await refresh();
	});
`;
