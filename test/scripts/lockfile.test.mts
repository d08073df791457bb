import { expect, test } from 'vitest';

import { withAddresses, withoutPackages, type Lockfile } from '../../scripts/lockfile.mjs';

/** The app needs a bank and a shop; both need money, the bank another version of it. */
const APP: Lockfile = {
	packages: {
		'': { dependencies: { bank: '1.0.0', '@town/shop': '1.0.0' } },
		'node_modules/bank': {
			version: '1.0.0',
			dependencies: { money: '1.0.0', vault: '1.0.0' },
			peerDependencies: { lawyer: '1.0.0' },
		},
		'node_modules/bank/node_modules/money': { version: '1.0.0' },
		'node_modules/vault': { version: '1.0.0', optionalDependencies: { key: '1.0.0' } },
		'node_modules/key': { version: '1.0.0' },
		'node_modules/@town/shop': { version: '1.0.0', dependencies: { money: '2.0.0' } },
		'node_modules/money': { version: '2.0.0' },
		'node_modules/lawyer': { version: '1.0.0' },
		'node_modules/old-name': { name: 'new-name', version: '3.0.0' },
	},
};

test('what is left out takes with it what nothing else needs, and nothing more', () => {
	const { packages } = withoutPackages(APP, new Set(['bank']));
	expect(Object.keys(packages)).toEqual(['', 'node_modules/@town/shop', 'node_modules/money']);
	expect(packages[''].dependencies).toEqual({ '@town/shop': '1.0.0' });
	const left = ['bank', 'bank/node_modules/money', 'vault', 'key', 'lawyer'];
	expect(Object.keys(withoutPackages(APP, new Set(['@town/shop'])).packages)).toEqual([
		'',
		...left.map((name) => `node_modules/${name}`),
	]);
});

test('npm is told where each package lies, also one that has another name in its folder', () => {
	const { packages } = withAddresses(APP, 'https://packages.example');
	const addressOf = (name: string) => packages[`node_modules/${name}`].resolved;
	expect(packages[''].resolved).toBeUndefined();
	expect(addressOf('bank')).toBe('https://packages.example/bank/-/bank-1.0.0.tgz');
	expect(addressOf('bank/node_modules/money')).toBe(
		'https://packages.example/money/-/money-1.0.0.tgz',
	);
	expect(addressOf('@town/shop')).toBe('https://packages.example/@town/shop/-/shop-1.0.0.tgz');
	expect(addressOf('old-name')).toBe('https://packages.example/new-name/-/new-name-3.0.0.tgz');
});
