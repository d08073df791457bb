export const E164 = /^\+[1-9]\d{1,14}$/;
const SIP_URI = /^sips?:[^\s@]+@[^\s@]+$/i;

/** Docs pages "Out-Bound-Call" and "Call Transfer": a number or a SIP address. */
export const isDialable = (to: string) => E164.test(to) || SIP_URI.test(to);

export const DIALABLE =
	'must be a phone number like +12025550100 or a SIP URI like sip:+12025550100@example.com';
