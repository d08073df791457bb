import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { isRecord } from '../../../videosdk/wire.ts';
import { fieldText } from '../fields/fieldText.ts';

/**
 * The ID that another field of the form has now; undefined as long as nobody can say. The editor sends
 * expressions as what they gave last, or null; other clients as they are written.
 */
export function chosenId(context: ILoadOptionsFunctions, name: string): string | undefined {
	const field: unknown = context.getCurrentNodeParameter(name);
	const id = fieldText(isRecord(field) ? field.value : field);
	return id === '' || id.startsWith('=') ? undefined : id;
}
