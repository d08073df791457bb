const QUOTES = '"\'\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB\u2039\u203A`\u00B4\\\\';
/** Addresses as links have them. */
const LINK = '(?:tel|callto|sms|smsto|sips?|whatsapp|https?):';

const WORDS =
	'telephone|telefono|teléfono|telefon|téléphone|tel|phone|mobile|mobil|móvil|mob|cellphone|cellular|celular|cell|handy|whatsapp|number|rufnummer|ph';
/** Which of somebody's phones it is. */
const KINDS = 'work|home|office|main|business|private|privat|direct|mobile|cell';
/** Forbidden, crossed out, not for phones, a fax: whoever puts these in front says not to call. */
const SAYS_NO = '\u{1F6AB}\u26D4\u{1F4F5}\u274C\u274E\u2716\u{1F6D1}\u2620\u{1F4E0}\u{1F515}';

/**
 * What exports, address books and chats put around a number, and what stands there without it. Only
 * what says nothing of its own: "fax", "old" or "do not call" stay, and the text is refused.
 */
const WRAPPINGS: ReadonlyArray<readonly [wrapping: RegExp, inside: string]> = [
	// ="+49 151 ...": how a CSV file keeps a spreadsheet from taking the + for a formula.
	[/^=+\s*(?=["'\u201C\u201D\u2018\u2019(+\d])/u, ''],
	[new RegExp(`^[${QUOTES}]+|[${QUOTES}]+$`, 'gu'), ''],
	[/^\(\s*(["'].*["'])\s*\)$/u, '$1'],
	// Markdown: [+49 151 ...](tel:+49151...), **+49 151 ...**
	[new RegExp(`^!?\\[[^\\]]*\\]\\(\\s*<?(${LINK}[^)>\\s]*)>?[^)]*\\)$`, 'iu'), '$1'],
	[/^(\*\*|__)([+(\d][\d\s().,'\u2019E+/-]{2,})\1$/u, '$2'],
	// Of fewer digits it is a code for a telephone system: *100*
	[/^([*_])([+(\d][\d\s().,'\u2019E+/-]{6,})\1$/u, '$2'],
	// Signs in front: of a list, a telephone, a flag.
	[
		new RegExp(
			`^(?:(?![${SAYS_NO}])[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\uFE0F\\u2706])+\\s*(?=[+(\\d])`,
			'u',
		),
		'',
	],
	[/^[-\u2013\u2014\u2022*]\s+(?=[+(\d])/u, ''],
	[/^\d{1,2}[.)]\s+(?=\+)/u, ''],
	// DE +49 151 ..., (US) +1 202 ...: the country once more.
	[/^\(?[A-Z]{2}\)?:?\s+(?=\+[1-9])/u, ''],
	[/(?<=\d)(?:&nbsp;|&#160;|&#xa0;)+(?=[\d(])/giu, ' '],
	// HTML, and an address with a name in front.
	[new RegExp(`^<a\\s[^>]*\\bhref\\s*=\\s*["']?(${LINK}[^"'>\\s]*)[^>]*>[^<]*</a>$`, 'iu'), '$1'],
	[new RegExp(`^[^<>\\d]*<\\s*(${LINK}[^<>]+|[+\\d\\s()./-]+)>$`, 'iu'), '$1'],
	[/^<([^<>]*\d[^<>]*)>$/u, '$1'],
	// vCard: TEL;TYPE=CELL:+49 151 ...
	[/^(?:item\d+\.)?tel;[^:]*:/iu, ''],
	// A link with nothing in it but the number.
	[/^(?:tel|callto):(?:\/\/)?([^;%]+)$/iu, '$1'],
	// WhatsApp writes all numbers with their country code and without the +.
	[/^whatsapp:(?:\/\/)?(?=[1-9]\d{6,14}$)/iu, '+'],
	[/^((?:sms|smsto):[^?]+)\?.*$/iu, '$1'],
	// Other services' addresses; "p:" is that of lead forms.
	[/^(?:sms|smsto|whatsapp|facetime(?:-audio)?|skype|p):(?:\/\/)?(?=[+(\d])/iu, ''],
	[/^\+?(\d{7,15})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/iu, '+$1'],
	[
		/^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?(?:[^#]*&)?phone=)(?:\+|%2B)?(\d{7,15})(?:[/?&#].*)?$/iu,
		'+$1',
	],
	// The + as URLs and HTML write it.
	[/^(?:%2B|&#43;|&#x2b;|&plus;)/iu, '+'],
	// A label in front or behind.
	[
		new RegExp(
			`^(?!(?:tel|callto):)(?:(?:${KINDS})\\s+)?(?:${WORDS})(?:\\s*(?:no|nr|number))?\\s*[.:=]*\\s*(?=[+(\\d])`,
			'iu',
		),
		'',
	],
	[/^[tmp]\s*[.:]+\s*(?=[+(\d])/iu, ''],
	[
		new RegExp(
			`(?<=\\d)(?:\\s*[([](?:${WORDS}|${KINDS})[)\\]]|\\s(?:[-\u2013]\\s)?(?:${WORDS}|${KINDS}))$`,
			'iu',
		),
		'',
	],
	[new RegExp(`^(?:${KINDS}):\\s*(?=[+(\\d])`, 'iu'), ''],
	// What divided it from its neighbours. Three dots say that something is missing.
	[/^[,;:]+\s*|(?<![.\u2026\s])\s*[.,;:]$/gu, ''],
];

/** So most numbers come, and so most words: nothing has to be looked for. */
const NOTHING_AROUND = /^\+?\d[\d ()-]*\d$/u;
const MAY_HOLD_AN_ADDRESS = /\p{Nd}|sips?:|tel:|^[\p{P}\p{S}]/iu;

/** One may be around the other: "=""+49 151 ...""". */
const MOST_LAYERS = 5;

/** A text without what was put around it on its way. */
export function unwrapped(text: string): string {
	let inside = text.trim();
	if (NOTHING_AROUND.test(inside) || !MAY_HOLD_AN_ADDRESS.test(inside)) return inside;
	for (let layer = 0; layer < MOST_LAYERS; layer++) {
		const before = inside;
		for (const [wrapping, rest] of WRAPPINGS) inside = inside.replace(wrapping, rest).trim();
		if (inside === before) break;
	}
	return inside;
}
