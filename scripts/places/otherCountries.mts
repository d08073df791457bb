/** Which clocks there are where an area code is, by the time zone database, for the countries with several. */

/** Brazil: the states as Google's list names or shortens them. */
export const ZONES_OF_BRAZIL: ReadonlyMap<string, string> = lookup({
	'America/Sao_Paulo':
		'SP|São Paulo|RJ|Rio de Janeiro|ES|Espirito Santo|MG|Minas Gerais|PR|Paraná|SC|Santa Catarina|RS|Rio Grande do Sul|DF|Federal District|GO|Goiás',
	'America/Araguaina': 'TO|Tocantins',
	'America/Cuiaba': 'MT|Mato Grosso',
	'America/Campo_Grande': 'MS|Mato Grosso do Sul',
	'America/Rio_Branco': 'AC|Acre',
	'America/Porto_Velho': 'RO|Rondônia',
	'America/Bahia': 'BA|Bahia',
	'America/Maceio': 'SE|Sergipe|AL|Alagoas',
	'America/Recife': 'PE|Pernambuco',
	'America/Fortaleza': 'PB|Paraiba|RN|Rio Grande do Norte|CE|Ceará|PI|Piauí|MA|Maranhão',
	'America/Belem America/Santarem': 'PA|Pará',
	'America/Belem': 'AP|Amapá',
	'America/Manaus America/Eirunepe': 'AM|Amazonas',
	'America/Boa_Vista': 'RR|Roraima',
});

/** Mexico. QRO stands for Querétaro and, in Google's list, for Quintana Roo as well. */
export const ZONES_OF_MEXICO: ReadonlyMap<string, string> = lookup({
	'America/Tijuana': 'Baja California|BCN',
	'America/Mazatlan': 'Baja California Sur|BCS|Sinaloa|SIN|Culiacan',
	'America/Hermosillo': 'Sonora|SON',
	'America/Mazatlan America/Bahia_Banderas': 'Nayarit|NAY',
	'America/Chihuahua America/Ciudad_Juarez America/Ojinaga': 'Chihuahua|CHIH',
	'America/Monterrey': 'Nuevo Leon|NL|Coahuila|COAH|Tamaulipas|TAMPS|Durango|DGO',
	'America/Mexico_City America/Cancun': 'QRO|Quintana Roo',
	'America/Merida': 'Yucatan|YUC|Campeche|CAMP|Merida',
	'America/Mexico_City':
		'Jalisco|JAL|San Luis Potosi|SLP|FD|Mexico City|Estado de Mexico|Mexico|MEX|Oaxaca|OAX|Chiapas|CHIS|Puebla|PUE|Veracruz|VER|Tlaxcala|TLAX|Colima|COL|Michoacan|MICH|Zacatecas|ZAC|Guanajuato|GTO|Queretaro|Aguascalientes|AGS|Guerrero|GRO|Morelos|MOR|Hidalgo|HGO|Tabasco|TAB|Morelia|Toluca|Cuernavaca|Tuxtla Gutierrez',
});

/** Area codes at the border of the United States, where summer time is kept, and others that stand for one place. */
export const MEXICAN_AREA_CODES: ReadonlyMap<string, string> = new Map([
	...'861 862 864 867 868 869 873 877 878 891 892 894 897 899'
		.split(' ')
		.map((code): [string, string] => [code, 'America/Monterrey America/Matamoros']),
	['614', 'America/Chihuahua'],
	...'414 427'.split(' ').map((code): [string, string] => [code, 'America/Mexico_City']),
	...'983 984 987 998'.split(' ').map((code): [string, string] => [code, 'America/Cancun']),
	// Area codes of large towns that Google's list has not.
	['664', 'America/Tijuana'],
	...'56 446 479'.split(' ').map((code): [string, string] => [code, 'America/Mexico_City']),
	// Puerto Vallarta and the bay beyond it.
	['322', 'America/Mexico_City America/Bahia_Banderas America/Mazatlan'],
]);

