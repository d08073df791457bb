import { join } from 'node:path';
import ts from 'typescript';

import { PROJECT } from './pages.mts';

/** What TypeScript has against a file that is not on the disk, by the rules of what is published. */
export function typeErrorsIn(file: string, text: string): string[] {
	const path = join(PROJECT, file);
	const configFile = join(PROJECT, 'tsconfig.json');
	const { config } = ts.readConfigFile(configFile, ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT);
	const host = ts.createCompilerHost(options);
	const { fileExists, getSourceFile } = host;
	host.fileExists = (name) => name === path || fileExists(name);
	host.getSourceFile = (name, ...rest) =>
		name === path
			? ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
			: getSourceFile(name, ...rest);
	const program = ts.createProgram([path], { ...options, noEmit: true }, host);
	return [
		...program.getSyntacticDiagnostics(program.getSourceFile(path)),
		...program.getSemanticDiagnostics(program.getSourceFile(path)),
	].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
