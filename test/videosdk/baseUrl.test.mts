import { describe, expect, test } from 'vitest';
import { parseBaseUrl, resolveUrl } from '../../videosdk/baseUrl.ts';

describe('base URLs that may be used', () => {
	test.each([
		['https://api.videosdk.live', 'https://api.videosdk.live'],
		['  https://api.videosdk.live/ \n', 'https://api.videosdk.live'],
		['', 'https://api.videosdk.live'],
		['https://proxy.example.com/videosdk//', 'https://proxy.example.com/videosdk'],
		['http://localhost:8787', 'http://localhost:8787'],
		['http://127.0.0.1:8787/', 'http://127.0.0.1:8787'],
		['http://[::1]:8787', 'http://[::1]:8787'],
	])('%j is read as %s', (text, url) => {
		expect(parseBaseUrl(text)).toEqual({ url });
	});
});

describe('base URLs that are refused, as the token would be readable or go astray', () => {
	test.each([
		['http://api.videosdk.live', 'must begin with https://'],
		['http://10.0.0.7:8787', 'must begin with https://'],
		['http://localhost.example.com', 'must begin with https://'],
		['http://127.0.0.1.example.com', 'must begin with https://'],
		['ftp://api.videosdk.live', 'is not a web address'],
		['api.videosdk.live', 'is not a web address'],
		['https://user:word@api.videosdk.live', 'no user name'],
		['https://api.videosdk.live?x=1', 'no user name'],
	])('%j: %s', (text, reason) => {
		expect(parseBaseUrl(text).problem).toContain(reason);
	});
});

describe('the address of a request', () => {
	const BASE = 'https://api.videosdk.live';

	test.each([
		['/v2/rooms', 'https://api.videosdk.live/v2/rooms'],
		['v2/rooms', 'https://api.videosdk.live/v2/rooms'],
		['https://api.videosdk.live/v2/rooms', 'https://api.videosdk.live/v2/rooms'],
	])('%s lies at the base URL', (path, url) => {
		expect(resolveUrl(BASE, path)).toBe(url);
	});

	test.each([
		'https://api.videosdk.live.example.com/v2/rooms',
		'https://example.com/v2/rooms',
		'http://api.videosdk.live/v2/rooms',
		'https://api.videosdk.live@example.com/',
		'//example.com/v2/rooms',
		'\\\\example.com/v2/rooms',
		'/\\example.com',
	])('%s gets no token', (address) => {
		expect(() => resolveUrl(BASE, address)).toThrow('only sent to');
	});
});