/** Russia, and the codes of Kazakhstan. */
export const ZONES_OF_RUSSIA: ReadonlyMap<string, string> = lookup({
	'Asia/Almaty': 'Astana',
	// A Russian town in Kazakhstan.
	'Asia/Qyzylorda Europe/Moscow': 'Baikonur',
	'Europe/Simferopol': 'Simferopol|Sevastopol',
	'Europe/Kaliningrad': 'Kaliningrad',
	'Asia/Irkutsk': 'Republic of Buryatia|Irkutsk',
	'Asia/Chita': 'Chita',
	'Europe/Samara': 'Udmurtian Republic|Samara|Tolyatti',
	'Europe/Ulyanovsk': 'Ulyanovsk',
	'Europe/Saratov': 'Saratov',
	'Europe/Astrakhan': 'Astrakhan',
	'Europe/Volgograd': 'Volgograd',
	'Europe/Kirov': 'Kirov',
	'Asia/Yekaterinburg':
		'Perm|Ekaterinburg|Tyumen|Surgut|Republic of Bashkortostan|Yamalo-Nenets Autonomous District|Chelyabinsk|Kurgan|Orenburg',
	'Asia/Omsk': 'Omsk',
	'Asia/Tomsk': 'Tomsk',
	'Asia/Novosibirsk': 'Novosibirsk',
	'Asia/Novokuznetsk': 'Kemerovo',
	'Asia/Barnaul': 'Altai Territory|Republic of Altai',
	'Asia/Krasnoyarsk': 'Republic of Khakassia|Krasnoyarsk Territory|Republic of Tuva',
	'Asia/Yakutsk Asia/Khandyga Asia/Vladivostok Asia/Ust-Nera Asia/Srednekolymsk':
		'Republic of Sakha',
	'Asia/Yakutsk': 'Amur Region',
	'Asia/Magadan': 'Magadan',
	'Asia/Kamchatka': 'Kamchatka Region',
	'Asia/Vladivostok': 'Khabarovsk Territory|Primorie territory|Jewish Autonomous Region',
	'Asia/Sakhalin Asia/Srednekolymsk': 'Sakhalin Region',
	'Asia/Anadyr': 'Chukotka Autonomous District',
	'Europe/Moscow':
		"Kursk|Belgorod|Voronezh|Lipetsk|Tambov|Smolensk|Tver|Bryansk|Kaluga|Yaroslavl|Orel|Tula|Ryazan|Vladimir|Kostroma|Moscow|Pskov|St Petersburg|Leningrad region|Republic of Karelia|Murmansk|Veliky Novgorod|Vologda|Arkhangelsk|Cherepovets|Komi Republic|Nizhni Novgorod|Republic of Mordovia|Chuvashi Republic|Republic of Marij El|Penza|Republic of Tatarstan|Republic of Kalmykia|Naberezhnye Chelny|Donetsk People's Republic|Luhansk People's Republic|Kherson Region|Krasnodar Territory|Sochi|Rostov|Stavropol territory|Kabardino-Balkarian Republic|Republic of North Ossetia|Chechen Republic|Republic of Daghestan|Ingushi Republic|Republic of Adygeya|Karachayevo-Cherkessian Republic|Mineranye Vody",
});

/**
 * Countries whose plan gives an area to the first digits of numbers for fixed lines, in a few rules;
 * and places that no plan tells apart, because they have no country code of their own.
 */
