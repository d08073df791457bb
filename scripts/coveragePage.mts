import { coverageOf } from './sdkCoverage.mts';
import { sdkMethods } from './sdkMethods.mts';

/** An operation of the node, or another page of the reference. */
export interface ReferenceLink {
	/** As the lines of the coverage name it. */
	key: string;
	name: string;
	/** From docs/ on. */
	target: string;
}

/** What stands in docs/sdk-coverage.md. */
export function coveragePage(links: readonly ReferenceLink[], sdkVersion: string): string {
	const methods = sdkMethods();
	const named = new Set<string>();
	const linkTo = (key: string): string => {
		const link = links.find((one) => one.key === key);
		if (!link) throw new Error(`scripts/sdkCoverage.mts names ${key}, which no node has.`);
		named.add(key);
		return `[${link.name}](${link.target})`;
	};
	let done = 0;
	const rows = new Map<string, string>();
	for (const method of methods) {
		const found = coverageOf(method);
		if (!found) throw new Error(`scripts/sdkCoverage.mts has no line on ${method}.`);
		const { line, coverage } = found;
		if ('by' in coverage) done++;
		rows.set(line, 'by' in coverage ? coverage.by.map(linkTo).join(', ') : coverage.why);
	}
	const table = [
		'| Method of the SDK | In n8n |',
		'| --- | --- |',
		...[...rows].map(([line, said]) => `| \`${line}\` | ${said} |`),
	].join('\n');
	const further = links.filter(({ key }) => key.includes(':') && !named.has(key));
	return [
		"# VideoSDK's SDK and the nodes",
		`The server SDK ${sdkVersion} of VideoSDK has ${methods.length} methods. ${done} are done by a node; each of the others says why not. \`npm run docs\` finds the methods in the SDK itself and writes this page.`,
		table,
		...(further.length === 0 ? [] : ['## What no method of the SDK does']),
		further.map(({ name, target }) => `- [${name}](${target})`).join('\n'),
	].join('\n\n');
}
