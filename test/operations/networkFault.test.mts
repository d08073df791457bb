import { describe, expect, test } from 'vitest';
import { networkFault } from '../../nodes/VideoSdk/api/networkFault.ts';

/** An error as n8n hands it on: the code of the one below, and that one's words. */
const error = (httpCode: string, words = 'words of Node') => ({ httpCode, messages: [words] });

describe('what happened before anything was sent leaves no call behind', () => {
	test.each([
		['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9'],
		['EHOSTUNREACH', 'connect EHOSTUNREACH 192.0.2.1:443'],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND api.videosdk.live'],
		['ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
		['CERT_HAS_EXPIRED', 'certificate has expired'],
		['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
		['', 'The request was blocked because it resolves to a restricted IP address'],
	])('%s: %s', (code, words) => {
		expect(networkFault(error(code, words), 'a host').callMayExist).toBe(false);
	});
});

describe('what may have happened after VideoSDK read the request leaves it open', () => {
	test.each([
		['ECONNRESET', 'socket hang up'],
		['EPIPE', 'write EPIPE'],
		['EHOSTUNREACH', 'read EHOSTUNREACH'],
		['ENETUNREACH', 'read ENETUNREACH'],
		['ETIMEDOUT', 'read ETIMEDOUT'],
		['ECONNABORTED', 'timeout of 30000ms exceeded'],
		['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'bad record mac'],
		['EPROTO', 'write EPROTO'],
		['ERR_CANCELED', 'canceled'],
		['ERR_BAD_RESPONSE', 'stream has been aborted'],
		['', 'something that nobody has seen before'],
	])('%s: %s', (code, words) => {
		expect(networkFault(error(code, words), 'a host').callMayExist).toBe(true);
	});

	test.each([undefined, null, 'text', 7])('%j', (nothing) => {
		expect(networkFault(nothing, 'a host').callMayExist).toBe(true);
	});
});
