// Loaded into n8n by `--import`: as if the packages were not installed that LEFT_OUT_PACKAGES names.
import { registerHooks } from 'node:module';

const leftOut = new Set(JSON.parse(process.env.LEFT_OUT_PACKAGES));

registerHooks({
	resolve(specifier, context, next) {
		if (!leftOut.has(packageOf(specifier))) return next(specifier, context);
		const error = new Error(`Cannot find module '${specifier}', which was left out`);
		throw Object.assign(error, { code: 'MODULE_NOT_FOUND' });
	},
});

/** `@town/shop` of `@town/shop/till`. */
function packageOf(specifier) {
	const [first, second] = specifier.split('/');
	return first.startsWith('@') ? `${first}/${second}` : first;
}
