import type { IDataObject } from 'n8n-workflow';
import { canonicalAddress } from '../../../../telephony/canonicalAddress.ts';
import { inputFields } from '../../calls/fields/inputFields.ts';
import { maskedFailure, maskOf, type Mask } from '../../calls/fields/maskNumbers.ts';
import {
	parseOptionsOf,
	phoneNumberOf,
	readDestination,
} from '../../calls/fields/outboundParams.ts';
import { passedNote } from '../../calls/policy/callPolicy.ts';
import { readCallRules } from '../../calls/policy/callRules.ts';
import type { PolicyCall } from '../../calls/policy/runPolicy.ts';
import { beforeRinging, Failure } from '../../errors/failure.ts';
import { failureBeforeSending } from '../../errors/failureOf.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { textOrDateParam } from '../../fields/fieldValues.ts';
import { numberGiven } from '../../fields/numberGiven.ts';
import { numberColumnOf, type LaunchParams } from '../fields/launchParams.ts';
import type { LaunchRun } from '../launch/launchRun.ts';
import { columnsOf } from './columns.ts';

const NUMBERS_ONLY = 'a batch calls phone numbers only. Use one such as +14155550123';

/** One item, read once: whom a row of the file is about. */
export interface RowPlan extends PolicyCall {
	params: LaunchParams;
	/** What the row is known again by. */
	rowKey: string;
	/** The further cells of the row, by the names of their columns. */
	columns: Readonly<Record<string, string>>;
	/** What its item tells of the rules that it has passed, once it has. */
	note: IDataObject | undefined;
	/** Hides in what is told of the item what the user wants hidden. */
	mask: Mask;
}

/**
 * Reads an item.
 *
 * @throws Failure for an item of which there can be no row; found before anything is uploaded
 */
export async function rowPlan(run: LaunchRun, item: number): Promise<RowPlan> {
	const read: Partial<LaunchParams> = {};
	const input: IDataObject = run.context.getInputData()[item].json;
	try {
		const params = run.reader.read(item, read);
		const { safety, options } = params;
		const rules = await readCallRules(safety, options.maskNumbers === true);
		params.to = numberGiven('To', params.to, parseOptionsOf(safety));
		const destination = readDestination({ ...params, callThrough: 'routingRule' });
		const address = phoneNumberOf(destination, NUMBERS_ONLY);
		const canonical = canonicalAddress(address);
		const call = { ...destination, address, rules, callThrough: 'routingRule' } as const;
		return {
			...{ ...call, item, params, key: String(item), note: passedNote(call) },
			canonicalAddress: canonical,
			idempotencyKeys: [canonical],
			rowKey: textOrDateParam('Row Key', params.rowKey).trim() || String(item + 1),
			columns: columnsOf(params.agentVariables, numberColumnOf(options)),
			mask: maskOf(params),
		};
	} catch (error) {
		const { facts } = beforeRinging(failureBeforeSending(error));
		throw maskedFailure(maskOf(read), new Failure({ ...facts, to: fieldText(read.to) }));
	} finally {
		if (read.options?.includeInputFields) run.results.beside.set(item, inputFields(input));
	}
}
