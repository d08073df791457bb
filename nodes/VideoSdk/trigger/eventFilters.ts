import type { CallEvent } from '../../../videosdk/callEvent.ts';
import { CORRELATION_FIELD } from '../../../videosdk/correlation.ts';
import { canonicalAddress } from '../../../telephony/canonicalAddress.ts';
import { readCorrelationKey, type Origin } from '../once/correlationKey.ts';
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

export interface PlacedByFilter {
	placedBy: 'anybody' | 'thisN8n' | 'workflow';
	/** Of whom `placedBy` speaks. */
	origin: Origin;
}

const SAME_TEXT = ['direction', 'gatewayId', 'roomId', 'ruleId'] as const;
const SAME_ADDRESS = ['from', 'to'] as const;

/** Whether an event tells everything that the filters ask for. */
export function passesFilters(event: CallEvent, filters: EventFilters): boolean {
	const { metadata = {} } = event;
	const [key, value] = [fieldText(filters.metadataKey), fieldText(filters.metadataValue)];
	return (
		SAME_TEXT.every((name) => isWanted(fieldText(filters[name]), event[name])) &&
		SAME_ADDRESS.every((name) => isOneOf(addressesIn(filters[name]), event[name])) &&
		(key === '' || (Object.hasOwn(metadata, key) && isWanted(value, metadataText(metadata[key]))))
	);
}

/** Whether a filter asks for what only a call tells, and no event of a room. */
export function asksForCall(filters: EventFilters): boolean {
	return Object.entries(filters).some(([name, value]) => name !== 'roomId' && value !== '');
}

/** Whether the call was placed by whom it has to be: the key in its metadata says by whom it was. */
export function isPlacedBy(
	{ metadata = {} }: CallEvent,
	{ placedBy, origin }: PlacedByFilter,
): boolean {
	if (placedBy === 'anybody') return true;
	const key = readCorrelationKey(metadata[CORRELATION_FIELD]);
	if (key?.instance !== origin.instance) return false;
	return placedBy === 'thisN8n' || key.workflow === origin.workflow;
}

/** Who places calls by other means than this node may keep true and false with them. */
function metadataText(value: unknown): string {
	return typeof value === 'boolean' ? String(value) : fieldText(value);
}

function isWanted(wanted: string, value: string | undefined): boolean {
	return wanted === '' || wanted === value;
}

function isOneOf(wanted: string[], address: string | undefined): boolean {
	if (wanted.length === 0) return true;
	return address !== undefined && wanted.includes(canonicalAddress(address));
}

function addressesIn(field: unknown): string[] {
	const addresses = Array.isArray(field) ? field : fieldText(field).split(',');
	return addresses
		.map(fieldText)
		.filter((address) => address !== '')
		.map(canonicalAddress);
}
