import type { CallEvent } from '../../../videosdk/callEvent.ts';
import { CORRELATION_FIELD } from '../../../videosdk/correlation.ts';
import { lineOf } from '../../../telephony/line.ts';
import { readMark, type Origin } from '../engine/mark.ts';
import { fieldText } from '../fields/fieldText.ts';

/** What the collection "Filters" holds. An expression can put anything into it. */
export interface EventFilters {
	direction?: unknown;
	from?: unknown;
	to?: unknown;
	gatewayId?: unknown;
	roomId?: unknown;
	ruleId?: unknown;
	metadataKey?: unknown;
	metadataValue?: unknown;
}

export interface Placer {
	placedBy: 'anybody' | 'thisN8n' | 'workflow';
	/** Of whom `placedBy` speaks. */
	origin: Origin;
}

const SAME_TEXT = ['direction', 'gatewayId', 'roomId', 'ruleId'] as const;
const SAME_LINE = ['from', 'to'] as const;

/** Whether an event tells everything that the filters ask for. */
export function passesFilters(event: CallEvent, filters: EventFilters): boolean {
	const { metadata = {} } = event;
	const [key, value] = [fieldText(filters.metadataKey), fieldText(filters.metadataValue)];
	return (
		SAME_TEXT.every((name) => isWanted(fieldText(filters[name]), event[name])) &&
		SAME_LINE.every((name) => isOneOf(linesIn(filters[name]), event[name])) &&
		(key === '' || (Object.hasOwn(metadata, key) && isWanted(value, metadataText(metadata[key]))))
	);
}

/** Whether the call was placed by whom it has to be: told by the key in its metadata. */
export function isPlacedBy({ metadata = {} }: CallEvent, { placedBy, origin }: Placer): boolean {
	if (placedBy === 'anybody') return true;
	const placer = readMark(metadata[CORRELATION_FIELD]);
	if (placer?.instance !== origin.instance) return false;
	return placedBy === 'thisN8n' || placer.workflow === origin.workflow;
}

/** Who places calls by other means than this node may keep true and false with them. */
function metadataText(value: unknown): string {
	return typeof value === 'boolean' ? String(value) : fieldText(value);
}

function isWanted(wanted: string, told: string | undefined): boolean {
	return wanted === '' || wanted === told;
}

function isOneOf(lines: string[], told: string | undefined): boolean {
	return lines.length === 0 || (told !== undefined && lines.includes(lineOf(told)));
}

function linesIn(field: unknown): string[] {
	const addresses = Array.isArray(field) ? field : fieldText(field).split(',');
	return addresses
		.map(fieldText)
		.filter((address) => address !== '')
		.map(lineOf);
}
