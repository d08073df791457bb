// Everything a command tells its user while it works goes to stderr, so that stdout stays
// free for results (`npm start -- --once` prints JSON there).

const REMINDER_SECONDS = 15;

/** @param {string} line */
export function say(line) {
	process.stderr.write(`${line}\n`);
}

/** @param {number} startedAt a `Date.now()` */
export function secondsSince(startedAt) {
	return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}

/**
 * Runs `work` under a name that is printed at once, repeated now and then with the elapsed
 * time (nobody should stare at silence), and printed with the total at the end.
 *
 * @param howFar says how far it is, where that is known
 */
export async function withProgress(label, work, howFar = async () => '') {
	const startedAt = Date.now();
	say(`${label} ...`);
	const reminder = setInterval(async () => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		say(`  ... ${[label, `${seconds} s so far`, await howFar()].filter(Boolean).join(': ')}`);
	}, REMINDER_SECONDS * 1000);
	try {
		const result = await work();
		say(`  ${label}: done in ${secondsSince(startedAt)}`);
		return result;
	} finally {
		clearInterval(reminder);
	}
}
