import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toPhoneNumber, toTrunk } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { contains } from './contains.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1).optional();
/** Filters: ListPhoneNumbersParams of the vendor's SDK. */
const numberQuery = z.object({ ...pageQuery, search: text }).strict();
/** What is set up for telephony: trunks and phone numbers. */
export function sipAccountRoutes(app: Hono<ApiEnv>, { sip, settings }: SandboxState): void {
	const pageRule = () => ({ defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit });

	// No page of the docs lists trunks.
	app.get('/v2/sip-trunk/:trunkId', (c) => {
		const trunk = sip.trunk(c.req.param('trunkId'));
		if (!trunk) throw new Refusal(404, 'Trunk not found.');
		return c.json(toTrunk(trunk));
	});

	app.get('/v2/sip/phone-numbers', (c) => {
		const { search, ...page } = checked(numberQuery, c.req.query());
		const found = sip.numbers.all().filter(({ name, e164 }) => contains(search, name, e164));
		return c.json(
			toPage(found, page, pageRule(), (number) => toPhoneNumber(number, sip, settings)),
		);
	});

	// By the number itself, not by its id: docs page "Get Phone Number by e164".
	app.get('/v2/sip/phone-numbers/:e164', (c) => {
		const number = sip.numbers.get(c.req.param('e164'));
		if (!number) throw new Refusal(404, 'Phone number not found.');
		return c.json(toPhoneNumber(number, sip, settings));
	});
}
