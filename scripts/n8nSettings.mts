// The environment a local n8n runs in: its own folder and ports, nothing to the outside.

export interface N8nPlace {
	userFolder: string;
	port: number;
	brokerPort: number;
}

/** What a program needs from the machine. All else stays out: settings of another n8n, of a
 * test runner (NODE_ENV=test silences n8n), proxies that would swallow loopback requests. */
const FROM_THE_MACHINE =
	/^(PATH|HOME|USER|LOGNAME|USERPROFILE|TMPDIR|TEMP|TMP|LANG|LC_.*|TZ|SYSTEMROOT|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA)$/i;

const NOTHING_TO_THE_OUTSIDE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// The list of verified community nodes comes from n8n's servers. Unverified ones, as ours,
	// are loaded from the folder.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
	// Modules that would ask n8n's servers for lists of theirs.
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
};

export function n8nSettings(place: N8nPlace): Record<string, string> {
	return {
		...fromTheMachine(),
		...NOTHING_TO_THE_OUTSIDE,
		N8N_USER_FOLDER: place.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(place.port),
		N8N_PROTOCOL: 'http',
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_LOG_LEVEL: 'info',
		NO_COLOR: '1',
	};
}

function fromTheMachine(): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env)) {
		if (value !== undefined && FROM_THE_MACHINE.test(name)) kept[name] = value;
	}
	return kept;
}