export const RULES: ReadonlyArray<readonly [zones: string, prefixes: string]> = [
	// Spain: the provinces of Las Palmas and Santa Cruz de Tenerife, and the others.
	['Atlantic/Canary', '34822 34828 34922 34928'],
	[
		'Europe/Madrid',
		'3481 34820 34821 34823 34824 34825 34826 34827 34829 3483 3484 3485 3486 3487 3488 3491 34920 34921 34923 34924 34925 34926 34927 34929 3493 3494 3495 3496 3497 3498',
	],
	['Atlantic/Madeira', '351291'],
	['Atlantic/Azores', '351292 351295 351296'],
	['Europe/Lisbon', '35121 35122 35123 35124 35125 35126 35127 35128'],
	['America/Guayaquil', '5932 5933 5934 5936 5937'],
	// The last five are numbers of the internet, which are of no place.
	['America/Guayaquil Pacific/Galapagos', '5935 5932890 5933890 5934890 5936890 5937890'],
	// New Zealand: the Chatham Islands have numbers of the South Island.
	// 0900 and 070 are of no place.
	[
		'Pacific/Auckland',
		'6442 6443 6444 6445 6446 6447 6448 6449 6462 6463 6464 6465 6466 6467 6468 6469 6472 6473 6474 6475 6476 6477 6478 6479 6492 6493 6494 6495 6496 6497 6498 6499',
	],
	['Pacific/Auckland Pacific/Chatham', '643'],
	// Australia: whole states, and Tweed Heads, which has Queensland's code.
	['Australia/Sydney', '612'],
	['Australia/Sydney Australia/Lord_Howe', '61255 61265'],
	['Australia/Melbourne Australia/Hobart', '613'],
	['Australia/Brisbane Australia/Lindeman', '617'],
	['Australia/Brisbane Australia/Sydney', '6175'],
	['Australia/Perth Australia/Eucla', '6186 6189'],
	['Australia/Perth Indian/Christmas Indian/Cocos', '61891'],
	['Australia/Perth', '61892 61893 61894 61895 61896 61897 61898 61899'],
	['Australia/Adelaide Australia/Darwin Australia/Broken_Hill', '6187 6188'],
	[
		'Australia/Perth Australia/Eucla Australia/Adelaide Australia/Darwin Australia/Broken_Hill Indian/Christmas Indian/Cocos',
		'6185',
	],
	['Indian/Cocos', '6189162'],
	['Indian/Christmas', '6189164'],
	// Indonesia: the islands, from west to east. Borneo has two clocks.
	['Asia/Jakarta', '622 6231 6232 6233 6234 6235 6261 6262 6263 6264 6265 6266 6267 6268 6269 627'],
	['Asia/Makassar', '6236 6237 6238 624'],
	['Asia/Jakarta Asia/Pontianak Asia/Makassar', '625'],
	['Asia/Jayapura', '629'],
	// China: beyond Xinjiang, where many live two hours later.
	[
		'Asia/Shanghai',
		'8610 862 863 8641 8642 8643 8644 8645 8646 8647 8648 865 866 867 8681 8682 8683 8684 8685 8687 8688 8689 8691 8692 8693 8694 8695 8696 8697 8698',
	],
	['Asia/Shanghai Asia/Urumqi', '8690 8699'],
	// Australia's stations in the Antarctic share Norfolk Island's code.
	['Antarctica/Davis Pacific/Norfolk', '67210'],
	['Antarctica/Mawson Pacific/Norfolk', '67211'],
	['Antarctica/Casey Pacific/Norfolk', '67212'],
	['Antarctica/Macquarie Pacific/Norfolk', '67213'],
	// South Georgia has the Falkland Islands' code.
	['Atlantic/Stanley Atlantic/South_Georgia', '500'],
	// Northern Cyprus has Turkey's code, and its mobiles lie among those of Turkey.
	['Asia/Famagusta', '90392'],
	['Europe/Istanbul Asia/Famagusta', '905338 905428 905488'],
	// Palestinian mobiles are reached by Israel's code as well.
	['Asia/Gaza Asia/Hebron Asia/Jerusalem', '97256 97259'],
];

function lookup(names: Record<string, string>): Map<string, string> {
	return new Map(
		Object.entries(names).flatMap(([zones, places]) =>
			places.split('|').map((place): [string, string] => [place, zones]),
		),
	);
}
