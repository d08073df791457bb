/**
 * What all addresses of this n8n's webhooks begin with: `https://n8n.example.com/` out of
 * `https://n8n.example.com/webhook-waiting/231?signature=…`.
 *
 * @param resumeUrl any URL below the address that this n8n has for webhooks, two parts deep
 */
export function ownBaseOf(resumeUrl: string): string | undefined {
	return URL.canParse(resumeUrl) ? new URL('..', resumeUrl).href : undefined;
}
