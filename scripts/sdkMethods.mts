import { HttpClient, VideoSDK } from '@videosdk.live/server-sdk';

/**
 * Every method of VideoSDK's own server SDK, found in its objects and not in a list of ours: those of a new
 * version are among them. Each by its path from the client on, such as `sip.calls.create`.
 */
export function sdkMethods(): string[] {
	return methodsOf(new VideoSDK({ apiKey: 'key', secret: 'secret' }));
}

/** Methods that TypeScript calls private are there as well: nothing tells them apart when a program runs. */
function methodsOf(owner: object, path: readonly string[] = []): string[] {
	const prototype: object = Object.getPrototypeOf(owner) as object;
	const inherited = prototype === Object.prototype ? [] : Object.getOwnPropertyNames(prototype);
	const own = Object.entries(owner);
	const parts = own.filter(([, value]) => isPart(value)) as Array<[string, object]>;
	const names = [
		...inherited.filter((name) => name !== 'constructor' && isMethod(prototype, name)),
		...own.filter(([, value]) => typeof value === 'function').map(([name]) => name),
	];
	return [
		...names.map((name) => [...path, name].join('.')),
		...parts.flatMap(([name, part]) => methodsOf(part, [...path, name])),
	];
}

/** What sends for all parts of the SDK is none of them. */
const isPart = (value: unknown) =>
	typeof value === 'object' && value !== null && !(value instanceof HttpClient);

const isMethod = (prototype: object, name: string) =>
	typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function';
