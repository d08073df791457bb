// The n8n of `npm start`, made of the whole one: what it does without cannot be found.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { nameOf, withoutPackages, type Lockfile } from '../../scripts/lockfile.mjs';
import { WHOLE_N8N } from '../../scripts/n8nLines.mts';
import { OTHER_SERVICES } from '../../scripts/otherServices.mts';
import { PROJECT } from '../../scripts/projectFolders.mts';

const HOOK = resolve(import.meta.dirname, 'withoutPackages.mjs');
const LOCKFILE = `scripts/hosts/n8n-${WHOLE_N8N['2.x'].version}/package-lock.json`;

/** For `startN8nHost`, or whoever calls it. */
export const SMALL_N8N = {
	nodeFlags: [`--import=${pathToFileURL(HOOK).href}`],
	env: { LEFT_OUT_PACKAGES: JSON.stringify(leftOut()) },
};

/** Those that are there in no version any more. */
function leftOut(): string[] {
	const whole = JSON.parse(readFileSync(join(PROJECT, LOCKFILE), 'utf8')) as Lockfile;
	const left = new Set(namesIn(withoutPackages(whole, OTHER_SERVICES)));
	return namesIn(whole).filter((name) => !left.has(name));
}

function namesIn({ packages }: Lockfile): string[] {
	return Object.keys(packages).map(nameOf);
}
