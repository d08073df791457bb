/**
 * Numbers that reach one subscriber in more than one spelling: prefixes that a country has abolished,
 * digits that it has put in, and what has always been written in two ways. All that this package knows
 * of it stands here; `docs/numbering-changes.md` is written from it.
 */
export interface NumberingRule {
	/** ISO codes of the countries whose numbers these are. */
	countries: readonly string[];
	/** What it is about, as it stands in the documentation. */
	what: string;
	/**
	 * The spellings, and the one that stands for all of them, both with the +. What both share stands in
	 * braces and is described under `parts`.
	 */
	spellings: ReadonlyArray<{ others: readonly string[]; one: string }>;
	/** Regular expressions of the digits that the spellings share, by their name. */
	parts: Readonly<Record<string, string>>;
	/**
	 * `dialed`: whoever writes another spelling is dialed in the one, where libphonenumber knows that as a
	 * number in use and the other not. `dialedWhereOver`: also where libphonenumber still knows the other,
	 * as the regulator has ended it. `compared`: what is written is dialed, and the two count as one person.
	 */
	use: 'dialed' | 'dialedWhereOver' | 'compared';
	/** The day on which the old spelling ended, or as far as it is known. */
	since: string;
	source: string;
	/** Another spelling, and what stands for it. */
	example: readonly [string, string];
}

/** What Vietnam's landlines had behind the country code, and have. */
const VIETNAM_LANDLINES = `20>214 22>212 230>215 231>213 240>204 241>222 25>205 26>206 27>207 280>208 281>209
	29>216 30>229 31>225 320>220 321>221 33>203 350>228 351>226 36>227 37>237 38>238 39>239 500>262 501>261
	510>235 511>236 52>232 53>233 54>234 55>255 56>256 57>257 58>258 59>269 60>260 61>251 62>252 63>263 64>254
	650>274 651>271 66>276 67>277 68>259 70>270 710>292 711>293 72>272 73>273 74>294 75>275 76>296 77>297
	780>290 781>291 79>299`;

/** The same of its mobile phones. */
const VIETNAM_MOBILES = `120>70 121>79 122>77 123>83 124>84 125>85 126>76 127>81 128>78 129>82 162>32 163>33
	164>34 165>35 166>36 167>37 168>38 169>39 186>56 188>58 199>59`;

/** What begins a mobile phone of today, of nine digits: old landlines that look like it are left alone. */
const MOBILE_IN_VIETNAM = /^(?:3[2-9]|5[25689]|7[06-9]|8|9)/;

function prefixesOf(pairs: string, callingCode: string, rest: string) {
	return pairs.split(/\s+/).map((pair) => {
		const [old = '', today = ''] = pair.split('>');
		return { others: [`+${callingCode}${old}${rest}`], one: `+${callingCode}${today}${rest}` };
	});
}

const codesOf = (isWanted: (old: string) => boolean) =>
	VIETNAM_LANDLINES.split(/\s+/)
		.filter((pair) => isWanted(pair.split('>')[0] ?? ''))
		.join(' ');
const beginsLikeToday = (old: string) => /^2\d$/.test(old);
const isDistinct = (old: string) =>
	old.length === 3 || !(beginsLikeToday(old) || MOBILE_IN_VIETNAM.test(old));

