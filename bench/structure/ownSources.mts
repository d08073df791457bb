// Loaded before all else (`node --import`): lets Node run the TypeScript of the product as it stands, so
// that V8 names its files and functions.
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const N8N_WORKFLOW = {
	// Its files for `import` do not load in Node; n8n itself uses those for `require`.
	url: pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href,
	format: 'commonjs',
	shortCircuit: true,
};
const IS_PACKAGE = /^(?![./]|node:|file:)/;

registerHooks({
	resolve(specifier, context, next) {
		const isOurs = context.parentURL?.endsWith('.ts') ?? false;
		if (isOurs && specifier === 'n8n-workflow') return N8N_WORKFLOW;
		// The same packages for each checkout that is measured.
		const from = isOurs && IS_PACKAGE.test(specifier) ? import.meta.url : context.parentURL;
		const found = next(specifier, { ...context, parentURL: from });
		return found.url.endsWith('.ts') ? { ...found, format: 'module-typescript' } : found;
	},
});
