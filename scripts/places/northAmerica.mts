/**
 * Which clocks there are in a state or province, by the time zone database, and in which area codes of
 * it, where they differ within it. Whoever lives on the border keeps the other clock now and then; it
 * is named where a town does so openly.
 */

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';

const states = (zone: string, codes: string): Array<[string, string]> =>
	codes.split(' ').map((code) => [code, zone]);

export const ZONES_OF_STATE: ReadonlyMap<string, string> = new Map([
	...states(EASTERN, 'CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV'),
	...states(CENTRAL, 'AL AR IA IL LA MN MO MS OK WI'),
	...states(MOUNTAIN, 'CO MT NM UT WY'),
	...states(PACIFIC, 'CA WA'),
	[
		'AK',
		'America/Anchorage America/Juneau America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak',
	],
	// The Navajo Nation has summer time.
	['AZ', `America/Phoenix ${MOUNTAIN}`],
	['FL', `${EASTERN} ${CENTRAL}`],
	['HI', 'Pacific/Honolulu'],
	['ID', `America/Boise ${PACIFIC}`],
	[
		'IN',
		`America/Indiana/Indianapolis ${CENTRAL} America/Indiana/Vincennes America/Indiana/Winamac America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Tell_City America/Indiana/Knox`,
	],
	['KS', `${CENTRAL} ${MOUNTAIN}`],
	['KY', `${EASTERN} America/Kentucky/Louisville America/Kentucky/Monticello ${CENTRAL}`],
	['MI', 'America/Detroit America/Menominee'],
	[
		'ND',
		`${CENTRAL} America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah ${MOUNTAIN}`,
	],
	['NE', `${CENTRAL} ${MOUNTAIN}`],
	// West Wendover and Jackpot go by Utah's and Idaho's clocks.
	['NV', `${PACIFIC} ${MOUNTAIN}`],
	['OR', `${PACIFIC} America/Boise`],
	['SD', `${CENTRAL} ${MOUNTAIN}`],
	['TN', `${CENTRAL} ${EASTERN}`],
	['TX', `${CENTRAL} ${MOUNTAIN}`],
	['AB', 'America/Edmonton'],
	[
		'BC',
		'America/Vancouver America/Dawson_Creek America/Fort_Nelson America/Creston America/Edmonton',
	],
	['MB', 'America/Winnipeg'],
	['NB', 'America/Moncton'],
	['NL', 'America/St_Johns America/Goose_Bay America/Blanc-Sablon'],
	['NS', 'America/Halifax America/Glace_Bay'],
	['PE', 'America/Halifax'],
	['NT', 'America/Inuvik America/Edmonton'],
	[
		'NU',
		'America/Iqaluit America/Resolute America/Rankin_Inlet America/Cambridge_Bay America/Atikokan',
	],
	['ON', 'America/Toronto America/Winnipeg America/Atikokan'],
	['QC', 'America/Toronto America/Halifax America/Blanc-Sablon'],
	// Lloydminster and Creighton go by Alberta's and Manitoba's clocks.
	['SK', 'America/Regina America/Swift_Current America/Edmonton America/Winnipeg'],
	['YT', 'America/Whitehorse America/Dawson'],
]);

/** Area codes that lie on one side of a state with several clocks. Those that are not named have all of the state. */
export const ZONES_OF_AREA_CODE: ReadonlyMap<string, string> = new Map(
	[
		// Phenix City and its neighbours live by Georgia's clock.
		['334', `${CENTRAL} ${EASTERN}`],
		['480 520 602 623', 'America/Phoenix'],
		[
			'239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954',
			EASTERN,
		],
		['260 317 463 765', 'America/Indiana/Indianapolis'],
		['219', `${CENTRAL} America/Indiana/Winamac`],
		['574', 'America/Indiana/Indianapolis America/Indiana/Winamac America/Indiana/Knox'],
		['316 913', CENTRAL],
		['502 859', `${EASTERN} America/Kentucky/Louisville`],
		['231 248 269 313 517 586 616 679 734 810 947 989', 'America/Detroit'],
		['402 531', CENTRAL],
		['702 725', PACIFIC],
		['503 971', PACIFIC],
		['615 629 731 901 931', CENTRAL],
		['865', EASTERN],
		[
			'210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979',
			CENTRAL,
		],
		['915', MOUNTAIN],
		['604', 'America/Vancouver'],
		[
			'226 249 289 343 365 382 387 416 437 519 548 613 647 683 705 742 753 905 942',
			'America/Toronto',
		],
		['263 354 438 450 468 514 579 819 873', 'America/Toronto'],
	].flatMap(([codes = '', zones = '']) =>
		codes.split(' ').map((code): [string, string] => [code, zones]),
	),
);

/** Where Google's list writes the state out, and alone. */
export const STATE_NAMES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		...{ Alabama: 'AL', Alaska: 'AK', Arizona: 'AZ', Arkansas: 'AR', California: 'CA' },
		...{ Colorado: 'CO', Connecticut: 'CT', Delaware: 'DE', Florida: 'FL', Georgia: 'GA' },
		...{ Hawaii: 'HI', Idaho: 'ID', Illinois: 'IL', Indiana: 'IN', Iowa: 'IA', Kansas: 'KS' },
		...{ Kentucky: 'KY', Louisiana: 'LA', Maine: 'ME', Maryland: 'MD', Massachusetts: 'MA' },
		...{ Michigan: 'MI', Minnesota: 'MN', Mississippi: 'MS', Missouri: 'MO', Montana: 'MT' },
		...{ Nebraska: 'NE', Nevada: 'NV', 'New Hampshire': 'NH', 'New Jersey': 'NJ' },
		...{ 'New Mexico': 'NM', 'New York': 'NY', 'North Carolina': 'NC', 'North Dakota': 'ND' },
		...{ Ohio: 'OH', Oklahoma: 'OK', Oregon: 'OR', Pennsylvania: 'PA', 'Rhode Island': 'RI' },
		...{ 'South Carolina': 'SC', 'South Dakota': 'SD', Tennessee: 'TN', Texas: 'TX', Utah: 'UT' },
		...{ Vermont: 'VT', Virginia: 'VA', 'Washington State': 'WA', 'Washington D.C.': 'DC' },
		...{ 'West Virginia': 'WV', Wisconsin: 'WI', Wyoming: 'WY', Alberta: 'AB' },
		...{ 'British Columbia': 'BC', 'British Colombia': 'BC', Manitoba: 'MB' },
		...{ 'New Brunswick': 'NB', 'Newfoundland and Labrador': 'NL', 'Nova Scotia': 'NS' },
		...{ 'Prince Edward Island': 'PE', 'Northwest Territories': 'NT', Nunavut: 'NU' },
		...{ Ontario: 'ON', Quebec: 'QC', Saskatchewan: 'SK', Yukon: 'YT', 'Watson Lake': 'YT' },
	}),
);