/** In the order in which they are tried. */
export const NUMBERING_RULES: readonly NumberingRule[] = [
	{
		countries: ['MX'],
		what: 'The 1 for mobile phones behind +52, and 01, 02, 044 and 045 in front of a number',
		spellings: [
			{
				others: ['1', '01', '02', '044', '045'].map((one) => `+52${one}{number}`),
				one: '+52{number}',
			},
		],
		parts: { number: '[2-9]\\d{9}' },
		use: 'dialed',
		since: '2019-08-03',
		source: 'IFT, Plan Técnico Fundamental de Numeración (DOF 2018-05-11); libphonenumber, Mexico',
		example: ['+5215512345678', '+525512345678'],
	},
	{
		countries: ['BR'],
		what: 'The ninth digit, a 9, in front of mobile numbers of eight',
		spellings: [{ others: ['+55{area}{number}'], one: '+55{area}9{number}' }],
		// Numbers that begin with 7 were those of trunked radio as well, which kept eight digits: libphonenumber
		// knows them, so they are dialed as written. Compared, the two are one person: rather one call too few.
		parts: { area: '[1-9][1-9]', number: '[6-9]\\d{7}' },
		use: 'dialed',
		since: '2016-11-06',
		source: 'Anatel, Resolução 553/2010 (from 2012-07-29 on, area by area); libphonenumber, Brazil',
		example: ['+551187654321', '+5511987654321'],
	},
	{
		countries: ['AR'],
		what: 'The 15 for mobile phones behind the area code, which +54 9 stands for',
		spellings: [
			{
				others: ['+549{buenosAires}15{eight}', '+54{buenosAires}15{eight}'],
				one: '+549{buenosAires}{eight}',
			},
			{ others: ['+549{three}15{seven}', '+54{three}15{seven}'], one: '+549{three}{seven}' },
			{ others: ['+549{four}15{six}', '+54{four}15{six}'], one: '+549{four}{six}' },
		],
		parts: {
			buenosAires: '11',
			three: '[23]\\d\\d',
			four: '[23]\\d{3}',
			eight: '\\d{8}',
			seven: '\\d{7}',
			six: '\\d{6}',
		},
		use: 'dialed',
		since: 'as long as there are mobile phones',
		source:
			'ENACOM, indicativos interurbanos; ITU-T E.164 plan of Argentina; libphonenumber, Argentina',
		example: ['+549111523456789', '+5491123456789'],
	},
	{
		countries: ['AR'],
		what: 'With and without the 9 for mobile phones: the digits behind it are given out once',
		spellings: [{ others: ['+549{number}'], one: '+54{number}' }],
		parts: { number: '[1-3]\\d{9}' },
		use: 'compared',
		since: 'as long as there are mobile phones',
		source:
			'ENACOM, Plan Fundamental Nacional de Numeración; ITU-T E.164 plan of Argentina; libphonenumber, isNumberMatch',
		example: ['+5491123456789', '+541123456789'],
	},
	{
		countries: ['SM', 'IT'],
		what: 'San Marino with and without its area code 0549',
		spellings: [{ others: ['+378{number}', '+378549{number}'], one: '+3780549{number}' }],
		parts: { number: '[89]\\d{5}' },
		use: 'dialed',
		since: 'always',
		source: 'ITU-T E.164 plan of San Marino; libphonenumber, San Marino',
		example: ['+378886377', '+3780549886377'],
	},
	{
		countries: ['SM', 'IT'],
		what: 'San Marino by way of Italy',
		spellings: [{ others: ['+390549{number}', '+39549{number}'], one: '+3780549{number}' }],
		parts: { number: '[89]\\d{5}' },
		use: 'compared',
		since: 'always',
		source: 'ITU-T E.164 plan of San Marino; libphonenumber, San Marino',
		example: ['+390549886377', '+3780549886377'],
	},
	{
		countries: ['IT', 'VA'],
		what: 'The 0 of landlines, which belongs to the number',
		spellings: [{ others: ['+39{number}'], one: '+390{number}' }],
		// Not what begins like a mobile phone, a freephone number or the like, and may have lost a digit.
		parts: { number: '(?!3[1-9]|800|84[078]|89[259]|1(?:44|6[346]|78|99))[1-9]\\d{5,9}' },
		use: 'dialed',
		since: '1998-12-19',
		source:
			'AGCOM, Piano di numerazione nazionale; ITU-T E.164 plan of Italy; libphonenumber, isNumberMatch',
		example: ['+39612345678', '+390612345678'],
	},
	{
		countries: ['IT', 'VA'],
		what: 'The 0 of landlines that are a mobile number, or the beginning of one, without it. Mobile numbers of ten digits are no landlines',
		// 331 1234567 is somebody's mobile phone, and 0331 1234567 a landline. The few mobile numbers of nine
		// digits count as the landline too: rather one call too few.
		spellings: [{ others: ['+39{number}'], one: '+390{number}' }],
		parts: { number: '3[1-9]\\d{4,7}' },
		use: 'compared',
		since: '1998-12-19',
		source:
			'AGCOM, Piano di numerazione nazionale; ITU-T E.164 plan of Italy; libphonenumber, isNumberMatch',
		example: ['+39331123456', '+390331123456'],
	},
	{
		countries: ['IT'],
		what: 'A 0 in front of mobile numbers, where it is the beginning of no landline',
		spellings: [{ others: ['+390{number}'], one: '+39{number}' }],
		parts: {
			number: '(?!3(?:[0159]|2[1-4]|3[12]|4[1-6]|6[2-59]|7[1-7]|8[1-6]))3\\d{9}',
		},
		use: 'dialed',
		since: '2001-06-30',
		source: 'AGCOM, Piano di numerazione nazionale; libphonenumber, Italy',
		example: ['+3903351234567', '+393351234567'],
	},
	{
		countries: ['BJ'],
		what: '01 in front of all numbers of eight digits; the 0 of it left out',
		spellings: [
			{ others: ['+229{number}'], one: '+22901{number}' },
			{ others: ['+2291{number}'], one: '+22901{number}' },
		],
		parts: { number: '[24-79]\\d{7}' },
		use: 'dialed',
		since: '2024-11-30',
		source: 'ARCEP Bénin, plan national de numérotation à dix chiffres; libphonenumber, Benin',
		example: ['+22997123456', '+2290197123456'],
	},
	{
		countries: ['CI'],
		what: 'Two digits more, by the network that had been given the number',
		spellings: [
			{ others: ['+225{moov}'], one: '+22501{moov}' },
			{ others: ['+225{mtn}'], one: '+22505{mtn}' },
			{ others: ['+225{orange}'], one: '+22507{orange}' },
			{ others: ['+225{landlineOfMtn}'], one: '+22525{landlineOfMtn}' },
			{ others: ['+225{landlineOfMoov}'], one: '+22521{landlineOfMoov}' },
			{ others: ['+225{landlineOfOrange}'], one: '+22527{landlineOfOrange}' },
		],
		parts: {
			moov: '[0457][0-3]\\d{6}',
			mtn: '[04-9][4-6]\\d{6}',
			orange: '(?!69)[04-9][7-9]\\d{6}',
			landlineOfMtn: '[23]\\d0\\d{5}',
			landlineOfMoov: '[23]\\d8\\d{5}',
			landlineOfOrange: '[23]\\d[1-79]\\d{5}',
		},
		use: 'dialed',
		since: '2021-01-31',
		source: 'ARTCI, passage de 8 à 10 chiffres; networks by number from libphonenumber 8.12.12',
		example: ['+22507123456', '+2250707123456'],
	},
	{
		countries: ['CI', 'CG'],
		what: 'The 0 that belongs to the number, left out behind the country code',
		spellings: [
			{ others: ['+225{ivory}'], one: '+2250{ivory}' },
			{ others: ['+242{congo}'], one: '+2420{congo}' },
		],
		parts: { ivory: '[157]\\d{8}', congo: '[14-6]\\d{7}' },
		use: 'dialed',
		since: 'always',
		source: 'ITU-T E.164 plans of Côte d’Ivoire and the Congo; libphonenumber, both',
		example: ['+225707123456', '+2250707123456'],
	},
	{
		countries: ['GA'],
		what: 'One digit more (11, 62, 65, 66, 74, 77), and no 0 behind the country code',
		spellings: [
			{ others: ['+24101{number}', '+2411{number}'], one: '+24111{number}' },
			{
				others: ['+2410{libertis}{number}', '+241{libertis}{number}'],
				one: '+2416{libertis}{number}',
			},
			{ others: ['+2410{airtel}{number}', '+241{airtel}{number}'], one: '+2417{airtel}{number}' },
		],
		parts: { number: '\\d{6}', libertis: '[256]', airtel: '[47]' },
		use: 'dialedWhereOver',
		since: '2024-04-06',
		source:
			'ARCEP Gabon, numérotation à neuf chiffres (from 2019-11-15 on beside the old one); libphonenumber, Gabon',
		example: ['+24106123456', '+24166123456'],
	},
	{
		countries: ['CM'],
		what: '6 in front of mobile numbers of eight digits',
		spellings: [{ others: ['+237{number}'], one: '+2376{number}' }],
		parts: { number: '[79]\\d{7}' },
		use: 'dialed',
		since: '2014-11-21',
		source: 'ART Cameroun; ITU Operational Bulletin 1063 (2014); libphonenumber, Cameroon',
		example: ['+23777123456', '+237677123456'],
	},
	{
		countries: ['CM'],
		what: '2 in front of landlines of eight digits',
		spellings: [{ others: ['+237{number}'], one: '+2372{number}' }],
		parts: { number: '(?:22|33)\\d{6}' },
		// Dialed as written: a number of today that has lost a digit looks the same.
		use: 'compared',
		since: '2014-11-21',
		source: 'ART Cameroun; ITU Operational Bulletin 1063 (2014); libphonenumber, Cameroon',
		example: ['+23722123456', '+237222123456'],
	},
	{
		countries: ['NG'],
		what: '20 in front of landlines of eight digits',
		spellings: [{ others: ['+234{number}'], one: '+23420{number}' }],
		// No mobile number, and no number of today, that has lost two digits.
		parts: { number: '(?!20|[789][01])[1-9]\\d{7}' },
		use: 'dialed',
		since: '2024-01-01',
		source: 'NCC, fixed-lines numbering format (2023-09); libphonenumber, Nigeria',
		example: ['+23414630643', '+2342014630643'],
	},
	{
		countries: ['MU'],
		what: '5 in front of mobile numbers of seven digits',
		// Those that began with 2, 4 or 8 look like landlines of today.
		spellings: [{ others: ['+230{number}'], one: '+2305{number}' }],
		parts: { number: '[79]\\d{6}' },
		use: 'dialed',
		since: '2013-09-01',
		source: 'ICTA Mauritius, numbering plan; libphonenumber, Mauritius',
		example: ['+2307712345', '+23057712345'],
	},
	{
		countries: ['CO'],
		what: '60 in front of landlines of eight digits',
		spellings: [{ others: ['+57{number}'], one: '+5760{number}' }],
		// No number of today that has lost two digits.
		parts: { number: '(?!60)[124-8]\\d{7}' },
		use: 'dialed',
		since: '2021-09-01',
		source: 'CRC, Resolución 5826 de 2019; libphonenumber, Colombia',
		example: ['+5712345678', '+576012345678'],
	},
	{
		countries: ['CL'],
		what: '09 in front of mobile phones',
		spellings: [{ others: ['+5609{number}'], one: '+569{number}' }],
		parts: { number: '[2-9]\\d{7}' },
		use: 'dialed',
		since: '2016-09-05',
		source: 'SUBTEL, plan técnico fundamental de numeración; libphonenumber, Chile',
		example: ['+560987654321', '+56987654321'],
	},
	{
		countries: ['CL'],
		what: 'A 2 in front of landlines',
		spellings: [
			{ others: ['+562{santiago}'], one: '+5622{santiago}' },
			{ others: ['+56{area}{number}'], one: '+56{area}2{number}' },
		],
		parts: {
			santiago: '[2-9]\\d{6}',
			area: '(?:3[2-5]|4[1235]|5[12357]|6[13457]|7[1235])',
			number: '\\d{6}',
		},
		// Dialed as written: a number of today that has lost a digit looks the same.
		use: 'compared',
		since: '2012-11-24 (Santiago), 2014 (elsewhere)',
		source: 'SUBTEL, plan técnico fundamental de numeración; libphonenumber, Chile',
		example: ['+5625551234', '+56225551234'],
	},
	{
		countries: ['EC'],
		what: '9 in front of mobile numbers of eight digits',
		spellings: [{ others: ['+593{number}'], one: '+5939{number}' }],
		parts: { number: '[89]\\d{7}' },
		// Dialed as written: a number of today that has lost a digit looks the same.
		use: 'compared',
		since: '2012-09-30',
		source: 'CONATEL (ARCOTEL), Plan Técnico Fundamental de Numeración; libphonenumber, Ecuador',
		example: ['+59399123456', '+593999123456'],
	},
	{
		countries: ['SA'],
		what: '1 in front of landlines of eight digits',
		spellings: [{ others: ['+966{number}'], one: '+9661{number}' }],
		parts: { number: '[1-467]\\d{7}' },
		// Dialed as written: a number of today that has lost a digit looks the same.
		use: 'compared',
		since: '2013-09',
		source: 'CITC (CST), national numbering plan; libphonenumber, Saudi Arabia',
		example: ['+96612345678', '+966112345678'],
	},
	{
		countries: ['PF'],
		what: '40 in front of landlines of six digits, 87 in front of mobile numbers',
		spellings: [
			{ others: ['+689{landline}'], one: '+68940{landline}' },
			{ others: ['+689{mobile}'], one: '+68987{mobile}' },
		],
		// 44 is a service of six digits today; the others would be numbers of today that have lost two digits.
		parts: { landline: '(?!4[04]|8[79])[4-689]\\d{5}', mobile: '[237]\\d{5}' },
		use: 'dialed',
		since: '2014-06-23',
		source: 'ITU-T E.164 plan of French Polynesia; libphonenumber, French Polynesia',
		example: ['+689412345', '+68940412345'],
	},
	{
		countries: ['VN'],
		what: 'Mobile numbers of ten digits that began with 1',
		spellings: prefixesOf(VIETNAM_MOBILES, '84', '{number}'),
		parts: { number: '\\d{7}' },
		use: 'dialed',
		since: '2018-11-15',
		source: 'Ministry of Information and Communications, 2018; libphonenumber, Vietnam',
		example: ['+841621234567', '+84321234567'],
	},
	{
		countries: ['VN'],
		what: 'Area codes of landlines; those of old numbers that look like a mobile number of today (Ho Chi Minh City’s 8 among them) cannot be told and are left alone',
		spellings: [
			{ others: ['+844{hanoi}'], one: '+8424{hanoi}' },
			...prefixesOf(codesOf(isDistinct), '84', '{number}'),
		],
		parts: { hanoi: '\\d{8}', number: '\\d{7}' },
		use: 'dialed',
		since: '2017-06-17',
		source:
			'Ministry of Information and Communications, Circular 22/2014 and plan of 2016-11; libphonenumber’s areas before (7.3.0) and after (8.8.2)',
		example: ['+84438223344', '+842438223344'],
	},
	{
		countries: ['VN'],
		what: 'Area codes of landlines that began with 2: a number of today that has lost its last digit looks like them',
		spellings: prefixesOf(codesOf(beginsLikeToday), '84', '{number}'),
		parts: { number: '\\d{7}' },
		use: 'compared',
		since: '2017-06-17',
		source:
			'Ministry of Information and Communications, Circular 22/2014 and plan of 2016-11; libphonenumber’s areas before (7.3.0) and after (8.8.2)',
		example: ['+84223851234', '+842123851234'],
	},
	{
		countries: ['PH'],
		what: 'Metro Manila: an eighth digit in front, by the network',
		// Which digit it is nobody can tell by the number. Two networks may have given out the same seven digits
		// since: then the two people count as one, which is rather one call too few.
		spellings: [
			{ others: [...'2345678'].map((digit) => `+632${digit}{number}`), one: '+632{number}' },
		],
		parts: { number: '\\d{7}' },
		use: 'compared',
		since: '2019-10-06',
		source: 'NTC, Memorandum Order 10-10-2017; libphonenumber, Philippines',
		example: ['+63281234567', '+6321234567'],
	},
	{
		countries: ['XK'],
		what: 'Kosovo under the country codes of Serbia and Slovenia',
		spellings: [
			{ others: ['+381{landline}'], one: '+383{landline}' },
			{ others: ['+386{mobile}'], one: '+383{mobile}' },
		],
		// Where Serbia or Slovenia has such numbers in use by libphonenumber, they are dialed as written.
		parts: { landline: '(?:2[89]|3[89])\\d{6}', mobile: '4[39]\\d{6}' },
		use: 'dialed',
		since: '2017',
		source: 'ITU-T E.164, assignment of +383 (2016-12-15); ARKEP, national numbering plan',
		example: ['+38138123456', '+38338123456'],
	},
	{
		countries: ['XK'],
		what: 'Kosovo under the country code of Monaco',
		spellings: [{ others: ['+377{mobile}'], one: '+383{mobile}' }],
		parts: { mobile: '4[45]\\d{6}' },
		use: 'compared',
		since: '2017',
		source: 'ITU-T E.164, assignment of +383 (2016-12-15); ARKEP, national numbering plan',
		example: ['+37744123456', '+38344123456'],
	},
	{
		countries: ['PS', 'IL'],
		what: 'Palestinian numbers, which are reached by +970 and by +972',
		spellings: [{ others: ['+972{number}'], one: '+970{number}' }],
		parts: {
			number: '(?:5[69]\\d{7}|(?:22[2-47-9]|42[45]|82[014-68]|92[3569])\\d{5})',
		},
		use: 'compared',
		since: 'always',
		source: 'libphonenumber, Palestinian territories (comment on both country codes)',
		example: ['+972599123456', '+970599123456'],
	},
	{
		countries: ['RE', 'YT', 'GP', 'MF', 'BL', 'GF', 'MQ'],
		what: 'French departments overseas, written like a number of the mainland',
		spellings: [
			{ others: ['+33{indianOcean}'], one: '+262{indianOcean}' },
			{ others: ['+33{guadeloupe}'], one: '+590{guadeloupe}' },
			{ others: ['+33{guiana}'], one: '+594{guiana}' },
			{ others: ['+33{martinique}'], one: '+596{martinique}' },
		],
		parts: {
			indianOcean: '(?:26[239]|639|69[23])\\d{6}',
			guadeloupe: '(?:590|69[01])\\d{6}',
			guiana: '[56]94\\d{6}',
			martinique: '(?:[56]96|697)\\d{6}',
		},
		use: 'dialed',
		since: 'always',
		source: 'ARCEP, plan national de numérotation (France); libphonenumber, the departments',
		example: ['+33692123456', '+262692123456'],
	},
	{
		countries: ['GB'],
		what: 'Northern Ireland as it is dialed in the Republic of Ireland, with 048',
		spellings: [{ others: ['+35348{number}'], one: '+4428{number}' }],
		parts: { number: '[2-9]\\d{7}' },
		use: 'compared',
		since: 'always',
		source: 'ComReg, numbering conditions of use; Ofcom, National Telephone Numbering Plan',
		example: ['+3534890246609', '+442890246609'],
	},
	{
		countries: ['SX'],
		what: 'Sint Maarten, which left +599 for North America’s +1 721',
		spellings: [{ others: ['+599{number}'], one: '+1721{number}' }],
		parts: { number: '5\\d{6}' },
		// Dialed as written: a number of Curaçao that has lost its 9 looks the same.
		use: 'compared',
		since: '2011-09-30',
		source: 'NANPA, area code 721; ITU-T E.164 plan of Sint Maarten',
		example: ['+5995421234', '+17215421234'],
	},
];
