// `npm run docs`: writes the tables of fields in README.md. Needs a build.
import { writeFile } from 'node:fs/promises';

import { README, readmeForNode } from './readmeTables.mts';

const { now, wanted } = await readmeForNode();
if (now !== wanted) await writeFile(README, wanted);
console.log(now === wanted ? 'README.md is as it has to be.' : 'README.md has new tables.');
