#!/usr/bin/env bash
# google-libphonenumber 3.2.47, PhoneNumberUtil.isNumberMatch.
#
# Of two international numbers it compares the ends: one that ends like the other is a "short national
# number match" (2), also where both are whole numbers in use, of two people. An Italian landline in Busto
# Arsizio (0331 1234567) matches the mobile phone 331 1234567, though it calls both valid, and of different
# types. What is one person it does not know: Brazil's mobile number with and without its ninth digit is
# "no match" (1), and so is a Palestinian number under +970 and +972.
#
# Seen: {"landlineAndMobile":2,"types":[0,1],"ninthDigit":1,"twoCountryCodes":1}
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --silent google-libphonenumber@3.2.47

cat >look.cjs <<'JS'
const { PhoneNumberUtil } = require('google-libphonenumber');
const util = PhoneNumberUtil.getInstance();
const typeOf = (text) => {
	const number = util.parse(text);
	return util.isValidNumber(number) ? util.getNumberType(number) : -1;
};
console.log(
	JSON.stringify({
		landlineAndMobile: util.isNumberMatch('+39 0331 1234567', '+39 331 1234567'),
		types: [typeOf('+39 0331 1234567'), typeOf('+39 331 1234567')],
		ninthDigit: util.isNumberMatch('+55 11 8765 4321', '+55 11 98765 4321'),
		twoCountryCodes: util.isNumberMatch('+970 59 912 3456', '+972 59 912 3456'),
	}),
);
JS

seen="$(node look.cjs)"
expected='{"landlineAndMobile":2,"types":[0,1],"ninthDigit":1,"twoCountryCodes":1}'
echo "$seen"
if [ "$seen" != "$expected" ]; then
	echo "It was $expected before" >&2
	exit 1
fi
