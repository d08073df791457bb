// What can be counted in the sources without running them.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

export interface Source {
	/** Below the checkout. */
	path: string;
	/** Other files of the checkout, those of types among them. */
	imports: string[];
	packages: string[];
	tree: ts.SourceFile;
}

/** All that is published, as the checkout's own tsconfig.json lists it. */
export function readSources(code: string): Source[] {
	const { config } = ts.readConfigFile(join(code, 'tsconfig.json'), ts.sys.readFile);
	return globSync(config.include, { cwd: code })
		.sort()
		.map((path) => readSource(code, path));
}

function readSource(code: string, path: string): Source {
	const text = readFileSync(join(code, path), 'utf8');
	const named = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
	const isOurs = (name: string) => name.startsWith('.');
	const imports = named
		.filter(isOurs)
		.map((name) => relative(code, join(code, dirname(path), name)));
	const packages = named.filter((name) => !isOurs(name));
	return {
		path,
		imports,
		packages,
		tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
	};
}

/** Every node of the file. */
function* nodesIn(node: ts.Node): Generator<ts.Node> {
	yield node;
	const children: ts.Node[] = [];
	node.forEachChild((child) => void children.push(child));
	for (const child of children) yield* nodesIn(child);
}

const lineOf = ({ path, tree }: Source, node: ts.Node) =>
	`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

/** Where a value is said to be of another type than the compiler knows; `as const` says nothing such. */
export function castsIn(sources: Source[]): string[] {
	const isConst = (type: ts.TypeNode) => type.getText() === 'const';
	return sources.flatMap((source) =>
		[...nodesIn(source.tree)]
			.filter((node) => ts.isAsExpression(node) || ts.isTypeAssertionExpression(node))
			.filter(({ type }) => !isConst(type))
			.map((node) => lineOf(source, node)),
	);
}

/** Lines where `never` stands for "some type, nobody knows which": a parameter's, or an argument of a type. */
export function neverLinesIn(sources: Source[]): string[] {
	const lines = sources.flatMap((source) =>
		[...nodesIn(source.tree)]
			.filter((node) => node.kind === ts.SyntaxKind.NeverKeyword && isInPlaceOfAType(node.parent))
			.map((node) => lineOf(source, node)),
	);
	return [...new Set(lines)];
}

function isInPlaceOfAType(parent: ts.Node): boolean {
	if (ts.isTypeReferenceNode(parent)) return parent.typeName.getText() !== 'Promise';
	// `other?: never` says that a property is not there.
	if (ts.isPropertySignature(parent)) return parent.questionToken === undefined;
	return ts.isParameter(parent) || ts.isAsExpression(parent) || ts.isArrayTypeNode(parent);
}

export interface Circles {
	files: string[][];
	folders: string[][];
}

/** Files, and folders, that lead back to themselves by their imports. */
export function circlesIn(sources: Source[]): Circles {
	const files = new Map(sources.map(({ path, imports }) => [path, imports]));
	const folders = new Map<string, string[]>();
	for (const { path, imports } of sources) {
		const from = folderOf(path);
		const others = imports.map(folderOf).filter((folder) => folder !== from);
		folders.set(from, [...(folders.get(from) ?? []), ...others]);
	}
	return { files: circlesOf(files), folders: circlesOf(folders) };
}

/** `nodes/VideoSdk/operations` for all below it; the node classes stand for themselves. */
function folderOf(path: string): string {
	const [top = '', node, room, ...below] = path.split('/');
	if (top !== 'nodes') return top;
	return below.length > 0 ? [top, node, room].join('/') : path;
}

/** Groups in which each leads to each other. */
function circlesOf(leadsTo: ReadonlyMap<string, string[]>): string[][] {
	const reached = new Map([...leadsTo.keys()].map((start) => [start, reachedFrom(start, leadsTo)]));
	const groups = [...leadsTo.keys()]
		.filter((start) => reached.get(start)?.has(start))
		.map((start) =>
			[...(reached.get(start) ?? [])].filter((other) => reached.get(other)?.has(start)),
		);
	const byName = new Map(groups.map((group) => [group.sort().join(), group]));
	return [...byName.values()];
}

function reachedFrom(start: string, leadsTo: ReadonlyMap<string, string[]>): Set<string> {
	const seen = new Set<string>();
	const next = [...(leadsTo.get(start) ?? [])];
	for (let path = next.pop(); path !== undefined; path = next.pop()) {
		if (seen.has(path)) continue;
		seen.add(path);
		next.push(...(leadsTo.get(path) ?? []));
	}
	return seen;
}

/** Functions that an operation may hand to whoever runs it, by the interface that names them. */
export type Hooks = Record<string, string[]>;

/**
 * Members that are functions in the interfaces of the file that has `defineOperation`, as far as an
 * operation itself must have them: what a function is given or gives back does not count.
 */
export function hooksIn(sources: Source[]): Hooks {
	const home = sources.find(({ tree }) => tree.statements.some(isDefineOperation));
	if (!home) return {};
	const { statements } = home.tree;
	const known = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();
	for (const one of statements) {
		if (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one))
			known.set(one.name.text, one);
	}
	const next = statements
		.filter(isDefineOperation)
		.flatMap(({ parameters }) => parameters.flatMap(({ type }) => (type ? namesIn(type) : [])));
	const hooks: Hooks = {};
	const seen = new Set<string>();
	for (let name = next.pop(); name !== undefined; name = next.pop()) {
		const type = known.get(name);
		if (!type || seen.has(name)) continue;
		seen.add(name);
		next.push(...namesIn(type));
		const own = [...nodesIn(type)].filter(isHook).map((node) => node.name.getText());
		if (own.length > 0) hooks[name] = own;
	}
	return hooks;
}

const isDefineOperation = (node: ts.Node): node is ts.FunctionDeclaration =>
	ts.isFunctionDeclaration(node) && node.name?.text === 'defineOperation';

const isHook = (node: ts.Node): node is ts.MethodSignature | ts.PropertySignature =>
	ts.isMethodSignature(node) ||
	(ts.isPropertySignature(node) && node.type !== undefined && ts.isFunctionTypeNode(node.type));

/** Types that something consists of. */
function namesIn(node: ts.Node): string[] {
	const names: string[] = [];
	const look = (one: ts.Node): void => {
		if (ts.isFunctionTypeNode(one) || ts.isMethodSignature(one)) return;
		if (ts.isTypeReferenceNode(one)) names.push(one.typeName.getText());
		if (ts.isExpressionWithTypeArguments(one)) names.push(one.expression.getText());
		one.forEachChild(look);
	};
	look(node);
	return names;
}
